import { clamp, EARTH_RADIUS_M, EnuFrame, DEG_TO_RAD } from '../../base/index.ts';
import { GEOID_M, type LonLat } from '../demo-area.ts';
import type { TruthState } from '../motion.ts';

/** Bytes leaving a sensor, and when. */
export interface Emission {
  readonly channel: string;
  readonly at: number;
  readonly bytes: Uint8Array;
}

/**
 * A sensor as a pure function of time. It works in frames (a turn of the antenna, a second): frame `index` spans
 * [index * frameMs, (index + 1) * frameMs) shifted by `phaseMs`, and what it measures there leaves at the earliest at
 * the frame's start and at the latest `maxDelayMs` after its end.
 */
export interface SimSensor {
  readonly id: string;
  readonly channel: string;
  readonly frameMs: number;
  readonly phaseMs: number;
  readonly maxDelayMs: number;
  /** Everything of one frame, in the order in which it leaves. Same index, same bytes. */
  frame(index: number): Emission[];
}

export function frameStart(sensor: Pick<SimSensor, 'frameMs' | 'phaseMs'>, index: number): number {
  return index * sensor.frameMs + sensor.phaseMs;
}

/** A place to look from: tangent plane and height above sea level. */
export interface Site {
  readonly frame: EnuFrame;
  readonly heightM: number;
}

/** @param heightM antenna above sea level, m */
export function makeSite([lonDeg, latDeg]: LonLat, heightM: number): Site {
  return {
    frame: new EnuFrame(latDeg * DEG_TO_RAD, lonDeg * DEG_TO_RAD, heightM + GEOID_M),
    heightM,
  };
}

/** Earth radius for radio waves: 4/3 of the true one (standard refraction). */
const RADIO_RADIUS_M = (EARTH_RADIUS_M * 4) / 3;

/** Distance to the radio horizon for two heights above sea level, m. */
export function radioHorizonM(heightAM: number, heightBM: number): number {
  return (
    Math.sqrt(2 * RADIO_RADIUS_M * Math.max(0, heightAM)) +
    Math.sqrt(2 * RADIO_RADIUS_M * Math.max(0, heightBM))
  );
}

/** What a site sees of an object: polar in its tangent plane, and the speed along the line of sight. */
export interface Sight {
  rangeM: number;
  groundM: number;
  azimuthRad: number;
  elevationRad: number;
  /** away positive, m/s */
  radialMps: number;
  /** distance to the radio horizon for the object's height, m */
  horizonM: number;
  /** above the radio horizon */
  visible: boolean;
}

export function makeSight(): Sight {
  return {
    rangeM: 0,
    groundM: 0,
    azimuthRad: 0,
    elevationRad: 0,
    radialMps: 0,
    horizonM: 0,
    visible: false,
  };
}

const enu = new Float64Array(3);

export function look(site: Site, state: TruthState, out: Sight): void {
  site.frame.fromGeodetic(state.latRad, state.lonRad, state.altM, enu);
  const east = enu[0]!;
  const north = enu[1]!;
  const up = enu[2]!;
  out.groundM = Math.hypot(east, north);
  out.rangeM = Math.hypot(out.groundM, up);
  const azimuth = Math.atan2(east, north);
  out.azimuthRad = azimuth < 0 ? azimuth + 2 * Math.PI : azimuth;
  out.elevationRad = Math.atan2(up, out.groundM);
  out.radialMps =
    (east * state.vEastMps + north * state.vNorthMps + up * state.vUpMps) / Math.max(1, out.rangeM);
  out.horizonM = radioHorizonM(site.heightM, Math.max(2, state.altM - GEOID_M));
  out.visible = out.groundM <= out.horizonM;
}

const LOG_FALSE_ALARM = Math.log(1e-6);

/**
 * Detection probability of a fluctuating target (Swerling 1) at a false alarm rate of 1e-6.
 * @param referenceM range at which 1 m^2 is detected with probability 0.8
 */
export function detectionProbability(rangeM: number, rcsM2: number, referenceM: number): number {
  const signalAtReference = LOG_FALSE_ALARM / Math.log(0.8) - 1;
  const signal = signalAtReference * rcsM2 * (referenceM / rangeM) ** 4;
  return clamp(Math.exp(LOG_FALSE_ALARM / (1 + signal)), 0, 0.98);
}
