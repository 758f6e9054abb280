/**
 * The neutral scenario format for testing trackers (version 1): sensors and scans in order of arrival, JSON lines.
 * This reads it into the model's nouns. Angles in degrees, times in s since 1970 in the file; radians and ms inside.
 */
import { DEG_TO_RAD, TWO_PI, fail, ok, type Result } from '../base/index.ts';
import {
  PLOT_FORM,
  makePlot,
  type Environment,
  type FieldOfView,
  type Plot,
  type Scan,
  type Sensor,
  type SensorKind,
} from '../model/index.ts';

export interface ScenarioHeader {
  readonly name: string;
  readonly seed: number;
  readonly latRad: number;
  readonly lonRad: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly reportFromAt: number;
  readonly reportEveryMs: number;
  readonly reports: number;
}

export type ScenarioLine =
  | { readonly type: 'header'; readonly header: ScenarioHeader }
  | { readonly type: 'sensor'; readonly sensor: Sensor }
  | { readonly type: 'scan'; readonly scan: Scan };

interface RawSensor {
  readonly id: string;
  readonly kind: string;
  readonly lat: number;
  readonly lon: number;
  readonly alt: number;
  readonly fields: readonly string[];
  readonly sd: Readonly<Record<string, number>>;
  readonly period: number;
  readonly rotating: boolean;
  readonly pd: number;
  readonly clutter_per_scan: number;
  readonly fov: {
    readonly r?: [number, number];
    readonly el?: [number, number];
    readonly az?: [number, number];
  };
  readonly p_alt?: number;
}

interface RawScan {
  readonly s: string;
  readonly t0: number;
  readonly t1: number;
  readonly ta: number;
  readonly az?: [number, number];
  readonly d: readonly (readonly (number | string | null)[])[];
}

/** What the reader remembers of a sensor: where each field stands in a detection. */
interface Layout {
  readonly kind: string;
  readonly environment: Environment;
  readonly dt: number;
  readonly r: number;
  readonly az: number;
  readonly el: number;
  readonly alt: number;
  readonly id: number;
  readonly lat: number;
  readonly lon: number;
  readonly ve: number;
  readonly vn: number;
  readonly sensor: Sensor;
}

const KINDS: Readonly<Record<string, SensorKind>> = {
  radar2d: 'radar2d',
  radar3d: 'radar3d',
  adsb: 'selfreport',
  remoteid: 'selfreport',
  bearing: 'bearing',
};

export class ScenarioReader {
  readonly #layouts = new Map<string, Layout>();

  /** Reads one line; fault: a sentence saying what is wrong with it. */
  read(text: string): Result<ScenarioLine, string> {
    let raw: { readonly type?: string };
    try {
      raw = JSON.parse(text) as { readonly type?: string };
    } catch {
      return fail('not JSON');
    }
    if (raw.type === 'scan') return this.#scan(raw as unknown as RawScan);
    if (raw.type === 'sensor') return this.#sensor(raw as unknown as RawSensor);
    if (raw.type === 'scenario') return readHeader(raw as unknown as RawHeader);
    return fail(`type '${String(raw.type)}' is not known`);
  }

  #sensor(raw: RawSensor): Result<ScenarioLine, string> {
    const kind = KINDS[raw.kind];
    if (kind === undefined) return fail(`sensor kind '${raw.kind}' is not known`);
    if (!Array.isArray(raw.fields)) return fail(`sensor ${raw.id} has no fields`);
    const sensor = toSensor(raw, kind);
    const at = (name: string): number => raw.fields.indexOf(name);
    this.#layouts.set(raw.id, {
      kind: raw.kind,
      environment: environmentOf(raw),
      dt: at('dt'),
      r: at('r'),
      az: at('az'),
      el: at('el'),
      alt: at('alt'),
      id: at('id'),
      lat: at('lat'),
      lon: at('lon'),
      ve: at('ve'),
      vn: at('vn'),
      sensor,
    });
    return ok({ type: 'sensor', sensor });
  }

  #scan(raw: RawScan): Result<ScenarioLine, string> {
    const layout = this.#layouts.get(raw.s);
    if (layout === undefined)
      return fail(`scan of sensor '${raw.s}', which no line before it names`);
    if (!Array.isArray(raw.d)) return fail('scan without d');
    const plots = raw.d.map((values) => toPlot(raw, layout, values));
    const whole = raw.az === undefined;
    return ok({
      type: 'scan',
      scan: {
        sensorId: raw.s,
        fromAt: raw.t0 * 1000,
        toAt: raw.t1 * 1000,
        arrivedAt: raw.ta * 1000,
        complete: layout.kind !== 'adsb' && layout.kind !== 'remoteid',
        azimuthFromRad: whole ? 0 : raw.az[0] * DEG_TO_RAD,
        azimuthToRad: whole ? TWO_PI : raw.az[1] * DEG_TO_RAD,
        plots,
      },
    });
  }
}

/** A 2-D radar that never gets a transponder height watches the surface; the rest watches the air. */
function environmentOf(raw: RawSensor): Environment {
  if (raw.kind === 'bearing') return 'unknown';
  return raw.kind === 'radar2d' && raw.p_alt === 0 ? 'sea' : 'air';
}

function fieldOfView(raw: RawSensor): FieldOfView | null {
  const range = raw.fov.r;
  if (range === undefined) return null;
  const el = raw.fov.el ?? [-90, 90];
  return {
    minRangeM: range[0],
    maxRangeM: range[1],
    azimuthFromRad: raw.fov.az === undefined ? null : raw.fov.az[0] * DEG_TO_RAD,
    azimuthToRad: raw.fov.az === undefined ? null : raw.fov.az[1] * DEG_TO_RAD,
    minElevationRad: el[0] * DEG_TO_RAD,
    maxElevationRad: el[1] * DEG_TO_RAD,
  };
}

function toSensor(raw: RawSensor, kind: SensorKind): Sensor {
  const sd = raw.sd;
  return {
    id: raw.id,
    sourceId: raw.id,
    name: raw.id,
    kind,
    latRad: raw.lat * DEG_TO_RAD,
    lonRad: raw.lon * DEG_TO_RAD,
    heightM: raw.alt,
    periodS: raw.period,
    rotating: raw.rotating,
    sdRangeM: sd['r'] ?? Number.NaN,
    sdAzimuthRad: (sd['az'] ?? Number.NaN) * DEG_TO_RAD,
    sdElevationRad: (sd['el'] ?? Number.NaN) * DEG_TO_RAD,
    sdPositionM: sd['pos'] ?? Number.NaN,
    sdAltM: sd['alt'] ?? Number.NaN,
    sdVelocityMps: sd['vel'] ?? Number.NaN,
    pd: raw.pd,
    clutterPerScan: raw.clutter_per_scan,
    fov: kind === 'selfreport' ? null : fieldOfView(raw),
  };
}

function numberAt(values: readonly (number | string | null)[], index: number): number {
  const value = index < 0 ? null : values[index];
  return typeof value === 'number' ? value : Number.NaN;
}

function toPlot(raw: RawScan, layout: Layout, values: readonly (number | string | null)[]): Plot {
  const { sensor } = layout;
  const at = (layout.dt < 0 ? raw.t1 : raw.t0 + numberAt(values, layout.dt)) * 1000;
  const alt = numberAt(values, layout.alt);
  const common = {
    sourceId: sensor.sourceId,
    sensorId: sensor.id,
    at,
    receivedAt: raw.ta * 1000,
    environment: layout.environment,
    altM: alt,
    altKind: Number.isNaN(alt) ? 'none' : 'ellipsoid',
    simulated: true,
  } as const;
  if (sensor.kind === 'selfreport') return toReport(common, layout, values);
  const form =
    layout.r < 0 ? PLOT_FORM.bearing : layout.el < 0 ? PLOT_FORM.polar2d : PLOT_FORM.polar3d;
  return makePlot({
    ...common,
    form,
    rangeM: numberAt(values, layout.r),
    azimuthRad: numberAt(values, layout.az) * DEG_TO_RAD,
    elevationRad: numberAt(values, layout.el) * DEG_TO_RAD,
    sdRangeM: sensor.sdRangeM,
    sdAzimuthRad: sensor.sdAzimuthRad,
    sdElevationRad: sensor.sdElevationRad,
    sdAltM: sensor.sdAltM,
  });
}

function toReport(
  common: Partial<Plot>,
  layout: Layout,
  values: readonly (number | string | null)[],
): Plot {
  const { sensor } = layout;
  const id = String(layout.id < 0 ? '' : values[layout.id]);
  const address = layout.kind === 'adsb' ? Number.parseInt(id, 16) : Number.NaN;
  return makePlot({
    ...common,
    form: PLOT_FORM.position,
    latRad: numberAt(values, layout.lat) * DEG_TO_RAD,
    lonRad: numberAt(values, layout.lon) * DEG_TO_RAD,
    covEE: sensor.sdPositionM ** 2,
    covEN: 0,
    covNN: sensor.sdPositionM ** 2,
    sdAltM: sensor.sdAltM,
    vEastMps: numberAt(values, layout.ve),
    vNorthMps: numberAt(values, layout.vn),
    sdVelocityMps: sensor.sdVelocityMps,
    claims: Number.isNaN(address) ? { uasId: id } : { icao: address },
  });
}

interface RawHeader {
  readonly format: number;
  readonly name: string;
  readonly seed: number;
  readonly origin: { readonly lat: number; readonly lon: number };
  readonly t0: number;
  readonly t1: number;
  readonly report: { readonly t0: number; readonly dt: number; readonly n: number };
}

function readHeader(raw: RawHeader): Result<ScenarioLine, string> {
  if (raw.format !== 1) return fail(`format ${String(raw.format)} is not known, only 1`);
  return ok({
    type: 'header',
    header: {
      name: raw.name,
      seed: raw.seed,
      latRad: raw.origin.lat * DEG_TO_RAD,
      lonRad: raw.origin.lon * DEG_TO_RAD,
      startAt: raw.t0 * 1000,
      endAt: raw.t1 * 1000,
      reportFromAt: raw.report.t0 * 1000,
      reportEveryMs: raw.report.dt * 1000,
      reports: raw.report.n,
    },
  });
}
