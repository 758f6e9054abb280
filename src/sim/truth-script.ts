import type { Random } from '../base/index.ts';
import { GEOID_M } from './demo-area.ts';
import { alongRoute, shifted, type Motion, type MotionLimits, type Waypoint } from './motion.ts';
import { heightOfFlightLevel } from './truth-air.ts';
import {
  looping,
  NAV_STATUS,
  type AircraftGear,
  type DroneGear,
  type ShipGear,
  type Span,
  type TruthKind,
  type TruthObject,
  type TruthPart,
} from './truth.ts';

/** One turn of the night, s. */
export const NIGHT_S = 3600;

const ONE_WAY: MotionLimits = {
  turnDegPerS: 6,
  climbMps: 4,
  accelMps2: 1,
  hover: false,
  weaveDeg: 0,
  weavePeriodS: 90,
  stepS: 2,
};
const MULTIROTOR: MotionLimits = {
  ...ONE_WAY,
  turnDegPerS: 40,
  accelMps2: 2,
  hover: true,
  stepS: 1,
};
const JET: MotionLimits = { ...ONE_WAY, turnDegPerS: 1.2, climbMps: 12, accelMps2: 0.5, stepS: 4 };
const PROPELLER: MotionLimits = { ...ONE_WAY, turnDegPerS: 3 };
const BOAT: MotionLimits = { ...ONE_WAY, turnDegPerS: 3, accelMps2: 0.5, hover: true, stepS: 4 };
const SHIP: MotionLimits = { ...BOAT, turnDegPerS: 0.4, accelMps2: 0.03, stepS: 10 };

/** What the duty officer would be told afterwards; becomes docs/demo.md. */
export interface ScriptedPart {
  readonly id: string;
  readonly kind: TruthKind;
  readonly name: string;
  readonly intent: TruthObject['intent'];
  /** first seen in the world, s from the start of the turn; may lie before it */
  readonly fromS: number;
  readonly route: readonly Waypoint[];
  readonly limits: MotionLimits;
  readonly rcsM2: number;
  /** what it does, as a sentence */
  readonly story: string;
  readonly aircraft?: Omit<AircraftGear, 'icao'>;
  readonly ship?: Omit<ShipGear, 'mmsi'>;
  readonly drone?: DroneGear;
}

/** Route points as [lon, lat, height above sea m, speed m/s, hold s]. */
type Point = readonly [number, number, number, number, number?];

function route(points: readonly Point[]): Waypoint[] {
  return points.map(([lonDeg, latDeg, heightM, speedMps, holdS]) => ({
    latDeg,
    lonDeg,
    altM: heightM + GEOID_M,
    speedMps,
    ...(holdS === undefined ? {} : { holdS }),
  }));
}

function level(points: readonly (readonly [number, number, number, number])[]): Waypoint[] {
  return points.map(([lonDeg, latDeg, flightLevel, speedMps]) => ({
    latDeg,
    lonDeg,
    altM: heightOfFlightLevel(flightLevel),
    speedMps,
  }));
}

const ONE_WAY_DRONE = {
  kind: 'one-way-drone',
  intent: 'intruder',
  rcsM2: 0.12,
  limits: ONE_WAY,
} as const;

const DRONES: readonly ScriptedPart[] = [
  {
    ...ONE_WAY_DRONE,
    id: 'D01',
    name: 'drone D01',
    fromS: -1240,
    limits: { ...ONE_WAY, weaveDeg: 8 },
    route: route([
      [30.35, 45.95, 180, 50],
      [29.55, 45.45, 150, 50],
      [29.3, 45.33, 120, 50],
      [29.22, 45.3, 20, 45],
    ]),
    story:
      'comes from the north-east at 150 m, weaving, crosses the delta border and falls silent behind it',
  },
  {
    ...ONE_WAY_DRONE,
    id: 'D02',
    name: 'drone D02',
    fromS: 240,
    route: route([
      [30.75, 45.65, 300, 48],
      [30.06, 45.27, 250, 48],
      [30.2, 45.5, 250, 50],
      [30.6, 46.1, 300, 50],
    ]),
    story: 'flies at the border from the sea and turns away before it',
  },
  {
    ...ONE_WAY_DRONE,
    id: 'D03',
    name: 'drone D03',
    fromS: 840,
    route: route([
      [30.4, 45.75, 250, 50],
      [29.75, 45.56, 200, 50],
      [29.2, 45.54, 180, 50],
      [28.95, 45.47, 120, 50],
      [28.88, 45.44, 20, 45],
    ]),
    story: 'skirts the border: follows the river on the far side and falls silent there',
  },
  {
    ...ONE_WAY_DRONE,
    id: 'D04',
    name: 'drone D04',
    fromS: 2160,
    route: route([
      [31.1, 44.35, 200, 48],
      [30.35, 44.6, 150, 48],
      [30.25, 44.63, 10, 45],
    ]),
    story: 'comes in from the sea and falls silent 25 km before the border',
  },
  {
    ...ONE_WAY_DRONE,
    id: 'D05',
    name: 'drone D05',
    fromS: 1440,
    limits: { ...ONE_WAY, weaveDeg: 14, weavePeriodS: 70 },
    route: route([
      [30.2, 45.78, 160, 52],
      [29.68, 45.34, 120, 52],
      [29.46, 45.27, 110, 52],
      [29.36, 45.42, 110, 52],
      [29.25, 45.75, 200, 52],
    ]),
    story: 'crosses the border at the mouth of the river, turns inside and leaves again',
  },
];

const SWARM_SIZE = 12;

/** Where each member of the swarm flies beside its leader: rows of four, 700 m apart, a little ragged. */
function swarmOffset(member: number, random: Random): readonly [number, number, number] {
  const row = Math.floor(member / 4);
  const place = member % 4;
  return [
    row * 900 + random.between(-120, 120),
    (place - 1.5) * 750 + (row % 2) * 300 + random.between(-100, 100),
    random.between(-40, 40),
  ];
}

const SWARM_LEADER: ScriptedPart = {
  ...ONE_WAY_DRONE,
  id: 'S',
  name: 'swarm',
  fromS: -640,
  route: route([
    [31.3, 45.02, 200, 50],
    [30.1, 45.0, 150, 50],
    [29.75, 45.08, 150, 50],
    [29.6, 45.22, 150, 50],
    [29.5, 45.5, 150, 50],
    [29.45, 45.75, 200, 50],
  ]),
  story:
    'twelve drones come in from the sea together, cross the border off Sulina, turn north over the delta and leave',
};

const SMALL_DRONE = {
  kind: 'quadcopter',
  intent: 'intruder',
  rcsM2: 0.02,
  limits: MULTIROTOR,
} as const;

const SMALL_DRONES: readonly ScriptedPart[] = [
  {
    ...SMALL_DRONE,
    id: 'Q01',
    name: 'hobby drone Q01',
    fromS: 360,
    route: route([
      [28.635, 44.222, 2, 12, 20],
      [28.64, 44.21, 60, 12],
      [28.655, 44.128, 60, 12, 240],
      [28.64, 44.21, 60, 13],
      [28.635, 44.222, 2, 8],
    ]),
    story:
      'a hobby drone with Remote ID takes off from the beach, flies into the port geo-zone, hovers and goes home',
    drone: {
      uasId: '1748DEMO0000000001',
      operatorId: 'ROUdemo00000001',
      operatorLatDeg: 44.2221,
      operatorLonDeg: 28.6349,
      radio: true,
    },
  },
  {
    ...SMALL_DRONE,
    id: 'Q02',
    name: 'drone Q02',
    fromS: 2100,
    route: route([
      [28.375, 44.29, 2, 13, 20],
      [28.38, 44.295, 90, 13],
      [28.47, 44.353, 100, 13, 200],
      [28.475, 44.358, 5, 6],
    ]),
    story:
      'a small drone without Remote ID flies into the airport control zone, hovers and falls silent',
    drone: {
      uasId: null,
      operatorId: null,
      operatorLatDeg: 44.29,
      operatorLonDeg: 28.375,
      radio: true,
    },
  },
];

function transponder(
  callsign: string,
  mode3A: number,
  given: Partial<Omit<AircraftGear, 'icao'>> = {},
): Omit<AircraftGear, 'icao'> {
  return {
    callsign,
    mode3A,
    category: 3,
    adsb: true,
    emergency: [],
    silent: [],
    spoof: null,
    ...given,
  };
}

const AIRLINER = {
  kind: 'airliner',
  intent: 'civil',
  rcsM2: 40,
  limits: JET,
} as const;

/** The spoofed airliner's false position, in s of its life. */
const SPOOF_SPAN: Span = { fromS: 600, toS: 1080 };

const AIRCRAFT: readonly ScriptedPart[] = [
  {
    ...AIRLINER,
    id: 'SPOOF',
    name: 'DMZ717',
    fromS: 960,
    route: level([
      [31.9, 42.7, 350, 230],
      [29.0, 43.85, 350, 230],
      [27.0, 44.7, 350, 230],
    ]),
    story:
      'an airliner whose satellite navigation is spoofed: its ADS-B position jumps 60 km while radar holds it',
    aircraft: transponder('DMZ717', 0o2717, {
      spoof: { ...SPOOF_SPAN, eastM: 18_000, northM: 57_000 },
    }),
  },
  {
    ...AIRLINER,
    id: 'LEGIT',
    name: 'DMR401',
    fromS: 1500,
    route: level([
      [32.3, 44.6, 360, 225],
      [29.9, 44.85, 360, 225],
      [27.4, 44.9, 360, 225],
    ]),
    story: 'an airliner with ADS-B crosses the border as it may: nothing rings',
    aircraft: transponder('DMR401', 0o2401),
  },
  {
    ...AIRLINER,
    id: 'EMERG',
    name: 'DMK770',
    fromS: 2040,
    route: level([
      [29.7, 41.9, 330, 225],
      [28.7, 43.5, 330, 225],
      [28.75, 43.95, 120, 150],
      [28.46, 44.37, 5, 80],
    ]),
    story: 'an airliner squawks 7700 over the sea, descends and lands',
    aircraft: transponder('DMK770', 0o2770, { emergency: [{ fromS: 660, toS: 99_999 }] }),
  },
  {
    id: 'LOW',
    kind: 'light-aircraft',
    name: 'light aircraft LOW',
    intent: 'intruder',
    rcsM2: 2.5,
    limits: PROPELLER,
    fromS: 1680,
    route: route([
      [28.95, 46.0, 150, 55],
      [28.9, 45.45, 120, 55],
      [28.86, 45.2, 100, 55],
      [28.8, 45.08, 10, 40],
    ]),
    story: 'a light aircraft without a transponder crosses the river at 120 m and lands inside',
  },
];

function hull(given: Partial<Omit<ShipGear, 'mmsi'>>): Omit<ShipGear, 'mmsi'> {
  return {
    imo: 0,
    callsign: '',
    type: 70,
    destination: '',
    lengthM: 140,
    beamM: 20,
    draughtM: 7,
    navStatus: NAV_STATUS.underWay,
    ais: 'A',
    broadcasts: [],
    ...given,
  };
}

/** The drifting mine of the story, and the danger area that is declared around it. */
export const MINE = { latDeg: 44.38, lonDeg: 29.72, reportedS: 2160, radiusM: 3704 } as const;

const VESSELS: readonly ScriptedPart[] = [
  {
    id: 'B01',
    kind: 'fast-boat',
    name: 'dark boat B01',
    intent: 'intruder',
    rcsM2: 8,
    limits: BOAT,
    fromS: 840,
    route: route([
      [30.3, 45.0, 0, 18],
      [29.92, 45.0, 0, 18],
      [29.74, 45.07, 0, 18, 300],
    ]),
    story: 'a fast boat without AIS enters the territorial sea off Sulina',
  },
  {
    id: 'B02',
    kind: 'fast-boat',
    name: 'dark boat B02',
    intent: 'intruder',
    rcsM2: 8,
    limits: BOAT,
    fromS: 1200,
    route: route([
      [30.14, 45.3, 0, 12],
      [30.12, 44.95, 0, 12],
      [30.16, 44.9, 0, 12],
    ]),
    story: 'a boat without AIS skirts the territorial sea, 10 km outside it',
  },
  {
    id: 'M01',
    kind: 'ship',
    name: 'TERN PIONEER 8',
    intent: 'civil',
    rcsM2: 20_000,
    limits: SHIP,
    fromS: -300,
    route: route([
      [29.98, 44.5, 0, 6],
      [29.86, 44.36, 0, 6],
      [29.8, 44.1, 0, 6],
    ]),
    story: 'a cargo ship reports a drifting mine by AIS safety text; a danger area is declared',
    ship: hull({
      callsign: 'DTRN8',
      imo: 9_990_008,
      destination: 'TRIST',
      broadcasts: [0, 60, 120].map((wait) => ({
        atS: MINE.reportedS + 300 + wait,
        text: 'SECURITE DRIFTING MINE SIGHTED 44-23N 029-43E KEEP CLEAR',
      })),
    }),
  },
  {
    id: 'M02',
    kind: 'ship',
    name: 'NORD VENTURE 3',
    intent: 'civil',
    rcsM2: 20_000,
    limits: SHIP,
    fromS: 0,
    route: route([
      [29.49, 44.215, 0, 7],
      [29.665, 44.341, 0, 7],
      [29.95, 44.25, 0, 7],
    ]),
    story: 'a cargo ship heads for the danger area, is warned and turns away',
    ship: hull({ callsign: 'DNRD3', imo: 9_990_003, destination: 'UAODS' }),
  },
];

/** Everything scripted, the swarm as one. */
export const SCRIPT: readonly ScriptedPart[] = [
  ...DRONES,
  SWARM_LEADER,
  ...SMALL_DRONES,
  ...AIRCRAFT,
  ...VESSELS,
];

const SCRIPT_ADDRESSES = 0x4a7800;
const SCRIPT_MMSI = 248_700_000;

function cast(
  part: ScriptedPart,
  place: number,
  turn: number,
  turnAt: number,
  motion: Motion,
): TruthObject {
  const bornAt = turnAt + part.fromS * 1000;
  const serial = place + 32 * (turn % 32);
  return {
    id: turn === 0 ? part.id : `${part.id}/${turn}`,
    kind: part.kind,
    environment: part.ship || part.kind === 'fast-boat' ? 'sea' : 'air',
    name: part.name,
    intent: part.intent,
    bornAt,
    goneAt: bornAt + motion.durationS * 1000,
    motion,
    rcsM2: part.rcsM2,
    aircraft: part.aircraft ? { ...part.aircraft, icao: SCRIPT_ADDRESSES + serial } : null,
    ship: part.ship ? { ...part.ship, mmsi: SCRIPT_MMSI + serial } : null,
    drone: part.drone ?? null,
  };
}

/** The scripted objects of one turn of the night. Movements are the same in every turn, identities are new. */
function castTurn(random: Random, turn: number, turnAt: number): TruthObject[] {
  return SCRIPT.flatMap((part, place) => {
    const motion = alongRoute(part.route, part.limits, 5400);
    if (part !== SWARM_LEADER) return [cast(part, place, turn, turnAt, motion)];
    const own = random.fork('swarm');
    return Array.from({ length: SWARM_SIZE }, (_, member) => {
      const [east, north, up] = swarmOffset(member, own);
      const number = String(member + 1).padStart(2, '0');
      const named = { ...part, id: `S${number}`, name: `swarm drone S${number}` };
      return cast(named, place, turn, turnAt, shifted(motion, east, north, up));
    });
  });
}

/** The night's script, looping. */
export function script(random: Random, anchorAt: number): TruthPart {
  return looping({
    anchorAt,
    periodS: NIGHT_S,
    beforeS: 1800,
    afterS: 6000,
    make: (turn, turnAt) => castTurn(random, turn, turnAt),
  });
}
