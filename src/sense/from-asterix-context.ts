/** What the ASTERIX mappers share: sensors by SAC/SIC, times of day, identity claims. */
import { DAY_MS, EnuFrame, resolveTimeOfDay } from '../base/index.ts';
import type {
  Claims,
  Environment,
  SenseBatch,
  Sensor,
  SensorKind,
  SourceConfig,
} from '../model/index.ts';
import { readField, type BlockScan, type Edition, type Field } from '../wire/asterix/index.ts';

/** Turns one scanned record into plots, marks or sensors. */
export type RecordMapper = (scan: BlockScan, row: number, feed: AsterixContext) => void;
export type MakeRecordMapper = (edition: Edition) => RecordMapper;

/** A sensor as this source knows it. */
export interface SensorEntry {
  sensor: Sensor;
  /** the operator described it; its site and statistics stand */
  readonly configured: boolean;
  /** site is known, so polar and cartesian plots can be placed */
  placed: boolean;
  /** tangent plane of the site; null while there is none */
  frame: EnuFrame | null;
  /** plots not given because the site is unknown */
  unplaced: number;
}

/** Counters of what was decoded but gives no plot, since start. */
export interface AsterixSenseCounters {
  /** targets the sender extrapolated: no detection behind them */
  coasted: number;
  /** simulated or test targets in a live feed, left out */
  simulated: number;
  /** fixed transponders and field monitors */
  monitors: number;
  /** plots of radars whose site is not known */
  unplaced: number;
  /** positions outside [-90, 90] and [-180, 180] degrees */
  implausible: number;
  /** records without data source identifier */
  unattributed: number;
  /** SAC/SIC that are not in the source's configuration */
  unknownSensors: number;
  /** SAC/SIC beyond the bound, not taken in */
  refusedSensors: number;
}

/** Senders one source may have; a hostile feed cannot make more. */
const MAX_SENSORS = 256;
/** What goes wrong with every plot is reported once, then once every so many plots. */
const REPORT_EVERY = 4096;

const SECONDS_OF_DAY = 86_400;

const FAMILIES: Readonly<Record<SensorKind, string>> = {
  radar2d: 'radar',
  radar3d: 'radar',
  bearing: 'bearing',
  position: 'position',
  selfreport: 'selfreport',
  tracks: 'tracks',
};

export class AsterixContext {
  readonly config: SourceConfig;
  readonly environment: Environment | null;
  readonly counters: AsterixSenseCounters = {
    coasted: 0,
    simulated: 0,
    monitors: 0,
    unplaced: 0,
    implausible: 0,
    unattributed: 0,
    unknownSensors: 0,
    refusedSensors: 0,
  };
  receivedAt = 0;
  batch: SenseBatch;
  /** called with the item and a sentence for the operator */
  report: (item: string, detail: string) => void = () => undefined;
  /** data source of the record before in the same block: CAT001 and 002 may send it once only */
  lastSac = Number.NaN;
  lastSic = Number.NaN;
  readonly #sensors = new Map<string, SensorEntry>();
  readonly #families = new Map<number, string>();

  constructor(config: SourceConfig, batch: SenseBatch) {
    this.config = config;
    this.batch = batch;
    this.environment = environmentOption(config.options['environment']);
  }

  /**
   * The sensor that a record's data source identifier names; undefined without one, or beyond the bound.
   * Its id is `asterix:SAC/SIC`; a sender of several kinds of data gets one more per kind, `asterix:SAC/SIC:kind`.
   */
  sensor(
    scan: BlockScan,
    row: number,
    ids: SourceFields,
    kind: SensorKind,
    family = FAMILIES[kind],
  ): SensorEntry | undefined {
    let sac = readField(scan, row, ids.sac);
    let sic = readField(scan, row, ids.sic);
    if (Number.isNaN(sac)) {
      sac = this.lastSac;
      sic = this.lastSic;
    }
    if (Number.isNaN(sac)) {
      this.counters.unattributed++;
      return undefined;
    }
    this.lastSac = sac;
    this.lastSic = sic;
    return this.sensorOf(sac, sic, kind, family);
  }

  sensorOf(
    sac: number,
    sic: number,
    kind: SensorKind,
    family = FAMILIES[kind],
  ): SensorEntry | undefined {
    const code = sac * 256 + sic;
    const first = this.#families.get(code);
    const id = `asterix:${sac}/${sic}${first === undefined || first === family ? '' : `:${family}`}`;
    const known = this.#sensors.get(id);
    if (known) return known;
    if (this.#sensors.size >= MAX_SENSORS) {
      this.counters.refusedSensors++;
      return undefined;
    }
    if (first === undefined) this.#families.set(code, family);
    return this.#addSensor(id, `${sac}/${sic}`, kind);
  }

  #addSensor(id: string, name: string, kind: SensorKind): SensorEntry {
    const configured = this.config.sensors.find((one) => one.id === id);
    const sensor = configured ?? defaultSensor(id, name, kind, this.config.id);
    const entry: SensorEntry = {
      sensor,
      configured: configured !== undefined,
      placed: false,
      frame: null,
      unplaced: 0,
    };
    this.#sensors.set(id, entry);
    if (!configured) {
      this.counters.unknownSensors++;
      // Self-reports and tracks bring positions of their own: nothing is missing.
      if (kind !== 'selfreport' && kind !== 'tracks') {
        const detail = `sensor ${name} is not in this source's configuration: its site and statistics are assumed`;
        this.report('SAC/SIC', detail);
      }
    }
    this.putSensor(entry, sensor);
    return entry;
  }

  /** Records what is now known of a sensor and tells the pipeline. */
  putSensor(entry: SensorEntry, sensor: Sensor): void {
    entry.sensor = sensor;
    entry.placed = Number.isFinite(sensor.latRad) && Number.isFinite(sensor.lonRad);
    const heightM = Number.isFinite(sensor.heightM) ? sensor.heightM : 0;
    entry.frame = entry.placed ? new EnuFrame(sensor.latRad, sensor.lonRad, heightM) : null;
    this.batch.sensors.push(sensor);
  }

  /** Counts a plot that cannot be placed, and reports its sensor now and then. */
  unplaced(entry: SensorEntry, item: string): void {
    this.counters.unplaced++;
    if (entry.unplaced++ % REPORT_EVERY !== 0) return;
    const detail =
      `${entry.sensor.id} has no site: give it in the source's sensors, or let it send I034/120; ` +
      'its plots cannot be placed until then';
    this.report(item, detail);
  }

  /**
   * True when the record is to be left out: exercise data in a live feed is not taken in, it must never mix. In an
   * exercise everything is marked simulated anyway.
   */
  isForeign(simulated: number, test: number): boolean {
    if (this.config.simulated || (simulated !== 1 && test !== 1)) return false;
    if (this.counters.simulated++ % REPORT_EVERY === 0)
      this.report('020/SIM', 'simulated or test targets in a live feed are left out');
    return true;
  }

  /** The instant of a time of day nearest to the receive time; the receive time when none, or no time of day, was sent. */
  timeOfDay(secondsOfDay: number): number {
    // More than a day: damage, or a wrong edition that fits by chance.
    return secondsOfDay <= SECONDS_OF_DAY
      ? resolveTimeOfDay(secondsOfDay, this.receivedAt)
      : this.receivedAt;
  }

  /** As timeOfDay, for the 16-bit truncated time of day of CAT001: seconds since midnight modulo 512. */
  truncatedTimeOfDay(seconds: number): number {
    if (Number.isNaN(seconds)) return this.receivedAt;
    const midnight = Math.floor(this.receivedAt / DAY_MS) * DAY_MS;
    let best = Number.NaN;
    for (const day of [midnight - DAY_MS, midnight, midnight + DAY_MS]) {
      const turns = Math.round((this.receivedAt - day - seconds * 1000) / 512_000);
      const last = Math.floor((DAY_MS - 1 - seconds * 1000) / 512_000);
      const at = day + seconds * 1000 + Math.min(Math.max(turns, 0), last) * 512_000;
      if (!(Math.abs(at - this.receivedAt) >= Math.abs(best - this.receivedAt))) best = at;
    }
    return best;
  }
}

export interface SourceFields {
  readonly sac: Field;
  readonly sic: Field;
}
export const SOURCE_PATHS = { sac: '010/SAC', sic: '010/SIC' } as const;

function environmentOption(value: unknown): Environment | null {
  return value === 'air' || value === 'sea' || value === 'land' || value === 'unknown'
    ? value
    : null;
}

/** Statistics assumed of a sensor nobody described: ordinary civil equipment, rather too careful than too sure. */
function defaultSensor(id: string, name: string, kind: SensorKind, sourceId: string): Sensor {
  const radar = kind === 'radar2d' || kind === 'radar3d';
  return {
    id,
    sourceId,
    name: `SAC/SIC ${name}`,
    kind,
    latRad: Number.NaN,
    lonRad: Number.NaN,
    heightM: Number.NaN,
    periodS: Number.NaN,
    rotating: radar,
    sdRangeM: 70,
    sdAzimuthRad: 0.0014,
    sdElevationRad: 0.01,
    sdPositionM: kind === 'position' ? 15 : 50,
    sdAltM: 30,
    sdVelocityMps: 3,
    pd: 0.9,
    clutterPerScan: kind === 'selfreport' || kind === 'tracks' ? 0 : 1,
    fov: null,
  };
}

export type DraftClaims = { -readonly [K in keyof Claims]: Claims[K] };

/** Mode A codes with a meaning of their own (ICAO Doc 8168): the claim's words, as in Mode S. */
export function emergencyOf(mode3A: number): string | undefined {
  if (mode3A === 0o7500) return 'unlawful-interference';
  if (mode3A === 0o7600) return 'no-communications';
  return mode3A === 0o7700 ? 'general' : undefined;
}

/** I021/200 Target Status PS, and its older form. */
export const EMERGENCIES = [
  undefined,
  'general',
  'medical',
  'minimum-fuel',
  'no-communications',
  'unlawful-interference',
  'downed',
] as const;

/** Claims that most categories make in the same way. NaN and '' say nothing. */
export function makeClaims(
  icao: number,
  mode3A: number,
  callsign: string,
  objectId: number,
): DraftClaims {
  const claims: DraftClaims = {};
  if (icao > 0) claims.icao = icao;
  if (!Number.isNaN(mode3A)) {
    claims.mode3A = mode3A;
    const emergency = emergencyOf(mode3A);
    if (emergency !== undefined) claims.emergency = emergency;
  }
  if (callsign !== '') claims.callsign = callsign;
  if (!Number.isNaN(objectId)) claims.objectId = String(objectId);
  return claims;
}

export function orNull(claims: DraftClaims): Claims | null {
  for (const _ in claims) return claims;
  return null;
}

/** Text of eight 6-bit characters given as one 48-bit number, trimmed; '' when blank or not a call sign. */
export function callsignOf(raw: number): string {
  if (Number.isNaN(raw) || raw === 0) return '';
  let half = Math.floor(raw / 0x1000000);
  let text = '';
  for (let turn = 0; turn < 2; turn++) {
    for (let shift = 18; shift >= 0; shift -= 6) {
      const code = (half >> shift) & 63;
      if (code >= 48 && code <= 57) text += String.fromCharCode(code);
      else if (code >= 1 && code <= 26) text += String.fromCharCode(code + 64);
      else if (code === 32 || code === 0) text += ' ';
      else return '';
    }
    half = raw % 0x1000000;
  }
  return text.trim();
}
