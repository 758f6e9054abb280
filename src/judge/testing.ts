/** Builders for the judge's tests and bench. */
import { DEG_TO_RAD } from '../base/index.ts';
import {
  ENVIRONMENTS,
  makePicture,
  OWN_ONLY,
  TRACK_STATUS,
  type Environment,
  type Picture,
  type TrackDetail,
  type TrackStatus,
  type Zone,
  type ZoneShape,
} from '../model/index.ts';

export function square(west: number, south: number, east: number, north: number): ZoneShape {
  return {
    type: 'polygon',
    rings: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
      ],
    ],
  };
}

export const OPEN_LIMIT = { valueM: null, reference: 'AGL', stated: false } as const;

/** A prohibited zone, by default the square 29-30 E, 44-45 N without height limits. */
export function zone(given: Partial<Zone> & { readonly shape?: ZoneShape } = {}): Zone {
  const { shape, ...rest } = given;
  return {
    id: 'Z1',
    name: 'Delta',
    kind: 'border',
    country: 'ROU',
    restriction: 'prohibited',
    rule: {
      environments: [],
      exempt: ['friend', 'assumed-friend', 'neutral'],
      lookAheadS: 600,
      minProbability: 0.5,
      priority: 'warning',
    },
    volumes: [{ shape: shape ?? square(29, 44, 30, 45), lower: OPEN_LIMIT, upper: OPEN_LIMIT }],
    applicability: [],
    origin: 'config',
    active: true,
    label: OWN_ONLY,
    extra: {},
    ...rest,
  };
}

export interface TestTrack {
  readonly trackNumber: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly vEastMps?: number;
  readonly vNorthMps?: number;
  readonly vUpMps?: number;
  readonly altM?: number;
  readonly sdPosM?: number;
  readonly sdVelMps?: number;
  readonly environment?: Environment;
  readonly status?: TrackStatus;
  readonly updatedAt?: number;
  readonly bornAt?: number;
  readonly simulated?: boolean;
  readonly detailVersion?: number;
}

/** A picture of these tracks at an instant; tracks are a minute old and well measured unless said otherwise. */
export function pictureOf(at: number, tracks: readonly TestTrack[]): Picture {
  const picture = makePicture(Math.max(1, tracks.length), at);
  picture.count = tracks.length;
  tracks.forEach((track, row) => {
    const pos = (track.sdPosM ?? 50) ** 2;
    const vel = (track.sdVelMps ?? 1) ** 2;
    picture.trackNumber[row] = track.trackNumber;
    picture.latRad[row] = track.latDeg * DEG_TO_RAD;
    picture.lonRad[row] = track.lonDeg * DEG_TO_RAD;
    picture.altM[row] = track.altM ?? Number.NaN;
    picture.vEastMps[row] = track.vEastMps ?? 0;
    picture.vNorthMps[row] = track.vNorthMps ?? 0;
    picture.vUpMps[row] = track.vUpMps ?? 0;
    picture.covEE[row] = picture.covNN[row] = pos;
    picture.covUU[row] = track.altM === undefined ? Number.NaN : 900;
    picture.velEE[row] = picture.velNN[row] = vel;
    picture.status[row] = track.status ?? TRACK_STATUS.confirmed;
    picture.quality[row] = 10;
    picture.existence[row] = 0.99;
    picture.updatedAt[row] = track.updatedAt ?? at;
    picture.bornAt[row] = track.bornAt ?? at - 60_000;
    picture.environment[row] = ENVIRONMENTS.indexOf(track.environment ?? 'air');
    picture.simulated[row] = track.simulated === true ? 1 : 0;
    picture.detailVersion[row] = track.detailVersion ?? 1;
  });
  return picture;
}

export function detail(given: Partial<TrackDetail> = {}): TrackDetail {
  return {
    trackNumber: 1,
    icao: null,
    mmsi: null,
    mode3A: null,
    callsign: null,
    uasId: null,
    shipName: null,
    shipType: null,
    tail: null,
    emergency: null,
    destination: null,
    operatorLatRad: null,
    operatorLonRad: null,
    operatorId: null,
    onGround: false,
    classes: [],
    environment: 'air',
    sources: [{ sensorId: 'radar', sourceId: 'radar-feed', lastAt: 0, plots: 100 }],
    findings: [],
    simulated: false,
    ...given,
  };
}
