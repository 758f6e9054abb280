import { DAY_MS, FT_TO_M, type Random } from '../base/index.ts';
import { AIRWAYS, GEOID_M, PRESSURE_OFFSET_M, type Airway } from './demo-area.ts';
import { alongRoute, figureEight, racetrack, type MotionLimits, type Waypoint } from './motion.ts';
import { permanent, stream, type AircraftGear, type TruthObject, type TruthPart } from './truth.ts';

/** Height above the ellipsoid of a pressure altitude on this stage, m. */
export function heightOfFlightLevel(flightLevel: number): number {
  return flightLevel * 100 * FT_TO_M - PRESSURE_OFFSET_M + GEOID_M;
}

/** Pressure altitude of a height above the ellipsoid on this stage, m. */
export function pressureAltitudeM(altM: number): number {
  return altM - GEOID_M + PRESSURE_OFFSET_M;
}

const JET: MotionLimits = {
  turnDegPerS: 1.2,
  climbMps: 11,
  accelMps2: 0.5,
  hover: false,
  weaveDeg: 0,
  weavePeriodS: 60,
  stepS: 4,
};
const PROPELLER: MotionLimits = { ...JET, turnDegPerS: 3, climbMps: 4, accelMps2: 1, stepS: 2 };
const ROTOR: MotionLimits = { ...PROPELLER, climbMps: 6 };

const LIMITS = { airliner: JET, 'light-aircraft': PROPELLER, helicopter: ROTOR } as const;
const RCS_M2 = { airliner: 40, 'light-aircraft': 4, helicopter: 6 } as const;
const CATEGORY = { airliner: 3, 'light-aircraft': 1, helicopter: 7 } as const;

/** First addresses of the blocks that the demo's aircraft are given; each airway takes 1,024 of one. */
const ADDRESS_BLOCKS = [0x4a0000, 0x4b8000, 0x450000, 0x471000] as const;
/** Invented operators: three letters as in a flight plan, of nobody. */
const OPERATORS = ['DMA', 'DMB', 'DMK', 'DMR', 'DMT', 'DMZ'] as const;
const DISCRETE_FIRST = 0o1001;

function flightOn(
  airway: Airway,
  lane: number,
  index: number,
  bornAt: number,
  random: Random,
): TruthObject {
  const offset = random.between(-0.03, 0.03);
  const speed = airway.speedMps * random.between(0.94, 1.06);
  const level = random.pick([0, 0, 10, 20]);
  const route: Waypoint[] = airway.points.map(([lonDeg, latDeg, flightLevel]) => ({
    latDeg: latDeg + (flightLevel > 60 ? offset : 0),
    lonDeg: lonDeg + (flightLevel > 60 ? offset : 0),
    altM: heightOfFlightLevel(flightLevel > 200 ? flightLevel + level : flightLevel),
    speedMps: flightLevel < 60 ? Math.min(speed, 90) : flightLevel < 200 ? speed * 0.8 : speed,
  }));
  const motion = alongRoute(route, LIMITS[airway.kind], 5400);
  const slot = ((index % 1024) + 1024) % 1024;
  const operator = random.pick(OPERATORS);
  const callsign =
    airway.kind === 'airliner' ? `${operator}${100 + lane * 37 + (slot % 37)}` : `DM${lane}${slot}`;
  return {
    id: `${airway.id}-${index}`,
    kind: airway.kind,
    environment: 'air',
    name: callsign,
    intent: 'civil',
    bornAt,
    goneAt: bornAt + motion.durationS * 1000,
    motion,
    rcsM2: RCS_M2[airway.kind],
    ship: null,
    drone: null,
    aircraft: {
      icao: ADDRESS_BLOCKS[lane % ADDRESS_BLOCKS.length]! + (Math.floor(lane / 4) << 10) + slot,
      callsign,
      mode3A:
        airway.kind === 'light-aircraft' ? 0o7000 : DISCRETE_FIRST + ((lane * 67 + slot) % 2900),
      category: CATEGORY[airway.kind],
      adsb: airway.kind !== 'airliner' || random.chance(0.94),
      emergency: [],
      silent: [],
      spoof: null,
    },
  };
}

/** Civil air traffic on the stage's airways, for ever. */
export function airTraffic(random: Random, anchorAt: number): TruthPart[] {
  return AIRWAYS.map((airway, lane) =>
    stream({
      random: random.fork(airway.id),
      anchorAt,
      intervalS: airway.intervalS,
      maxLifeS: 5400,
      make: (index, bornAt, own) => flightOn(airway, lane, index, bornAt, own),
    }),
  );
}

/** The maritime patrol aircraft: a friend that is always out. */
export const PATROL_AIRCRAFT: { readonly id: string; readonly gear: AircraftGear } = {
  id: 'MPA-1',
  gear: {
    icao: 0x4a7f01,
    callsign: 'DEMOEYE1',
    mode3A: 0o4001,
    category: 2,
    adsb: true,
    emergency: [],
    silent: [],
    spoof: null,
  },
};

/** Friends in the air that are always there. */
export function airFriends(anchorAt: number): TruthPart {
  return permanent([
    {
      id: PATROL_AIRCRAFT.id,
      kind: 'patrol-aircraft',
      environment: 'air',
      name: PATROL_AIRCRAFT.gear.callsign,
      intent: 'friend',
      bornAt: anchorAt - DAY_MS,
      goneAt: Infinity,
      motion: racetrack({
        latDeg: 44.5,
        lonDeg: 30.25,
        altM: 600,
        legM: 55_000,
        radiusM: 4000,
        courseDeg: 20,
        speedMps: 105,
      }),
      rcsM2: 15,
      aircraft: PATROL_AIRCRAFT.gear,
      ship: null,
      drone: null,
    },
  ]);
}

/** Flocks that circle where counter-drone sensors look: they must not ring. */
export function birds(random: Random, anchorAt: number): TruthPart {
  const places = [
    [28.7, 44.17],
    [28.63, 44.09],
    [28.69, 44.1],
    [28.52, 44.33],
    [28.45, 44.39],
  ] as const;
  return permanent(
    places.map(([lonDeg, latDeg], i) => ({
      id: `BIRD-${i}`,
      kind: 'bird',
      environment: 'air',
      name: `birds ${i}`,
      intent: 'wildlife',
      bornAt: anchorAt - DAY_MS,
      goneAt: Infinity,
      motion: figureEight({
        latDeg,
        lonDeg,
        altM: GEOID_M + 60 + random.between(0, 120),
        halfEastM: random.between(400, 900),
        halfNorthM: random.between(150, 300),
        periodS: random.between(260, 420),
        phaseRad: random.between(0, 6),
      }),
      rcsM2: 0.01,
      aircraft: null,
      ship: null,
      drone: null,
    })),
  );
}
