import { SIGMAS_95 } from '../base/index.ts';
import type { KindProbabilities } from './kind.ts';
import type { AffiliationClaim, ClassClaim, Environment } from './plot.ts';

export const TRACK_STATUS = { tentative: 0, confirmed: 1, coasting: 2, dropped: 3 } as const;
export type TrackStatus = (typeof TRACK_STATUS)[keyof typeof TRACK_STATUS];

/**
 * All confirmed and coasting tracks predicted to one instant, as columns. Row i of every column is one track.
 * Written by the tracker, read by judge, store and API; valid until the tracker is asked for the next one.
 */
export interface Picture {
  readonly at: number;
  count: number;
  /** system track number, unique for the life of the node, never used again */
  readonly trackNumber: Uint32Array;
  readonly latRad: Float64Array;
  readonly lonRad: Float64Array;
  /** height above the WGS84 ellipsoid, m; NaN when not known */
  readonly altM: Float32Array;
  readonly vEastMps: Float32Array;
  readonly vNorthMps: Float32Array;
  readonly vUpMps: Float32Array;
  /** position covariance ENU, m^2: ee, en, nn; uu NaN when height is not known */
  readonly covEE: Float32Array;
  readonly covEN: Float32Array;
  readonly covNN: Float32Array;
  readonly covUU: Float32Array;
  /** velocity covariance, (m/s)^2: ee, en, nn */
  readonly velEE: Float32Array;
  readonly velEN: Float32Array;
  readonly velNN: Float32Array;
  readonly status: Uint8Array;
  /** 0..15, as on tactical data links */
  readonly quality: Uint8Array;
  /** probability that the object exists, 0..1 */
  readonly existence: Float32Array;
  /** last plot used */
  readonly updatedAt: Float64Array;
  readonly bornAt: Float64Array;
  /** index into ENVIRONMENTS */
  readonly environment: Uint8Array;
  /** 1: from exercise or simulated data */
  readonly simulated: Uint8Array;
  /** grows whenever TrackDetail of this track changed */
  readonly detailVersion: Uint32Array;
}

export function makePicture(capacity: number, at = 0): Picture {
  const f32 = (): Float32Array => new Float32Array(capacity);
  return {
    at,
    count: 0,
    trackNumber: new Uint32Array(capacity),
    latRad: new Float64Array(capacity),
    lonRad: new Float64Array(capacity),
    altM: f32(),
    vEastMps: f32(),
    vNorthMps: f32(),
    vUpMps: f32(),
    covEE: f32(),
    covEN: f32(),
    covNN: f32(),
    covUU: f32(),
    velEE: f32(),
    velEN: f32(),
    velNN: f32(),
    status: new Uint8Array(capacity),
    quality: new Uint8Array(capacity),
    existence: f32(),
    updatedAt: new Float64Array(capacity),
    bornAt: new Float64Array(capacity),
    environment: new Uint8Array(capacity),
    simulated: new Uint8Array(capacity),
    detailVersion: new Uint32Array(capacity),
  };
}

/** Radius of the circle that holds the object with 95 %, m, from the larger axis of the position covariance (m^2). */
export function radius95M(covEE: number, covEN: number, covNN: number): number {
  const mean = (covEE + covNN) / 2;
  const spread = Math.hypot((covEE - covNN) / 2, covEN);
  return SIGMAS_95 * Math.sqrt(Math.max(0, mean + spread));
}

export const FINDING_CODES = [
  'claim-jump',
  'claim-shared',
  'claim-changed',
  'no-echo',
  'position-disagrees',
  'impossible-speed',
] as const;
/**
 * - claim-jump: a self-report moved farther than its track can
 * - claim-shared: two objects say the same identity · claim-changed: one object said two
 * - no-echo: a self-report with no radar echo where one is due
 * - position-disagrees: self-report and independent sensors differ · impossible-speed: beyond its kind
 */
export type FindingCode = (typeof FINDING_CODES)[number];

/** Something wrong about a track's claims: shown, alerted, never silently merged. */
export interface TrackFinding {
  readonly code: FindingCode;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
  readonly text: string;
}

/** How a sensor contributes to a track. */
export interface TrackSource {
  readonly sensorId: string;
  readonly sourceId: string;
  readonly lastAt: number;
  readonly plots: number;
}

/** A track of another tracker (CAT062, SAPIENT fusion node, an ally) that is taken for the same object. */
export interface UpstreamTrack {
  readonly sensorId: string;
  readonly sourceId: string;
  /** who made it: the name of the sensor that stands for it (`tracks of BG`) */
  readonly originator: string;
  /** its maker's own number for it */
  readonly objectId: string;
  readonly lastAt: number;
  /** its part of what is shown, 0..1 */
  readonly weight: number;
  /** sensors named as being in it; empty: none named */
  readonly contributors: readonly string[];
}

/** The slow part of a track: changes rarely, looked up by number. */
export interface TrackDetail {
  readonly trackNumber: number;
  readonly icao: number | null;
  readonly mmsi: number | null;
  readonly mode3A: number | null;
  readonly callsign: string | null;
  readonly uasId: string | null;
  readonly shipName: string | null;
  readonly shipType: number | null;
  readonly tail: string | null;
  readonly emergency: string | null;
  /** what others say of its side, the last to say so; absent when nobody does */
  readonly affiliation?: AffiliationClaim;
  readonly destination: string | null;
  readonly operatorLatRad: number | null;
  readonly operatorLonRad: number | null;
  readonly operatorId: string | null;
  readonly onGround: boolean;
  /** what sources call it, in their words, summing to at most 1 (drone, bird, helicopter, ...); empty: none says */
  readonly classes: readonly ClassClaim[];
  /** what it is, from how it moves and from what is said of it; absent in what was recorded before there was one */
  readonly kinds?: KindProbabilities;
  readonly environment: Environment;
  readonly sources: readonly TrackSource[];
  readonly findings: readonly TrackFinding[];
  /** tracks of other trackers in it; all of it when none of our own sensors is among the sources */
  readonly upstream?: readonly UpstreamTrack[];
  readonly simulated: boolean;
}
