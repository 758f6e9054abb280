/**
 * A small made-up sea and sky for browser tests: every object is a function of time, so the picture of any instant,
 * past or present, can be asked for. Nothing here is real; the places are open water and countryside.
 */
import { DEG_TO_RAD, destination, Random } from '../../src/base/index.ts';
import {
  ENVIRONMENTS,
  makePicture,
  TRACK_STATUS,
  type Identity,
  type Picture,
  type TrackDetail,
} from '../../src/model/index.ts';

export interface FakeObject {
  readonly trackNumber: number;
  readonly name: string;
  readonly environment: 'air' | 'sea';
  readonly identity: Identity;
  readonly kind: string;
  readonly sourceIds: readonly string[];
  /** middle of the circle it flies, deg */
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly radiusM: number;
  readonly speedMps: number;
  readonly phaseRad: number;
  readonly altM: number | null;
  /** s since its last plot, the same at all times: shows fading */
  readonly ageS: number;
  readonly findings?: TrackDetail['findings'];
  readonly squawk?: number;
  readonly icao?: number;
  readonly mmsi?: number;
}

const AIRLINES = ['ROT', 'THY', 'WZZ', 'LOT', 'DLH', 'AUA', 'BTI', 'KLM', 'TAR', 'FZC'];
const SHIPS = [
  'Ștefan cel Mare',
  'Mânăstirea',
  'İstanbul Yıldızı',
  'Aurora',
  'Çanakkale',
  'Neptun',
  'Albatros',
  'Горизонт',
  'Κύμα',
  'Livia',
  'Marea Neagră',
  'Sirius',
  'Tomis',
  'Burgas Star',
];

function airliners(random: Random, count: number): Omit<FakeObject, 'trackNumber'>[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `${AIRLINES[i % AIRLINES.length]}${100 + Math.floor(random.next() * 900)}`,
    environment: 'air',
    identity: i % 9 === 3 ? 'friend' : i % 4 === 1 ? 'assumed-friend' : 'neutral',
    kind: i % 9 === 3 ? 'fixed-wing' : 'airliner',
    sourceIds: ['adsb-1', 'radar-1'],
    latDeg: 42.8 + random.next() * 3.4,
    lonDeg: 25 + random.next() * 8,
    radiusM: 40_000 + random.next() * 160_000,
    speedMps: (190 + random.next() * 60) * (random.next() < 0.5 ? -1 : 1),
    phaseRad: random.next() * 2 * Math.PI,
    altM: 3000 + Math.floor(random.next() * 28) * 304.8,
    ageS: 2,
    squawk: Math.floor(random.next() * 4095),
    icao: 0x4a0000 + Math.floor(random.next() * 0xffff),
  }));
}

function ships(random: Random, count: number): Omit<FakeObject, 'trackNumber'>[] {
  const kinds = [
    'cargo ship',
    'tanker',
    'fishing vessel',
    'passenger ferry',
    'sailing vessel',
    'tug',
  ];
  return Array.from({ length: count }, (_, i) => ({
    name: SHIPS[i % SHIPS.length]!,
    environment: 'sea',
    identity: i % 7 === 2 ? 'unknown' : i % 11 === 5 ? 'friend' : 'neutral',
    kind: i % 11 === 5 ? 'patrol ship' : kinds[i % kinds.length]!,
    sourceIds: i % 7 === 2 ? ['coast-1'] : ['ais-1', 'coast-1'],
    latDeg: 43.2 + random.next() * 1.6,
    lonDeg: 29.3 + random.next() * 2.6,
    radiusM: 3000 + random.next() * 20_000,
    speedMps: 2 + random.next() * 7,
    phaseRad: random.next() * 2 * Math.PI,
    altM: null,
    ageS: i % 5 === 4 ? 75 : 8,
    mmsi: 264_000_000 + Math.floor(random.next() * 999_999),
  }));
}

const drone = {
  environment: 'air',
  kind: 'drone',
  sourceIds: ['cuas-1'],
  altM: 180,
  ageS: 1,
} as const;

function intruders(): Omit<FakeObject, 'trackNumber'>[] {
  const swarm = Array.from({ length: 5 }, (_, i) => ({
    ...drone,
    name: `UAS ${i + 1}`,
    identity: 'suspect' as const,
    latDeg: 45.02 + 0.02 * i,
    lonDeg: 30.35 + 0.03 * (i % 3),
    radiusM: 60_000,
    speedMps: 32,
    phaseRad: 0.4 + 0.01 * i,
  }));
  return [
    {
      ...drone,
      name: 'RO-00900',
      identity: 'hostile',
      latDeg: 44.9,
      lonDeg: 30.9,
      radiusM: 90_000,
      speedMps: 48,
      phaseRad: 2.2,
    },
    ...swarm,
    {
      ...drone,
      name: 'RO-00907',
      identity: 'pending',
      kind: '',
      sourceIds: ['radar-1'],
      latDeg: 44.35,
      lonDeg: 29.9,
      radiusM: 50_000,
      speedMps: 70,
      phaseRad: 1.1,
      altM: 900,
      ageS: 26,
    },
    {
      ...drone,
      name: 'GHOST 21',
      identity: 'unknown',
      kind: 'fixed-wing',
      sourceIds: ['adsb-1'],
      latDeg: 43.6,
      lonDeg: 28.9,
      radiusM: 30_000,
      speedMps: 110,
      phaseRad: 4,
      altM: 2400,
      findings: [
        {
          code: 'no-echo',
          firstAt: 0,
          lastAt: 0,
          count: 14,
          text: 'Two radars that should see it do not.',
        },
      ],
    },
  ];
}

/** `extra` more airliners make a crowd. */
export function makeObjects(extra = 0): FakeObject[] {
  const random = new Random(20261124);
  const all = [...intruders(), ...airliners(random, 34 + extra), ...ships(random, 26)];
  return all.map((one, i) => ({ ...one, trackNumber: 101 + i }));
}

/** Writes the picture of an instant to `out`. */
export function pictureAt(objects: readonly FakeObject[], at: number, out: Picture): void {
  const place = new Float64Array(2);
  out.count = objects.length;
  objects.forEach((object, i) => {
    const turn = object.speedMps / object.radiusM;
    const angle = object.phaseRad + (turn * (at % 86_400_000)) / 1000;
    const { latDeg, lonDeg, radiusM } = object;
    destination(latDeg * DEG_TO_RAD, lonDeg * DEG_TO_RAD, radiusM, angle, place);
    out.trackNumber[i] = object.trackNumber;
    out.latRad[i] = place[0]!;
    out.lonRad[i] = place[1]!;
    out.altM[i] = object.altM ?? NaN;
    out.vEastMps[i] = object.speedMps * Math.cos(angle);
    out.vNorthMps[i] = -object.speedMps * Math.sin(angle);
    out.vUpMps[i] = object.altM === null ? NaN : i % 6 === 0 ? 5 : 0;
    out.covEE[i] = out.covNN[i] = object.sourceIds.length > 1 ? 900 : 8000;
    out.velEE[i] = out.velNN[i] = object.sourceIds.length > 1 ? 0.5 : 4;
    out.status[i] = object.ageS > 20 ? TRACK_STATUS.coasting : TRACK_STATUS.confirmed;
    out.quality[i] = object.sourceIds.length > 1 ? 11 : 7;
    out.existence[i] = 0.99;
    out.updatedAt[i] = at - object.ageS * 1000;
    out.bornAt[i] = at - 1_200_000;
    out.environment[i] = ENVIRONMENTS.indexOf(object.environment);
    out.simulated[i] = 1;
    out.detailVersion[i] = 1;
  });
}

export function makeRoom(objects: readonly FakeObject[]): Picture {
  return makePicture(objects.length);
}
