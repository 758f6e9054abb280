/**
 * How objects move: the motion models of each object class and how long each lasts. One set per class, for every
 * sensor and scenario. Accelerations are white noise of spectral density q, m^2/s^3 (q = (m/s)^2 of velocity
 * variance gained a second); a model with a finite `stopS` lets velocity die away with that time constant: hover,
 * moored.
 */
export const MODELS = 3;

/** Object classes the filter tells apart. Numbers: index into MOTION_CLASSES. */
export const MOTION_CLASS = { aircraft: 0, drone: 1, vessel: 2, emitter: 3 } as const;
export type MotionClass = (typeof MOTION_CLASS)[keyof typeof MOTION_CLASS];

export interface MotionModel {
  readonly name: string;
  /** horizontal and vertical spectral density, m^2/s^3 */
  readonly q: number;
  readonly qUp: number;
  /** time constant in which velocity dies away, s; Infinity = constant velocity */
  readonly stopS: number;
  /** mean time in this model, s */
  readonly staysS: number;
  /** where it goes when it leaves: weight per model, own entry ignored */
  readonly next: readonly [number, number, number];
  /** probability at birth, and sd of the vertical velocity then, m/s */
  readonly start: number;
  readonly climbSd: number;
}

export interface ClassOfMotion {
  readonly name: string;
  readonly models: readonly [MotionModel, MotionModel, MotionModel];
  /** sd of each horizontal velocity component before anything is known, m/s; height, m */
  readonly velocitySd: number;
  readonly heightM: number;
  readonly heightSd: number;
  /**
   * sd per axis of which point of the object is meant, m: echoes come from a hull, a report names its antenna, a moored
   * boat swings. Not filtered away by any number of plots, so it is part of the covariance that is told.
   */
  readonly pointSd: number;
}

export const MOTION_CLASSES: readonly [ClassOfMotion, ClassOfMotion, ClassOfMotion, ClassOfMotion] =
  [
    {
      name: 'aircraft',
      models: [
        {
          name: 'cruise',
          q: 0.3,
          qUp: 0.005,
          stopS: Infinity,
          staysS: 300,
          next: [0, 0.15, 0.85],
          start: 0.7,
          climbSd: 2,
        },
        // the start or end of a climb: level again within seconds, hardly any turn
        {
          name: 'climb',
          q: 3,
          qUp: 4,
          stopS: Infinity,
          staysS: 20,
          next: [0.5, 0, 0.5],
          start: 0.1,
          climbSd: 10,
        },
        {
          name: 'turn',
          q: 300,
          qUp: 2,
          stopS: Infinity,
          staysS: 60,
          next: [0.7, 0.3, 0],
          start: 0.2,
          climbSd: 3,
        },
      ],
      velocitySd: 130,
      heightM: 6000,
      heightSd: 3500,
      pointSd: 0,
    },
    {
      name: 'drone',
      models: [
        {
          name: 'hover',
          q: 0.2,
          qUp: 0.1,
          stopS: 1,
          staysS: 15,
          next: [0, 0.3, 0.7],
          start: 0.1,
          climbSd: 2,
        },
        {
          name: 'cruise',
          q: 0.5,
          qUp: 0.05,
          stopS: Infinity,
          staysS: 12,
          next: [0.1, 0, 0.9],
          start: 0.5,
          climbSd: 2,
        },
        {
          name: 'turn',
          q: 50,
          qUp: 1,
          stopS: Infinity,
          staysS: 6,
          next: [0.2, 0.8, 0],
          start: 0.4,
          climbSd: 2,
        },
      ],
      velocitySd: 12,
      heightM: 120,
      heightSd: 200,
      pointSd: 0,
    },
    {
      name: 'vessel',
      models: [
        // at a berth or at anchor: for hours
        {
          name: 'moored',
          q: 1e-4,
          qUp: 0,
          stopS: 5,
          staysS: 14_400,
          next: [0, 0.5, 0.5],
          start: 0.4,
          climbSd: 0.1,
        },
        {
          name: 'steady',
          q: 2e-3,
          qUp: 0,
          stopS: Infinity,
          staysS: 120,
          next: [0.1, 0, 0.9],
          start: 0.4,
          climbSd: 0.1,
        },
        {
          name: 'turn',
          q: 0.1,
          qUp: 0,
          stopS: Infinity,
          staysS: 30,
          next: [0.2, 0.8, 0],
          start: 0.2,
          climbSd: 0.1,
        },
      ],
      velocitySd: 6,
      heightM: 0,
      heightSd: 15,
      pointSd: 2.5,
    },
    // known by bearings alone: a turn cannot be told from noise, so motion is taken to be steady
    {
      name: 'emitter',
      models: [
        {
          name: 'still',
          q: 0.02,
          qUp: 0,
          stopS: 5,
          staysS: 60,
          next: [0, 0.7, 0.3],
          start: 0.2,
          climbSd: 1,
        },
        {
          name: 'steady',
          q: 0.3,
          qUp: 0,
          stopS: Infinity,
          staysS: 60,
          next: [0.2, 0, 0.8],
          start: 0.6,
          climbSd: 1,
        },
        {
          name: 'turn',
          q: 6,
          qUp: 0,
          stopS: Infinity,
          staysS: 10,
          next: [0.2, 0.8, 0],
          start: 0.2,
          climbSd: 1,
        },
      ],
      velocitySd: 9,
      heightM: 100,
      heightSd: 150,
      pointSd: 0,
    },
  ];
