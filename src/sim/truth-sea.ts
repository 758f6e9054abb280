import { DAY_MS, type Random } from '../base/index.ts';
import { GEOID_M, SEA_LANES, type LonLat, type SeaLane } from './demo-area.ts';
import {
  alongRoute,
  figureEight,
  racetrack,
  repeated,
  standing,
  type Motion,
  type MotionLimits,
} from './motion.ts';
import {
  NAV_STATUS,
  permanent,
  stream,
  type ShipGear,
  type TruthKind,
  type TruthObject,
  type TruthPart,
} from './truth.ts';

const HULL: MotionLimits = {
  turnDegPerS: 0.5,
  climbMps: 1,
  accelMps2: 0.03,
  hover: true,
  weaveDeg: 0,
  weavePeriodS: 600,
  stepS: 20,
};
const LIVELY: MotionLimits = { ...HULL, turnDegPerS: 4, accelMps2: 0.3, stepS: 4 };

const FIRST_WORDS = [
  'AMBER',
  'BORA',
  'CEDAR',
  'DUNA',
  'EGRET',
  'FALUN',
  'GARA',
  'HERON',
  'IRIS',
  'JUNA',
  'KARST',
  'LARCH',
  'MERLE',
  'NORD',
  'OPAL',
  'PELICAN',
  'QUARRY',
  'RIVA',
  'SALT',
  'TERN',
] as const;
const SECOND_WORDS = [
  'STAR',
  'TRADER',
  'GRACE',
  'WIND',
  'PIONEER',
  'BRIDGE',
  'LADY',
  'VENTURE',
  'HORIZON',
  'BULKER',
] as const;
/** Maritime identification digits of flags that are common here. */
const FLAGS = [264, 207, 271, 272, 538, 636, 248, 352, 374] as const;

interface Hull {
  readonly type: number;
  readonly lengthM: number;
  readonly beamM: number;
  readonly draughtM: number;
  readonly rcsM2: number;
}

const CARGO: Hull = { type: 70, lengthM: 180, beamM: 28, draughtM: 9.5, rcsM2: 20_000 };
const TANKER: Hull = { type: 80, lengthM: 240, beamM: 40, draughtM: 12, rcsM2: 40_000 };
const COASTER: Hull = { type: 79, lengthM: 95, beamM: 14, draughtM: 5, rcsM2: 5000 };
const TRAWLER: Hull = { type: 30, lengthM: 24, beamM: 7, draughtM: 3, rcsM2: 200 };
const FERRY: Hull = { type: 60, lengthM: 55, beamM: 11, draughtM: 3, rcsM2: 2000 };
const YACHT: Hull = { type: 36, lengthM: 13, beamM: 4, draughtM: 2, rcsM2: 20 };

/** Every vessel gets its own number: `serial` is unique on the stage, 0..999999. */
function shipGear(
  hull: Hull,
  serial: number,
  random: Random,
  given: { readonly destination: string; readonly navStatus: number; readonly ais: 'A' | 'B' },
): ShipGear {
  return {
    mmsi: random.pick(FLAGS) * 1_000_000 + serial,
    imo: 9_000_000 + (serial % 900_000),
    callsign: `D${1000 + (serial % 9000)}`,
    type: hull.type,
    destination: given.destination,
    lengthM: hull.lengthM + random.below(20),
    beamM: hull.beamM,
    draughtM: hull.draughtM,
    navStatus: given.navStatus,
    ais: given.ais,
    broadcasts: [],
  };
}

function vesselName(random: Random): string {
  return `${random.pick(FIRST_WORDS)} ${random.pick(SECOND_WORDS)} ${1 + random.below(99)}`;
}

function vessel(given: {
  readonly id: string;
  readonly kind: TruthKind;
  readonly name: string;
  readonly bornAt: number;
  readonly motion: Motion;
  readonly rcsM2: number;
  readonly ship: ShipGear;
}): TruthObject {
  return {
    ...given,
    environment: 'sea',
    intent: 'civil',
    goneAt: given.bornAt + given.motion.durationS * 1000,
    aircraft: null,
    drone: null,
  };
}

function sailing(
  lane: SeaLane,
  laneIndex: number,
  index: number,
  bornAt: number,
  random: Random,
): TruthObject {
  const speedMps = random.between(lane.speedMps[0], lane.speedMps[1]);
  const aside = random.between(-0.012, 0.012);
  const hull = random.pick([CARGO, CARGO, TANKER, COASTER]);
  const route = lane.points.map(([lonDeg, latDeg]) => ({
    latDeg: latDeg + aside,
    lonDeg: lonDeg + aside,
    altM: GEOID_M,
    speedMps,
  }));
  const serial = 10_000 * (laneIndex + 1) + (((index % 5000) + 5000) % 5000);
  return vessel({
    id: `${lane.id}-${index}`,
    kind: 'ship',
    name: vesselName(random),
    bornAt,
    motion: alongRoute(route, HULL, 43_200),
    rcsM2: hull.rcsM2,
    ship: shipGear(hull, serial, random, {
      destination: lane.destination,
      navStatus: NAV_STATUS.underWay,
      ais: 'A',
    }),
  });
}

interface Harbour {
  readonly id: string;
  readonly at: LonLat;
  readonly moored: number;
  readonly anchored: number;
  readonly roads: LonLat;
  readonly spreadDeg: number;
}

const HARBOURS: readonly Harbour[] = [
  {
    id: 'CND',
    at: [28.645, 44.125],
    moored: 18,
    anchored: 14,
    roads: [28.83, 44.09],
    spreadDeg: 0.05,
  },
  { id: 'MID', at: [28.67, 44.335], moored: 4, anchored: 3, roads: [28.8, 44.33], spreadDeg: 0.02 },
  {
    id: 'SUL',
    at: [29.67, 45.155],
    moored: 3,
    anchored: 9,
    roads: [29.83, 45.12],
    spreadDeg: 0.035,
  },
  { id: 'VAR', at: [27.91, 43.19], moored: 8, anchored: 6, roads: [28.05, 43.17], spreadDeg: 0.03 },
  { id: 'ODS', at: [30.7, 46.35], moored: 6, anchored: 8, roads: [30.82, 46.2], spreadDeg: 0.04 },
];

function harbourShips(random: Random, anchorAt: number): TruthObject[] {
  const bornAt = anchorAt - DAY_MS;
  return HARBOURS.flatMap((harbour, h) =>
    Array.from({ length: harbour.moored + harbour.anchored }, (_, i) => {
      const own = random.fork(`${harbour.id}${i}`);
      const moored = i < harbour.moored;
      const [lonDeg, latDeg] = moored ? harbour.at : harbour.roads;
      const spread = moored ? 0.008 : harbour.spreadDeg;
      const lat = latDeg + own.between(-spread, spread);
      const lon = lonDeg + own.between(-spread, spread);
      const hull = own.pick([CARGO, TANKER, COASTER]);
      const swing = { halfEastM: 50, halfNorthM: 25, periodS: 5400, phaseRad: own.between(0, 6) };
      return vessel({
        id: `${harbour.id}-${i}`,
        kind: 'ship',
        name: vesselName(own),
        bornAt,
        motion: moored
          ? standing(lat, lon, GEOID_M)
          : figureEight({ latDeg: lat, lonDeg: lon, altM: GEOID_M, ...swing }),
        rcsM2: hull.rcsM2,
        ship: shipGear(hull, 100_000 + h * 1000 + i, own, {
          destination: harbour.id,
          navStatus: moored ? NAV_STATUS.moored : NAV_STATUS.atAnchor,
          ais: 'A',
        }),
      });
    }),
  );
}

const FISHING_GROUNDS: readonly LonLat[] = [
  [29.35, 44.45],
  [29.0, 43.95],
  [29.9, 44.55],
  [28.9, 43.55],
  [29.95, 45.2],
];

function fishingBoats(random: Random, anchorAt: number): TruthObject[] {
  return Array.from({ length: 22 }, (_, i) => {
    const own = random.fork(`fishing${i}`);
    const [lonDeg, latDeg] = FISHING_GROUNDS[i % FISHING_GROUNDS.length]!;
    return vessel({
      id: `FISH-${i}`,
      kind: 'fishing-vessel',
      name: vesselName(own),
      bornAt: anchorAt - DAY_MS,
      motion: figureEight({
        latDeg: latDeg + own.between(-0.07, 0.07),
        lonDeg: lonDeg + own.between(-0.07, 0.07),
        altM: GEOID_M,
        halfEastM: own.between(900, 1500),
        halfNorthM: own.between(300, 500),
        periodS: own.between(4200, 5400),
        phaseRad: own.between(0, 6),
      }),
      rcsM2: TRAWLER.rcsM2,
      ship: shipGear(TRAWLER, 200_000 + i, own, {
        destination: 'FISHING',
        navStatus: NAV_STATUS.fishing,
        ais: i % 3 === 0 ? 'B' : 'A',
      }),
    });
  });
}

const FERRY_ROUTES: readonly (readonly [string, LonLat, LonLat])[] = [
  ['Sulina to roads', [29.685, 45.155], [29.82, 45.1]],
  ['Mamaia round', [28.665, 44.24], [28.74, 44.17]],
  ['Varna bay', [27.93, 43.19], [28.03, 43.2]],
];

function ferries(random: Random, anchorAt: number): TruthObject[] {
  return FERRY_ROUTES.map(([, from, to], i) => {
    const own = random.fork(`ferry${i}`);
    const stop = (place: LonLat, holdS: number): Parameters<typeof alongRoute>[0][number] => ({
      latDeg: place[1],
      lonDeg: place[0],
      altM: GEOID_M,
      speedMps: 9,
      holdS,
    });
    return vessel({
      id: `FERRY-${i}`,
      kind: 'ferry',
      name: vesselName(own),
      bornAt: anchorAt - DAY_MS,
      motion: repeated(alongRoute([stop(from, 600), stop(to, 500), stop(from, 120)], LIVELY, 7200)),
      rcsM2: FERRY.rcsM2,
      ship: shipGear(FERRY, 300_000 + i, own, {
        destination: 'LOCAL',
        navStatus: NAV_STATUS.underWay,
        ais: 'A',
      }),
    });
  });
}

function yachts(random: Random, anchorAt: number): TruthObject[] {
  return Array.from({ length: 8 }, (_, i) => {
    const own = random.fork(`yacht${i}`);
    return vessel({
      id: `YACHT-${i}`,
      kind: 'pleasure-craft',
      name: vesselName(own),
      bornAt: anchorAt - DAY_MS,
      motion: figureEight({
        latDeg: 44.2 + own.between(-0.25, 0.1),
        lonDeg: 28.78 + own.between(-0.03, 0.05),
        altM: GEOID_M,
        halfEastM: own.between(800, 1800),
        halfNorthM: own.between(900, 1600),
        periodS: own.between(3600, 5400),
        phaseRad: own.between(0, 6),
      }),
      rcsM2: YACHT.rcsM2,
      ship: shipGear(YACHT, 400_000 + i, own, {
        destination: '',
        navStatus: NAV_STATUS.sailing,
        ais: 'B',
      }),
    });
  });
}

/** The coast guard's cutter: a friend that is always out. */
export const COAST_GUARD = { id: 'CG-1', name: 'DEMO GUARD 1', mmsi: 264_990_001 } as const;

function coastGuard(anchorAt: number): TruthObject {
  return {
    id: COAST_GUARD.id,
    kind: 'patrol-vessel',
    environment: 'sea',
    name: COAST_GUARD.name,
    intent: 'friend',
    bornAt: anchorAt - DAY_MS,
    goneAt: Infinity,
    motion: racetrack({
      latDeg: 44.98,
      lonDeg: 29.86,
      altM: GEOID_M,
      legM: 14_000,
      radiusM: 700,
      courseDeg: 15,
      speedMps: 8,
    }),
    rcsM2: 1500,
    aircraft: null,
    drone: null,
    ship: {
      mmsi: COAST_GUARD.mmsi,
      imo: 0,
      callsign: 'DGRD1',
      type: 55,
      destination: 'PATROL',
      lengthM: 66,
      beamM: 10,
      draughtM: 3,
      navStatus: NAV_STATUS.underWay,
      ais: 'A',
      broadcasts: [],
    },
  };
}

/** Shipping on the stage: lanes, harbours, roads, fishing grounds, ferries, pleasure craft and the coast guard. */
export function seaTraffic(random: Random, anchorAt: number): TruthPart[] {
  return [
    ...SEA_LANES.map((lane, laneIndex) =>
      stream({
        random: random.fork(lane.id),
        anchorAt,
        intervalS: lane.intervalS,
        maxLifeS: 43_200,
        make: (index, bornAt, own) => sailing(lane, laneIndex, index, bornAt, own),
      }),
    ),
    permanent([
      ...harbourShips(random.fork('harbours'), anchorAt),
      ...fishingBoats(random.fork('fishing'), anchorAt),
      ...ferries(random.fork('ferries'), anchorAt),
      ...yachts(random.fork('yachts'), anchorAt),
      coastGuard(anchorAt),
    ]),
  ];
}
