import { concatBytes, DEG_TO_RAD, RAD_TO_DEG, wrapTwoPi, type Random } from '../../base/index.ts';
import {
  encodeSapientFrame,
  INFO,
  LOCATION_DATUM,
  LOCATION_SYSTEM,
  makeUlid,
  MODE_TYPE,
  NODE_TYPE,
  RANGE_BEARING_DATUM,
  RANGE_BEARING_SYSTEM,
  REGION_TYPE,
  SPEED_UNITS,
  SYSTEM,
  TIME_UNITS,
  timestampFromAt,
  type Classification,
  type DetectionReport,
  type Location,
  type SapientMessage,
} from '../../wire/sapient/index.ts';
import { GEOID_M, type LonLat } from '../demo-area.ts';
import { makeTruthState } from '../motion.ts';
import { stateAt, type Truth, type TruthObject } from '../truth.ts';
import {
  frameStart,
  look,
  makeSight,
  makeSite,
  type Emission,
  type SimSensor,
  type Site,
} from './sensor.ts';

/** A counter-drone sensor that dials into the node and speaks SAPIENT v2. */
export interface SapientBuild {
  readonly id: string;
  readonly name: string;
  readonly nodeId: string;
  readonly kind: 'radar' | 'rf' | 'camera';
  readonly at: LonLat;
  readonly heightM: number;
  readonly maxRangeM: number;
  readonly pd: number;
  readonly sdPositionM: number;
  readonly sdAzimuthRad: number;
  readonly sdElevationRad: number;
  /** mean ghosts a second (radar only) */
  readonly ghosts: number;
  readonly clockMs: number;
  readonly latencyMs: number;
}

const FRAME_MS = 1000;
const STATUS_EVERY = 5;
const NODE_TYPES = {
  radar: NODE_TYPE.RADAR,
  rf: NODE_TYPE.PASSIVE_RF,
  camera: NODE_TYPE.CAMERA,
} as const;
/** Ranges in which objects fly that these sensors look for: they stare near the ground. */
const CEILING_M = 1500;

/** Seen by truth, before the sensor's own errors. */
interface Seen {
  readonly object: TruthObject;
  readonly rangeM: number;
  readonly azimuthRad: number;
  readonly elevationRad: number;
  readonly latRad: number;
  readonly lonRad: number;
  readonly altM: number;
  readonly vEastMps: number;
  readonly vNorthMps: number;
  readonly vUpMps: number;
}

export class SapientNode implements SimSensor {
  readonly id: string;
  readonly channel: string;
  readonly frameMs = FRAME_MS;
  readonly phaseMs: number;
  readonly maxDelayMs: number;
  readonly build: SapientBuild;
  readonly #truth: Truth;
  readonly #random: Random;
  readonly #site: Site;
  readonly #state = makeTruthState();
  readonly #sight = makeSight();

  constructor(build: SapientBuild, truth: Truth, random: Random, phaseMs: number) {
    this.id = build.id;
    this.channel = build.id;
    this.build = build;
    this.phaseMs = phaseMs;
    this.maxDelayMs = build.latencyMs + 10;
    this.#truth = truth;
    this.#random = random;
    this.#site = makeSite(build.at, build.heightM);
  }

  /** What the node says when it has connected: registration and its first status. */
  hello(at: number): Uint8Array {
    const random = this.#random.fork(`hello/${at}`);
    return concatBytes([
      this.#encode(at, { registration: this.#registration() }),
      this.#encode(at, { status_report: this.#status(at, INFO.NEW, random) }),
    ]);
  }

  frame(index: number): Emission[] {
    const at = frameStart(this, index);
    const random = this.#random.fork(String(index));
    const parts: Uint8Array[] = [];
    if (index % STATUS_EVERY === 0)
      parts.push(this.#encode(at, { status_report: this.#status(at, INFO.UNCHANGED, random) }));
    for (const seen of this.#look(at, random))
      parts.push(this.#encode(at, { detection_report: this.#detection(seen, at, random) }));
    for (let left = random.poisson(this.build.ghosts); left > 0; left--)
      parts.push(this.#encode(at, { detection_report: this.#ghost(at, random) }));
    if (parts.length === 0) return [];
    return [{ channel: this.channel, at: at + this.build.latencyMs, bytes: concatBytes(parts) }];
  }

  #encode(at: number, content: Partial<SapientMessage>): Uint8Array {
    return encodeSapientFrame({
      timestamp: timestampFromAt(at + this.build.clockMs),
      node_id: this.build.nodeId,
      ...content,
    });
  }

  #look(at: number, random: Random): Seen[] {
    const found: Seen[] = [];
    const { build } = this;
    const state = this.#state;
    for (const object of this.#truth.objectsAround(at)) {
      if (object.environment !== 'air' || !stateAt(object, at, state)) continue;
      if (state.altM - GEOID_M > CEILING_M) continue;
      if (build.kind === 'rf' && object.drone?.radio !== true) continue;
      look(this.#site, state, this.#sight);
      const { rangeM, azimuthRad, elevationRad, visible } = this.#sight;
      if (!visible || rangeM > build.maxRangeM) continue;
      if (!random.chance(build.pd)) continue;
      found.push({ object, ...state, rangeM, azimuthRad, elevationRad });
    }
    // A camera follows one object: the nearest.
    if (build.kind === 'camera' && found.length > 1)
      return [found.reduce((a, b) => (b.rangeM < a.rangeM ? b : a))];
    return found;
  }

  #detection(seen: Seen, at: number, random: Random): DetectionReport {
    const { build } = this;
    const report = {
      report_id: makeUlid(at, random),
      // The same object keeps its number as long as it lives.
      object_id: makeUlid(
        Math.max(0, seen.object.bornAt),
        this.#random.fork(`object/${seen.object.id}`),
      ),
      detection_confidence: 0.7 + 0.25 * random.next(),
      classification: classify(seen.object, build.kind, random),
    };
    if (build.kind === 'radar')
      return {
        ...report,
        location: this.#location(seen, random),
        enu_velocity: velocity(seen, random),
      };
    const azimuthRad = wrapTwoPi(seen.azimuthRad + build.sdAzimuthRad * random.normal());
    const bearing = {
      azimuth: azimuthRad * RAD_TO_DEG,
      azimuth_error: build.sdAzimuthRad * RAD_TO_DEG,
      coordinate_system: RANGE_BEARING_SYSTEM.DEGREES_M,
      datum: RANGE_BEARING_DATUM.TRUE,
    };
    if (build.kind === 'rf')
      return {
        ...report,
        range_bearing: bearing,
        signal: [{ amplitude: -60 - 10 * random.next(), centre_frequency: 2_437_000_000 }],
      };
    const elevation = seen.elevationRad + build.sdElevationRad * random.normal();
    return {
      ...report,
      range_bearing: {
        ...bearing,
        elevation: elevation * RAD_TO_DEG,
        elevation_error: build.sdElevationRad * RAD_TO_DEG,
      },
    };
  }

  #location(seen: Seen, random: Random): Location {
    const sd = this.build.sdPositionM;
    const metresPerDeg = 111_320;
    const eastDeg = (sd * random.normal()) / (metresPerDeg * Math.cos(seen.latRad));
    const northDeg = (sd * random.normal()) / metresPerDeg;
    return {
      x: seen.lonRad * RAD_TO_DEG + eastDeg,
      y: seen.latRad * RAD_TO_DEG + northDeg,
      z: seen.altM + 2 * sd * random.normal(),
      x_error: sd,
      y_error: sd,
      z_error: 2 * sd,
      coordinate_system: LOCATION_SYSTEM.LAT_LNG_DEG_M,
      datum: LOCATION_DATUM.WGS84_E,
    };
  }

  /** A false detection: somewhere in the field of view, once, of no known kind. */
  #ghost(at: number, random: Random): DetectionReport {
    const { build } = this;
    const range = build.maxRangeM * Math.sqrt(random.next());
    const course = random.between(0, 2 * Math.PI);
    const latDeg = build.at[1] + (range * Math.cos(course)) / 111_320;
    const lonDeg =
      build.at[0] + (range * Math.sin(course)) / (111_320 * Math.cos(latDeg * DEG_TO_RAD));
    return {
      report_id: makeUlid(at, random),
      object_id: makeUlid(at, random),
      detection_confidence: 0.2 + 0.2 * random.next(),
      classification: [{ type: 'Unknown', confidence: 0.6 }],
      location: {
        x: lonDeg,
        y: latDeg,
        z: GEOID_M + random.between(20, 300),
        x_error: build.sdPositionM,
        y_error: build.sdPositionM,
        z_error: 2 * build.sdPositionM,
        coordinate_system: LOCATION_SYSTEM.LAT_LNG_DEG_M,
        datum: LOCATION_DATUM.WGS84_E,
      },
    };
  }

  #status(at: number, info: number, random: Random): NonNullable<SapientMessage['status_report']> {
    const { at: place, heightM } = this.build;
    return {
      report_id: makeUlid(at, random),
      system: SYSTEM.OK,
      info,
      mode: 'Default',
      node_location: {
        x: place[0],
        y: place[1],
        z: heightM + GEOID_M,
        coordinate_system: LOCATION_SYSTEM.LAT_LNG_DEG_M,
        datum: LOCATION_DATUM.WGS84_E,
      },
    };
  }

  #registration(): NonNullable<SapientMessage['registration']> {
    const { build } = this;
    const locationType = {
      location_units: LOCATION_SYSTEM.LAT_LNG_DEG_M,
      location_datum: LOCATION_DATUM.WGS84_E,
    };
    return {
      node_definition: [{ node_type: NODE_TYPES[build.kind], node_sub_type: ['simulated'] }],
      icd_version: 'BSI Flex 335 v2.0',
      name: build.name,
      short_name: build.id,
      capabilities: [
        { category: 'Detection', type: build.kind, value: String(build.maxRangeM), units: 'm' },
      ],
      status_definition: {
        status_interval: { units: TIME_UNITS.SECONDS, value: STATUS_EVERY },
      },
      mode_definition: [
        {
          mode_name: 'Default',
          mode_type: MODE_TYPE.PERMANENT,
          settle_time: { units: TIME_UNITS.SECONDS, value: 1 },
          detection_definition: [
            {
              location_type: locationType,
              velocity_type: {
                enu_velocity_units: {
                  east_north_rate_units: SPEED_UNITS.MS,
                  up_rate_units: SPEED_UNITS.MS,
                },
                location_datum: LOCATION_DATUM.WGS84_E,
              },
            },
          ],
          task: {
            concurrent_tasks: 1,
            region_definition: {
              region_type: [REGION_TYPE.AREA_OF_INTEREST],
              region_area: [locationType],
            },
          },
        },
      ],
      config_data: [{ manufacturer: 'Tocsin demo', model: `simulated ${build.kind}` }],
    };
  }
}

/** Words of the standard's taxonomy, with the doubts that a real sensor has. */
function classify(
  object: TruthObject,
  kind: SapientBuild['kind'],
  random: Random,
): Classification[] {
  const sure = clampUnit((kind === 'camera' ? 0.9 : 0.75) + 0.08 * random.normal());
  switch (object.kind) {
    case 'bird':
      return [
        {
          type: 'Animal',
          confidence: sure,
          sub_class: [{ type: 'Bird', confidence: sure, level: 1 }],
        },
      ];
    case 'quadcopter':
      return air('UAV Rotary Wing', sure);
    case 'one-way-drone':
      return air('UAV Fixed Wing', sure);
    case 'helicopter':
      return air('Manned Rotary Wing', sure);
    default:
      return air('Manned Fixed Wing', sure);
  }
}

function air(type: string, confidence: number): Classification[] {
  return [{ type: 'Air Vehicle', confidence, sub_class: [{ type, confidence, level: 1 }] }];
}

function clampUnit(value: number): number {
  return Math.min(0.98, Math.max(0.5, value));
}

function velocity(seen: Seen, random: Random): NonNullable<DetectionReport['enu_velocity']> {
  return {
    east_rate: seen.vEastMps + 0.7 * random.normal(),
    north_rate: seen.vNorthMps + 0.7 * random.normal(),
    up_rate: seen.vUpMps + 0.7 * random.normal(),
    east_rate_error: 0.7,
    north_rate_error: 0.7,
    up_rate_error: 0.7,
  };
}
