import type { Claims, Environment } from './plot.ts';
import type { Identity } from './identity.ts';

/** The claims about a track that go to other members: who it says it is, never where its operator stands. */
export const SHARED_CLAIMS = [
  'icao',
  'mmsi',
  'mode3A',
  'callsign',
  'uasId',
  'shipName',
  'shipType',
  'emergency',
  'classes',
] as const;

/** A track as other members get it: its newest state, made by the originator's own sensors alone. */
export interface SharedTrack {
  /** the originator's track number */
  readonly number: number;
  /** the instant the state is for, by the originator's clock, ms */
  readonly at: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** height above the WGS84 ellipsoid, m; null when not known */
  readonly altM: number | null;
  readonly vEastMps: number;
  readonly vNorthMps: number;
  readonly vUpMps: number | null;
  /** position covariance east-north, m^2 */
  readonly covEE: number;
  readonly covEN: number;
  readonly covNN: number;
  /** standard deviation of the height, m; null when the height is not known */
  readonly sdAltM: number | null;
  /** standard deviation of one velocity component, m/s */
  readonly sdVelocityMps: number;
  /** 0..15 */
  readonly quality: number;
  /** 0..1 */
  readonly existence: number;
  readonly environment: Environment;
  /** what the originator takes it for; shown as its word */
  readonly identity: Identity;
  readonly claims: Pick<Claims, (typeof SHARED_CLAIMS)[number]>;
  readonly simulated: boolean;
}
