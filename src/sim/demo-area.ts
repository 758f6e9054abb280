/**
 * The stage of the demo: a drawing of the western Black Sea and the Danube delta in few points, made for this
 * exercise. Not authoritative in any way: no border claim, not for navigation. Lon, lat in degrees.
 */
export type LonLat = readonly [number, number];

/** The stage's northern edge of the member RO: along the river from the west, then out to sea. */
export const RIVER_BORDER: readonly LonLat[] = [
  [27.9, 45.4],
  [28.2, 45.46],
  [28.3, 45.33],
  [28.58, 45.25],
  [28.8, 45.24],
  [28.8, 45.31],
  [28.95, 45.29],
  [29.02, 45.34],
  [29.2, 45.41],
  [29.43, 45.43],
  [29.57, 45.39],
  [29.66, 45.31],
  [29.67, 45.21],
];

/** Coast from the delta southwards. */
export const COAST: readonly LonLat[] = [
  [29.67, 45.21],
  [29.69, 45.15],
  [29.65, 45.02],
  [29.62, 44.87],
  [29.55, 44.82],
  [29.18, 44.79],
  [29.02, 44.7],
  [28.9, 44.55],
  [28.76, 44.42],
  [28.66, 44.32],
  [28.64, 44.2],
  [28.68, 44.12],
  [28.65, 43.99],
  [28.59, 43.85],
  [28.58, 43.74],
];

/** About 12 NM off that coast, from south to north. */
export const SEA_EDGE: readonly LonLat[] = [
  [28.86, 43.7],
  [28.89, 43.85],
  [28.95, 44.02],
  [28.97, 44.12],
  [28.94, 44.28],
  [29.06, 44.4],
  [29.22, 44.53],
  [29.32, 44.6],
  [29.62, 44.63],
  [29.85, 44.75],
  [29.93, 44.93],
  [29.98, 45.08],
];

/** Inner (western and southern) edge of the stage's air zone, from the south-east to the north-west. */
export const INNER_EDGE: readonly LonLat[] = [
  [28.2, 43.76],
  [27.9, 43.85],
];

export const PLACES = {
  constanta: [28.66, 44.11],
  constantaAnchorage: [28.83, 44.1],
  airport: [28.488, 44.362],
  sulina: [29.68, 45.15],
  sulinaRoads: [29.8, 45.12],
  tulcea: [28.79, 45.18],
  sfantuGheorghe: [29.6, 44.89],
  tuzla: [28.63, 43.99],
  varna: [27.95, 43.2],
  odesaApproach: [30.85, 46.3],
  chilia: [29.28, 45.42],
} as const satisfies Record<string, LonLat>;

/** Height of the geoid above the ellipsoid on this stage, m: one number is good to some metres here. */
export const GEOID_M = 35;
/** Pressure altitude minus height above sea level tonight (QNH about 1008 hPa), m. */
export const PRESSURE_OFFSET_M = 40;

/** Routes of civil air traffic: lon, lat, flight level at that point. */
export interface Airway {
  readonly id: string;
  readonly points: readonly (readonly [number, number, number])[];
  /** mean time between two aircraft, s */
  readonly intervalS: number;
  readonly speedMps: number;
  readonly kind: 'airliner' | 'light-aircraft' | 'helicopter';
}

export const AIRWAYS: readonly Airway[] = [
  {
    id: 'A1',
    points: [
      [28.3, 41.4, 360],
      [27.7, 43.3, 360],
      [27.1, 45.2, 360],
      [26.2, 46.4, 360],
    ],
    intervalS: 210,
    speedMps: 232,
    kind: 'airliner',
  },
  {
    id: 'A2',
    points: [
      [26.5, 46.5, 350],
      [27.4, 45.2, 350],
      [28.0, 43.2, 350],
      [28.6, 41.4, 350],
    ],
    intervalS: 210,
    speedMps: 226,
    kind: 'airliner',
  },
  {
    id: 'A3',
    points: [
      [30.9, 41.3, 380],
      [29.3, 43.0, 380],
      [28.2, 44.2, 380],
      [26.2, 44.8, 340],
    ],
    intervalS: 190,
    speedMps: 236,
    kind: 'airliner',
  },
  {
    id: 'A4',
    points: [
      [26.0, 44.6, 330],
      [28.1, 43.9, 370],
      [29.6, 42.6, 370],
      [30.7, 41.2, 370],
    ],
    intervalS: 190,
    speedMps: 230,
    kind: 'airliner',
  },
  {
    id: 'A5',
    points: [
      [32.8, 42.4, 390],
      [30.2, 43.3, 390],
      [28.0, 43.6, 390],
      [25.6, 43.3, 390],
    ],
    intervalS: 200,
    speedMps: 240,
    kind: 'airliner',
  },
  {
    id: 'A6',
    points: [
      [25.6, 43.0, 340],
      [28.0, 43.3, 340],
      [30.2, 43.0, 340],
      [32.8, 42.1, 340],
    ],
    intervalS: 200,
    speedMps: 228,
    kind: 'airliner',
  },
  {
    id: 'A7',
    points: [
      [28.9, 46.9, 150],
      [28.1, 45.9, 310],
      [28.3, 44.9, 370],
      [28.5, 43.4, 370],
      [28.9, 41.4, 370],
    ],
    intervalS: 500,
    speedMps: 222,
    kind: 'airliner',
  },
  {
    id: 'A8',
    points: [
      [28.7, 41.4, 340],
      [28.2, 43.3, 340],
      [28.05, 45.0, 320],
      [28.3, 46.0, 180],
      [28.9, 46.9, 30],
    ],
    intervalS: 520,
    speedMps: 220,
    kind: 'airliner',
  },
  {
    id: 'A9',
    points: [
      [26.2, 44.5, 200],
      [27.6, 44.45, 90],
      [28.2, 44.42, 30],
      [28.45, 44.37, 5],
    ],
    intervalS: 1100,
    speedMps: 130,
    kind: 'airliner',
  },
  {
    id: 'A10',
    points: [
      [28.5, 44.36, 5],
      [28.75, 44.3, 40],
      [28.2, 44.0, 150],
      [26.4, 44.3, 240],
    ],
    intervalS: 1150,
    speedMps: 140,
    kind: 'airliner',
  },
  {
    id: 'A11',
    points: [
      [29.5, 41.5, 320],
      [28.6, 42.6, 160],
      [28.2, 43.1, 40],
      [27.85, 43.22, 5],
    ],
    intervalS: 600,
    speedMps: 150,
    kind: 'airliner',
  },
  {
    id: 'A12',
    points: [
      [27.8, 43.24, 5],
      [27.3, 43.4, 80],
      [26.2, 44.0, 260],
      [25.8, 44.6, 300],
    ],
    intervalS: 640,
    speedMps: 150,
    kind: 'airliner',
  },
  {
    id: 'G1',
    points: [
      [28.7, 45.06, 12],
      [28.9, 44.75, 25],
      [28.6, 44.4, 25],
      [28.3, 44.2, 20],
      [27.95, 44.0, 15],
    ],
    intervalS: 1500,
    speedMps: 55,
    kind: 'light-aircraft',
  },
  {
    id: 'H1',
    points: [
      [28.62, 44.0, 8],
      [29.0, 44.1, 15],
      [29.55, 44.42, 15],
      [29.58, 44.45, 3],
    ],
    intervalS: 2400,
    speedMps: 60,
    kind: 'helicopter',
  },
  {
    id: 'H2',
    points: [
      [29.6, 44.4, 5],
      [29.1, 44.06, 18],
      [28.6, 43.97, 8],
    ],
    intervalS: 2600,
    speedMps: 60,
    kind: 'helicopter',
  },
];

/** Shipping lanes: lon, lat. */
export interface SeaLane {
  readonly id: string;
  readonly points: readonly LonLat[];
  readonly intervalS: number;
  readonly speedMps: readonly [number, number];
  readonly destination: string;
}

export const SEA_LANES: readonly SeaLane[] = [
  {
    id: 'L1',
    points: [
      [29.25, 42.4],
      [29.0, 43.3],
      [28.95, 43.9],
      [28.86, 44.06],
    ],
    intervalS: 2400,
    speedMps: [6, 8.5],
    destination: 'ROCND',
  },
  {
    id: 'L2',
    points: [
      [28.9, 44.12],
      [29.04, 43.9],
      [29.1, 43.3],
      [29.4, 42.4],
    ],
    intervalS: 2400,
    speedMps: [6, 8.5],
    destination: 'TRIST',
  },
  {
    id: 'L3',
    points: [
      [28.95, 43.5],
      [29.1, 44.2],
      [29.5, 44.55],
      [29.88, 44.8],
      [30.05, 45.2],
      [30.5, 45.9],
      [30.8, 46.25],
    ],
    intervalS: 2700,
    speedMps: [5.5, 7.5],
    destination: 'UAODS',
  },
  {
    id: 'L4',
    points: [
      [30.75, 46.25],
      [30.42, 45.85],
      [29.98, 45.15],
      [29.8, 44.75],
      [29.42, 44.48],
      [29.0, 44.1],
      [28.85, 43.5],
    ],
    intervalS: 2700,
    speedMps: [5.5, 7.5],
    destination: 'TRIST',
  },
  {
    id: 'L5',
    points: [
      [29.83, 45.1],
      [30.0, 44.8],
      [29.9, 44.2],
      [29.6, 43.2],
    ],
    intervalS: 4800,
    speedMps: [5, 7],
    destination: 'TRIST',
  },
  {
    id: 'L6',
    points: [
      [28.1, 43.18],
      [28.7, 43.5],
      [28.82, 43.95],
    ],
    intervalS: 5400,
    speedMps: [4.5, 6.5],
    destination: 'ROCND',
  },
  {
    id: 'L7',
    points: [
      [29.5, 42.9],
      [28.6, 43.05],
      [28.05, 43.18],
    ],
    intervalS: 4200,
    speedMps: [6, 8],
    destination: 'BGVAR',
  },
];
