/**
 * What each kind of object is likely to do: densities as sums of normal curves [weight, mean, sd]. Wide on purpose: no
 * kind is ruled out by one figure. Speeds, heights and accelerations beyond a kind's own curves fall under `unknown`.
 *
 * Sources:
 * - birds: Alerstam et al., "Flight speeds among bird species", PLoS Biology 5(8), 2007, and Bruderer, Boldt, "Flight
 *   characteristics of birds", Ibis 143, 2001: 8 to 23 m/s through the air, wind on top of it; mostly below 1000 m
 * - drones: Regulations (EU) 2019/945 (classes C0 to C4: 19 m/s) and 2019/947 (open category: 120 m above ground);
 *   fixed-wing ones to 60 m/s and higher up: of the makers' data sheets
 * - aircraft: ICAO Doc 8168 (speeds by approach category; turn of 3 degrees a second), helicopters and gliders below
 * - vessels: merchant ships to 13 m/s, fast craft to 25 m/s (IMO HSC Code)
 * Climb and acceleration of birds and drones, and all weights: set by hand, so as to leave doubt.
 */
import type { Kind } from '../model/index.ts';

/** weight, mean, sd */
export type Curve = readonly [number, number, number];
export type Curves = Readonly<Record<Kind, readonly Curve[]>>;

/** Ground speed, m/s. */
export const SPEED: Curves = {
  bird: [
    [0.75, 13, 5],
    [0.25, 6, 5],
  ],
  drone: [
    [0.25, 0, 1.5],
    [0.4, 10, 5],
    [0.25, 19, 7],
    [0.1, 45, 12],
  ],
  aircraft: [
    [0.2, 25, 15],
    [0.35, 65, 20],
    [0.45, 200, 50],
  ],
  vessel: [
    [0.4, 0, 0.7],
    [0.5, 6, 3],
    [0.1, 15, 5],
  ],
  unknown: [
    [0.3, 0, 1],
    [0.4, 15, 20],
    [0.3, 100, 150],
  ],
};

/** Height above the site of the sensor (its own height taken for that of the ground), m. */
export const HEIGHT: Curves = {
  bird: [
    [0.8, 200, 250],
    [0.2, 1000, 800],
  ],
  drone: [
    [0.7, 90, 110],
    [0.3, 500, 600],
  ],
  aircraft: [
    [0.45, 350, 350],
    [0.55, 6500, 3500],
  ],
  vessel: [[1, 0, 20]],
  unknown: [
    [0.5, 0, 50],
    [0.5, 1000, 4000],
  ],
};

/** Climb or descent, m/s. */
export const CLIMB: Curves = {
  bird: [
    [0.8, 0, 0.7],
    [0.2, 0, 2.5],
  ],
  drone: [
    [0.75, 0, 0.7],
    [0.25, 0, 3.5],
  ],
  aircraft: [
    [0.6, 0, 0.8],
    [0.4, 0, 8],
  ],
  vessel: [[1, 0, 0.3]],
  unknown: [[1, 0, 5]],
};

/** Change of velocity along and across it, m/s^2: speeding up, and turning. */
export const ACCELERATION: Curves = {
  bird: [
    [0.6, 0, 0.6],
    [0.4, 0, 1.8],
  ],
  drone: [
    [0.6, 0, 0.6],
    [0.4, 0, 3],
  ],
  aircraft: [
    [0.85, 0, 0.4],
    [0.15, 0, 4],
  ],
  vessel: [
    [0.9, 0, 0.05],
    [0.1, 0, 0.4],
  ],
  unknown: [[1, 0, 2]],
};

/** How common kinds are before anything is seen, by where the object is said to be: unknown, air, sea, land. */
export const PRIOR: readonly Readonly<Record<Kind, number>>[] = [
  { bird: 0.22, drone: 0.22, aircraft: 0.28, vessel: 0.18, unknown: 0.1 },
  { bird: 0.27, drone: 0.25, aircraft: 0.37, vessel: 0.01, unknown: 0.1 },
  { bird: 0.04, drone: 0.04, aircraft: 0.02, vessel: 0.8, unknown: 0.1 },
  { bird: 0.03, drone: 0.05, aircraft: 0.2, vessel: 0.02, unknown: 0.7 },
];

/** Chance that an object of a kind says who it is in a register: aircraft address, MMSI, Remote ID. */
export const CLAIM: Readonly<Record<'icao' | 'mmsi' | 'uasId', Readonly<Record<Kind, number>>>> = {
  icao: { bird: 0.002, drone: 0.03, aircraft: 0.7, vessel: 0.002, unknown: 0.05 },
  mmsi: { bird: 0.002, drone: 0.003, aircraft: 0.01, vessel: 0.6, unknown: 0.03 },
  uasId: { bird: 0.002, drone: 0.5, aircraft: 0.003, vessel: 0.002, unknown: 0.02 },
};

/** Words of the sources by kind: parts of them, any case; the first kind that fits. */
export const WORDS: readonly (readonly [RegExp, Kind])[] = [
  [/unmanned|drone|uav|uas|quadcopter|hexacopter|multirotor/i, 'drone'],
  [/bird|animal|wildlife|insect/i, 'bird'],
  [/vessel|ship|boat/i, 'vessel'],
  [/aircraft|plane|helicopter|glider|ultralight|manned|rotary wing|fixed wing/i, 'aircraft'],
  [/vehicle|balloon|obstacle|aid-to-nav|parachut|person|missile|rocket/i, 'unknown'],
];
