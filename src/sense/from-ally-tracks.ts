/**
 * Tracks an ally shares become plots of a sensor that stands for the ally: positions with their covariance, made by
 * another tracker. Who made it stays in the sensor's name, so that the track shows its originator.
 */
import { DEG_TO_RAD } from '../base/index.ts';
import { makePlot, PLOT_FORM, type SenseBatch, type SharedTrack } from '../model/index.ts';
import { makeSelfReportSensor } from './self-report-sensor.ts';

const PREFIX = 'ally:';

export function allySensorId(member: string): string {
  return PREFIX + member;
}

/** The ally whose tracks a sensor stands for; null: it is a sensor of another kind. */
export function allyOf(sensorId: string): string | null {
  return sensorId.startsWith(PREFIX) ? sensorId.slice(PREFIX.length).split('/', 1)[0]! : null;
}

export interface AllyFrame {
  readonly member: string;
  /** what the ally gives under one label */
  readonly sourceId: string;
  readonly tracks: readonly SharedTrack[];
  /** the ally's clock less ours, ms, as measured on the link */
  readonly clockOffsetMs: number;
  readonly receivedAt: number;
  /** false: the sensor of this source is known already */
  readonly isFirst: boolean;
}

/** Plots of one frame. A time after its arrival is that of the arrival: no clock is trusted beyond what is measured. */
export function readAllyTracks(frame: AllyFrame, batch: SenseBatch): void {
  const { member, sourceId, receivedAt } = frame;
  const sensorId = sourceId;
  if (frame.isFirst)
    batch.sensors.push({
      ...makeSelfReportSensor(sensorId, sourceId, `tracks of ${member}`),
      kind: 'tracks',
      foreign: true,
    });
  for (const track of frame.tracks) {
    batch.plots.push(
      makePlot({
        sourceId,
        sensorId,
        at: Math.min(track.at - frame.clockOffsetMs, receivedAt),
        receivedAt,
        form: PLOT_FORM.position,
        environment: track.environment,
        latRad: track.latDeg * DEG_TO_RAD,
        lonRad: track.lonDeg * DEG_TO_RAD,
        covEE: track.covEE,
        covEN: track.covEN,
        covNN: track.covNN,
        altM: track.altM ?? Number.NaN,
        sdAltM: track.sdAltM ?? Number.NaN,
        altKind: track.altM === null ? 'none' : 'ellipsoid',
        vEastMps: track.vEastMps,
        vNorthMps: track.vNorthMps,
        vUpMps: track.vUpMps ?? Number.NaN,
        sdVelocityMps: track.sdVelocityMps,
        claims: {
          ...track.claims,
          objectId: String(track.number),
          detectionConfidence: track.existence,
        },
        simulated: track.simulated,
      }),
    );
  }
}
