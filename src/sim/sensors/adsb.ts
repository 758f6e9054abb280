import { FPM_TO_MPS, FT_TO_M, KT_TO_MPS, RAD_TO_DEG, type Random } from '../../base/index.ts';
import {
  encodeAllCall,
  encodeAltitudeReply,
  encodeBeastFrame,
  encodeExtendedSquitter,
  encodeIdentityReply,
  meAirbornePosition,
  meEmergency,
  meIdentification,
  meOperationalStatus,
  meVelocity,
} from '../../wire/modes/index.ts';
import { GEOID_M, PRESSURE_OFFSET_M, type LonLat } from '../demo-area.ts';
import { makeTruthState } from '../motion.ts';
import { pressureAltitudeM } from '../truth-air.ts';
import { inSpan, stateAt, type AircraftGear, type Truth, type TruthObject } from '../truth.ts';
import { EmissionBins } from './bins.ts';
import {
  frameStart,
  look,
  makeSight,
  makeSite,
  type Emission,
  type SimSensor,
  type Site,
} from './sensor.ts';

/** A 1090 MHz receiver that serves Beast. */
export interface ReceiverBuild {
  readonly id: string;
  readonly at: LonLat;
  readonly heightM: number;
  readonly maxRangeM: number;
  /** share of messages received nearby; falls to a third at the edge */
  readonly reception: number;
  readonly sdPositionM: number;
  readonly latencyMs: number;
}

const FRAME_MS = 1000;
const BIN_MS = 50;
const SQUAWK_EMERGENCY = 0o7700;
const METRES_PER_DEG = 111_320;

/** What is sent how often (ms), and when in its period it first is. */
const SCHEDULE = [
  { what: 'position', everyMs: 500, shift: 0 },
  { what: 'velocity', everyMs: 500, shift: 0.45 },
  { what: 'identification', everyMs: 5000, shift: 0.1 },
  { what: 'status', everyMs: 5000, shift: 0.5 },
  { what: 'all-call', everyMs: 1000, shift: 0.3 },
  { what: 'altitude-reply', everyMs: 4000, shift: 0.2 },
  { what: 'identity-reply', everyMs: 4000, shift: 0.7 },
] as const;
type What = (typeof SCHEDULE)[number]['what'];

export class AdsbReceiver implements SimSensor {
  readonly id: string;
  readonly channel: string;
  readonly frameMs = FRAME_MS;
  readonly phaseMs = 0;
  readonly maxDelayMs: number;
  readonly build: ReceiverBuild;
  readonly #truth: Truth;
  readonly #random: Random;
  readonly #site: Site;
  readonly #state = makeTruthState();
  readonly #sight = makeSight();

  constructor(build: ReceiverBuild, truth: Truth, random: Random) {
    this.id = build.id;
    this.channel = build.id;
    this.build = build;
    this.maxDelayMs = build.latencyMs + BIN_MS + 10;
    this.#truth = truth;
    this.#random = random;
    this.#site = makeSite(build.at, build.heightM);
  }

  frame(index: number): Emission[] {
    const fromAt = frameStart(this, index);
    const random = this.#random.fork(String(index));
    const bins = new EmissionBins(this.channel, BIN_MS, this.build.latencyMs);
    for (const object of this.#truth.objectsAround(fromAt)) {
      if (object.aircraft === null || !stateAt(object, fromAt, this.#state)) continue;
      look(this.#site, this.#state, this.#sight);
      const { rangeM, visible } = this.#sight;
      if (!visible || rangeM > this.build.maxRangeM) continue;
      const share = rangeM / this.build.maxRangeM;
      const received = this.build.reception * (1 - 0.67 * share * share);
      this.#hear(object, object.aircraft, fromAt, received, random, bins);
    }
    return bins.take();
  }

  #hear(
    object: TruthObject,
    gear: AircraftGear,
    fromAt: number,
    received: number,
    random: Random,
    bins: EmissionBins,
  ): void {
    const phase = ((gear.icao * 0.6180339887) % 1) * FRAME_MS;
    for (const { what, everyMs, shift } of SCHEDULE) {
      const offset = phase + shift * everyMs;
      const first = Math.ceil((fromAt - offset) / everyMs);
      for (let n = first; n * everyMs + offset < fromAt + FRAME_MS; n++) {
        const at = n * everyMs + offset;
        if (!random.chance(received) || !stateAt(object, at, this.#state)) continue;
        const sinceS = (at - object.bornAt) / 1000;
        if (inSpan(gear.silent, sinceS)) continue;
        if (!gear.adsb && !REPLIES.has(what)) continue;
        const message = this.#message(what, gear, sinceS, (n & 1) === 1, random);
        bins.add(at, encodeBeastFrame(message, Math.floor(at * 12_000) % 2 ** 48, 90));
        if (what === 'status' && gear.adsb)
          bins.add(
            at,
            encodeBeastFrame(squawkMessage(gear, sinceS), Math.floor(at * 12_000) % 2 ** 48, 90),
          );
      }
    }
  }

  #message(
    what: What,
    gear: AircraftGear,
    sinceS: number,
    odd: boolean,
    random: Random,
  ): Uint8Array {
    const state = this.#state;
    const { icao } = gear;
    const altitudeFt = pressureAltitudeM(state.altM) / FT_TO_M;
    switch (what) {
      case 'position':
        return encodeExtendedSquitter(
          { icao },
          this.#position(gear, sinceS, altitudeFt, odd, random),
        );
      case 'velocity':
        return encodeExtendedSquitter(
          { icao },
          meVelocity({
            eastKt: state.vEastMps / KT_TO_MPS,
            northKt: state.vNorthMps / KT_TO_MPS,
            verticalRateFpm: state.vUpMps / FPM_TO_MPS,
            geoMinusBaroFt: (GEOID_M - PRESSURE_OFFSET_M) / FT_TO_M,
            nacV: 2,
          }),
        );
      case 'identification':
        return encodeExtendedSquitter(
          { icao },
          meIdentification(gear.callsign, 'A', gear.category),
        );
      case 'status':
        return encodeExtendedSquitter(
          { icao },
          meOperationalStatus({ onGround: false, nacP: 9, sil: 3, gva: 2, nicBaro: true }),
        );
      case 'all-call':
        return encodeAllCall(icao);
      case 'altitude-reply':
        return encodeAltitudeReply({ icao, flightStatus: alertStatus(gear, sinceS) }, altitudeFt);
      case 'identity-reply':
        return encodeIdentityReply(
          { icao, flightStatus: alertStatus(gear, sinceS) },
          squawkOf(gear, sinceS),
        );
    }
  }

  #position(
    gear: AircraftGear,
    sinceS: number,
    altitudeFt: number,
    odd: boolean,
    random: Random,
  ): Uint8Array {
    const state = this.#state;
    const { spoof } = gear;
    const fooled = spoof !== null && inSpan([spoof], sinceS);
    const eastM = this.build.sdPositionM * random.normal() + (fooled ? spoof.eastM : 0);
    const northM = this.build.sdPositionM * random.normal() + (fooled ? spoof.northM : 0);
    return meAirbornePosition({
      latDeg: state.latRad * RAD_TO_DEG + northM / METRES_PER_DEG,
      lonDeg: state.lonRad * RAD_TO_DEG + eastM / (METRES_PER_DEG * Math.cos(state.latRad)),
      altitudeFt,
      odd,
    });
  }
}

/** What a transponder without position broadcasts still sends. */
const REPLIES: ReadonlySet<What> = new Set(['all-call', 'altitude-reply', 'identity-reply']);

function squawkOf(gear: AircraftGear, sinceS: number): number {
  return inSpan(gear.emergency, sinceS) ? SQUAWK_EMERGENCY : gear.mode3A;
}

/** Flight status: 2 = alert (the code was just changed), airborne. */
function alertStatus(gear: AircraftGear, sinceS: number): number {
  return inSpan(gear.emergency, sinceS) ? 2 : 0;
}

function squawkMessage(gear: AircraftGear, sinceS: number): Uint8Array {
  const emergency = inSpan(gear.emergency, sinceS) ? 1 : 0;
  return encodeExtendedSquitter(
    { icao: gear.icao },
    meEmergency(emergency, squawkOf(gear, sinceS)),
  );
}
