/**
 * Sister seeds: a scenario drawn anew over known truth, so that a change is judged on more than the one open file.
 * Detection, noise, latency order, false plots (from the pool of the open file, with its hot spots, turned about the
 * sensor) and registration errors are drawn from a seed; the truth is the open one, or the same turned about the
 * origin, or made by the caller.
 */
import {
  EnuFrame,
  Random,
  RAD_TO_DEG,
  DEG_TO_RAD,
  TWO_PI,
  WGS84_A,
  WGS84_E2,
} from '../src/base/index.ts';
import { PLOT_FORM, makePlot, type Plot, type Scan, type Sensor } from '../src/model/index.ts';
import { Scorer, type Score, type ScorePoint, type ScoreRules } from '../src/track/index.ts';
import { toScoreRules, type ScoringLine } from '../src/sim/scenario-truth.ts';
import { linesOf, loadScenario, type LoadedScenario } from './scenarios.ts';

/** One object's path: times and, in the origin's tangent plane, positions and velocities. */
export interface Path {
  readonly id: string;
  readonly t: number[];
  /** e n u ve vn vu per time */
  readonly s: number[];
}

export interface OpenScenario {
  readonly scenario: LoadedScenario;
  readonly rules: ScoreRules;
  readonly origin: EnuFrame;
  readonly paths: readonly Path[];
  /** origin of each plot of each scan */
  readonly labels: readonly (readonly (string | null)[])[];
}

export interface Drawn {
  readonly scenario: LoadedScenario;
  readonly rules: ScoreRules;
  readonly truth: readonly ScorePoint[];
}

export function loadOpen(stem: string): OpenScenario {
  const scenario = loadScenario(`${stem}.scn.jsonl.gz`);
  const labels = linesOf(`${stem}.labels.jsonl.gz`).map(
    (text) => (JSON.parse(text) as { id: (string | null)[] }).id,
  );
  const [head, ...rows] = linesOf(`${stem}.truth.jsonl.gz`);
  const rules = toScoreRules(JSON.parse(head!) as ScoringLine);
  const origin = new EnuFrame(rules.latDeg * DEG_TO_RAD, rules.lonDeg * DEG_TO_RAD, rules.altM);
  const byId = new Map<string, Path>();
  const out = new Float64Array(3);
  for (const text of rows) {
    const p = JSON.parse(text) as Required<ScorePoint>;
    let path = byId.get(p.id);
    if (path === undefined) byId.set(p.id, (path = { id: p.id, t: [], s: [] }));
    origin.fromGeodetic(p.lat * DEG_TO_RAD, p.lon * DEG_TO_RAD, p.alt, out);
    const [e, n, u] = [out[0]!, out[1]!, out[2]!];
    // where it would be a second later, so that velocity is turned into the origin's plane with position
    const radii = radiiAt(p.lat * DEG_TO_RAD, p.alt);
    const lat = p.lat * DEG_TO_RAD + p.vn / radii.meridianM;
    const lon = p.lon * DEG_TO_RAD + p.ve / radii.parallelM;
    origin.fromGeodetic(lat, lon, p.alt + p.vu, out);
    path.t.push(p.t);
    path.s.push(e, n, u, out[0]! - e, out[1]! - n, out[2]! - u);
  }
  return { scenario, rules, origin, paths: [...byId.values()], labels };
}

/** Metres per radian of latitude and of longitude at a height. */
function radiiAt(latRad: number, heightM: number): { meridianM: number; parallelM: number } {
  const w = 1 - WGS84_E2 * Math.sin(latRad) ** 2;
  return {
    meridianM: (WGS84_A * (1 - WGS84_E2)) / (w * Math.sqrt(w)) + heightM,
    parallelM: (WGS84_A / Math.sqrt(w) + heightM) * Math.cos(latRad),
  };
}

/** Position at a time by cubic Hermite in out[0..2]; false where the object is not there (a gap, before, after). */
function placeAt(path: Path, t: number, dt: number, out: Float64Array): boolean {
  const times = path.t;
  let hi = 0;
  for (let lo = 0, end = times.length; lo < end;) {
    const middle = (lo + end) >> 1;
    if (times[middle]! <= t) lo = hi = middle + 1;
    else end = hi = middle;
  }
  const i = Math.max(hi - 1, 0);
  const k = Math.min(i + 1, times.length - 1);
  const span = times[k]! - times[i]!;
  const since = t - times[i]!;
  const s = path.s;
  if (span <= 0 || span > 1.5 * dt || since < 0 || t > times[k]!) {
    // the first report time lies one interval after the start
    if (since > 0.75 * dt || since < -1.05 * dt) return false;
    for (let d = 0; d < 3; d++) out[d] = s[i * 6 + d]! + since * s[i * 6 + 3 + d]!;
    return true;
  }
  const u = since / span;
  const h1 = u * u * (3 - 2 * u);
  const m0 = u * (1 - u) * (1 - u) * span;
  const m1 = u * u * (u - 1) * span;
  for (let d = 0; d < 3; d++) {
    const a = s[i * 6 + d]!;
    const b = s[k * 6 + d]!;
    out[d] = a + h1 * (b - a) + m0 * s[i * 6 + 3 + d]! + m1 * s[k * 6 + 3 + d]!;
  }
  return true;
}

/** The paths turned about the origin, and mirrored when `mirror`. */
export function turnPaths(paths: readonly Path[], angle: number, mirror: boolean): Path[] {
  const c = Math.cos(angle);
  const d = Math.sin(angle);
  const m = mirror ? -1 : 1;
  return paths.map((path) => {
    const s = [...path.s];
    for (let k = 0; k < s.length; k += 3) {
      const e = s[k]! * m;
      const n = s[k + 1]!;
      s[k] = c * e + d * n;
      s[k + 1] = c * n - d * e;
    }
    return { ...path, s };
  });
}

function truthOf(open: OpenScenario, paths: readonly Path[]): ScorePoint[] {
  const out = new Float64Array(3);
  return paths.flatMap((path) =>
    path.t.map((t, i) => {
      const s = path.s;
      open.origin.toGeodetic(s[i * 6]!, s[i * 6 + 1]!, s[i * 6 + 2]!, out);
      return {
        t,
        id: path.id,
        lat: out[0]! * RAD_TO_DEG,
        lon: out[1]! * RAD_TO_DEG,
        alt: out[2]!,
        ve: s[i * 6 + 3]!,
        vn: s[i * 6 + 4]!,
        vu: s[i * 6 + 5]!,
      };
    }),
  );
}

interface Draw {
  readonly sensor: Sensor;
  readonly site: EnuFrame;
  readonly pool: Plot[];
  /** per plot of the pool: it is one of many at one place */
  readonly fixed: readonly boolean[];
  readonly falsePer: number;
  readonly pHeight: number;
  readonly spin: number;
  readonly biasM: number;
  readonly biasRad: number;
  /** self-reports: what each object calls itself */
  readonly claims: Map<string, Plot>;
}

function survey(open: OpenScenario, random: Random, biased: boolean): Map<string, Draw> {
  const draws = new Map<string, Draw>();
  for (const sensor of open.scenario.sensors) {
    const pool: Plot[] = [];
    const claims = new Map<string, Plot>();
    let heights = 0;
    let seen = 0;
    let turns = 0;
    open.scenario.scans.forEach((scan, i) => {
      if (scan.sensorId !== sensor.id) return;
      turns += (scan.azimuthToRad - scan.azimuthFromRad) / TWO_PI;
      scan.plots.forEach((plot, j) => {
        const id = open.labels[i]![j];
        if (id === null || id === undefined) {
          pool.push(plot);
          return;
        }
        seen++;
        if (plot.altKind !== 'none') heights++;
        if (sensor.kind === 'selfreport') claims.set(id, plot);
      });
    });
    draws.set(sensor.id, {
      sensor,
      site: new EnuFrame(sensor.latRad, sensor.lonRad, sensor.heightM),
      pool,
      fixed: fixedOf(sensor, pool),
      falsePer: turns > 0 ? pool.length / turns : 0,
      pHeight: seen > 0 ? heights / seen : 0,
      spin: random.between(0, TWO_PI),
      biasM: biased ? random.between(50, 130) * (random.chance(0.5) ? 1 : -1) : 0,
      biasRad: biased ? random.between(0.15, 0.4) * DEG_TO_RAD * (random.chance(0.5) ? 1 : -1) : 0,
      claims,
    });
  }
  return draws;
}

/** Which false plots are of many at one place: a fixed echo, which stays where it is. */
function fixedOf(sensor: Sensor, pool: readonly Plot[]): boolean[] {
  if (sensor.rotating || sensor.kind === 'bearing') return pool.map(() => false);
  const cellOf = (plot: Plot): string =>
    `${Math.round(plot.rangeM / (6 * sensor.sdRangeM))} ${Math.round(plot.azimuthRad / (6 * sensor.sdAzimuthRad))}`;
  const counts = new Map<string, number>();
  for (const plot of pool) counts.set(cellOf(plot), (counts.get(cellOf(plot)) ?? 0) + 1);
  return pool.map((plot) => counts.get(cellOf(plot))! > MANY);
}
/** more than even clutter puts in one cell over a scenario */
const MANY = 30;

const place = new Float64Array(3);
const ecef = new Float64Array(3);
const seen = { range: 0, azimuth: 0, elevation: 0, heightM: 0 };

function look(open: OpenScenario, path: Path, t: number, site: EnuFrame): boolean {
  if (!placeAt(path, t, open.rules.reportDt, place)) return false;
  open.origin.toEcef(place[0]!, place[1]!, place[2]!, ecef);
  open.origin.toGeodetic(place[0]!, place[1]!, place[2]!, place);
  seen.heightM = place[2]!;
  site.fromEcef(ecef[0]!, ecef[1]!, ecef[2]!, place);
  seen.range = Math.hypot(place[0]!, place[1]!, place[2]!);
  seen.azimuth = (Math.atan2(place[0]!, place[1]!) + TWO_PI) % TWO_PI;
  seen.elevation = Math.asin(place[2]! / seen.range);
  return true;
}

function inView(sensor: Sensor): boolean {
  const fov = sensor.fov;
  if (fov === null) return true;
  if (seen.range < fov.minRangeM || seen.range > fov.maxRangeM) return false;
  if (sensor.kind === 'bearing') return true;
  return seen.elevation >= fov.minElevationRad && seen.elevation <= fov.maxElevationRad;
}

function drawReport(
  open: OpenScenario,
  draw: Draw,
  path: Path,
  scan: Scan,
  r: Random,
): Plot | null {
  const said = draw.claims.get(path.id);
  if (said === undefined || !r.chance(draw.sensor.pd)) return null;
  const t = r.between(scan.fromAt, scan.toAt) / 1000;
  if (!look(open, path, t, draw.site)) return null;
  const sd = draw.sensor.sdPositionM;
  const sv = draw.sensor.sdVelocityMps;
  const here = geodeticAt(open, path, t);
  const soon = geodeticAt(open, path, t + 0.05);
  const radii = radiiAt(here.lat, here.h);
  return makePlot({
    ...said,
    at: t * 1000,
    receivedAt: scan.arrivedAt,
    latRad: here.lat + (r.normal() * sd) / radii.meridianM,
    lonRad: here.lon + (r.normal() * sd) / radii.parallelM,
    altM: here.h + r.normal() * draw.sensor.sdAltM,
    vEastMps: ((soon.lon - here.lon) * radii.parallelM) / 0.05 + r.normal() * sv,
    vNorthMps: ((soon.lat - here.lat) * radii.meridianM) / 0.05 + r.normal() * sv,
  });
}

function geodeticAt(
  open: OpenScenario,
  path: Path,
  t: number,
): { lat: number; lon: number; h: number } {
  placeAt(path, t, open.rules.reportDt, place);
  open.origin.toGeodetic(place[0]!, place[1]!, place[2]!, place);
  return { lat: place[0]!, lon: place[1]!, h: place[2]! };
}

function drawEcho(open: OpenScenario, draw: Draw, path: Path, scan: Scan, r: Random): Plot | null {
  const { sensor, site } = draw;
  let t = (scan.fromAt + scan.toAt) / 2000;
  if (!look(open, path, t, site)) return null;
  const width = scan.azimuthToRad - scan.azimuthFromRad;
  if (sensor.rotating) {
    const into = (seen.azimuth - scan.azimuthFromRad + TWO_PI) % TWO_PI;
    if (into >= width) return null;
    t = (scan.fromAt + (scan.toAt - scan.fromAt) * (into / width)) / 1000;
    look(open, path, t, site);
  }
  if (!inView(sensor) || !r.chance(sensor.pd)) return null;
  const azimuth = seen.azimuth + draw.biasRad + r.normal() * sensor.sdAzimuthRad;
  const common = {
    sourceId: sensor.id,
    sensorId: sensor.id,
    at: t * 1000,
    receivedAt: scan.arrivedAt,
    simulated: true,
    azimuthRad: (azimuth + TWO_PI) % TWO_PI,
    sdAzimuthRad: sensor.sdAzimuthRad,
  };
  if (sensor.kind === 'bearing') return makePlot({ ...common, form: PLOT_FORM.bearing });
  const polar = {
    ...common,
    rangeM: seen.range + draw.biasM + r.normal() * sensor.sdRangeM,
    sdRangeM: sensor.sdRangeM,
  };
  if (sensor.kind === 'radar3d')
    return makePlot({
      ...polar,
      form: PLOT_FORM.polar3d,
      environment: 'air',
      elevationRad: seen.elevation + r.normal() * sensor.sdElevationRad,
      sdElevationRad: sensor.sdElevationRad,
    });
  const tells = r.chance(draw.pHeight);
  return makePlot({
    ...polar,
    form: PLOT_FORM.polar2d,
    environment: draw.pHeight === 0 ? 'sea' : 'air',
    ...(tells ? { altM: seen.heightM + r.normal() * sensor.sdAltM, altKind: 'ellipsoid' } : {}),
    sdAltM: sensor.sdAltM,
  });
}

function drawFalse(draw: Draw, scan: Scan, r: Random): Plot {
  const { sensor } = draw;
  const index = r.below(draw.pool.length);
  const base = draw.pool[index]!;
  const stays = draw.fixed[index]!;
  const width = scan.azimuthToRad - scan.azimuthFromRad;
  const azimuth = sensor.rotating
    ? scan.azimuthFromRad + r.next() * width
    : stays
      ? base.azimuthRad + draw.spin + 0.5 * r.normal() * sensor.sdAzimuthRad
      : r.next() * TWO_PI;
  const at = sensor.rotating
    ? scan.fromAt +
      ((scan.toAt - scan.fromAt) * (azimuth - scan.azimuthFromRad)) / Math.max(width, 1e-9)
    : scan.toAt;
  return makePlot({
    ...base,
    at,
    receivedAt: scan.arrivedAt,
    azimuthRad: (azimuth + 2 * TWO_PI) % TWO_PI,
    rangeM: stays
      ? base.rangeM + 0.5 * r.normal() * sensor.sdRangeM
      : base.rangeM * r.between(0.95, 1.05),
    elevationRad: base.elevationRad + 0.5 * r.normal() * sensor.sdElevationRad,
  });
}

/** What a radar cannot tell apart: plots nearer than this in range and azimuth are one. */
export interface Cell {
  readonly rangeM: number;
  readonly azimuthRad: number;
}

/** Plots of one cell become one, in the middle of them. */
function mergeClose(plots: Plot[], cell: Cell): void {
  for (let i = 0; i < plots.length; i++)
    for (let k = plots.length - 1; k > i; k--) {
      const [a, b] = [plots[i]!, plots[k]!];
      if (Math.abs(a.rangeM - b.rangeM) > cell.rangeM) continue;
      if (Math.abs(a.azimuthRad - b.azimuthRad) > cell.azimuthRad) continue;
      plots[i] = {
        ...a,
        rangeM: (a.rangeM + b.rangeM) / 2,
        azimuthRad: (a.azimuthRad + b.azimuthRad) / 2,
        elevationRad: (a.elevationRad + b.elevationRad) / 2,
      };
      plots.splice(k, 1);
    }
}

/**
 * @param paths  truth in the origin's plane
 * @param biased draw a registration error for each radar (0.15 to 0.4 degrees, 50 to 130 m)
 */
export function drawSister(
  open: OpenScenario,
  paths: readonly Path[],
  seed: number,
  biased = false,
  cell: Cell | null = null,
): Drawn {
  const r = new Random(seed * 7919 + 17);
  const draws = survey(open, r, biased);
  const scans = open.scenario.scans.map((scan): Scan => {
    const draw = draws.get(scan.sensorId)!;
    const report = draw.sensor.kind === 'selfreport';
    const plots: Plot[] = [];
    for (const path of paths) {
      const plot = report
        ? drawReport(open, draw, path, scan, r)
        : drawEcho(open, draw, path, scan, r);
      if (plot !== null) plots.push(plot);
    }
    if (cell !== null) mergeClose(plots, cell);
    const share = (scan.azimuthToRad - scan.azimuthFromRad) / TWO_PI;
    const count = draw.falsePer > 0 ? r.poisson(draw.falsePer * share) : 0;
    for (let k = 0; k < count; k++) plots.push(drawFalse(draw, scan, r));
    // order in a scan says nothing of origin
    r.shuffle(plots);
    return { ...scan, plots };
  });
  const plots = scans.reduce((n, s) => n + s.plots.length, 0);
  return {
    scenario: { ...open.scenario, scans, plots },
    rules: open.rules,
    truth: truthOf(open, paths),
  };
}

export function scoreDrawn(drawn: Drawn, tracks: readonly ScorePoint[]): Score {
  const scorer = new Scorer(drawn.rules);
  for (const point of drawn.truth) scorer.addTruth(point);
  for (const track of tracks) scorer.addTrack(track);
  return scorer.finish();
}

/**
 * Truth of the kind of S2: aircraft that fly straight and level through one point at nearly one time, four pairs side
 * by side at 3 to 10 degrees, two single ones. Closest pass of a pair 15 to 150 m.
 */
export function crossingPaths(open: OpenScenario, seed: number, least = 3, most = 10): Path[] {
  const r = new Random(seed * 104_729 + 5);
  const { reportT0, reportDt, reports } = open.rules;
  const paths: Path[] = [];
  const bearing = r.between(0, TWO_PI);
  const far = r.between(25_000, 36_000);
  const [ce, cn] = [far * Math.sin(bearing), far * Math.cos(bearing)];
  const tc = reportT0 + 0.5 * reportDt * reports;
  const add = (heading: number, speed: number, off: number, late: number, height: number): void => {
    const path: Path = { id: `T${String(paths.length).padStart(5, '0')}`, t: [], s: [] };
    const ve = speed * Math.sin(heading);
    const vn = speed * Math.cos(heading);
    for (let k = 0; k < reports; k++) {
      const t = reportT0 + k * reportDt;
      const e = ce + off * Math.cos(heading) + ve * (t - tc - late);
      const n = cn - off * Math.sin(heading) + vn * (t - tc - late);
      path.t.push(t);
      const drop = (e * e + n * n) / (2 * 6_371_000);
      path.s.push(e, n, height - drop, ve, vn, (-(e * ve + n * vn) / 6_371_000) * 1);
    }
    paths.push(path);
  };
  for (let pair = 0; pair < 4; pair++) {
    const heading = (pair * TWO_PI) / 8 + r.between(0, TWO_PI / 8) + (r.chance(0.5) ? Math.PI : 0);
    const turn = r.between(least, most) * DEG_TO_RAD;
    const speed = r.between(110, 160);
    const late = r.between(-8, 8);
    const height = r.between(2950, 3050);
    const off = r.between(15, 150) * (r.chance(0.5) ? 1 : -1);
    add(heading - turn / 2, speed * r.between(0.97, 1.03), off / 2, late, height);
    add(
      heading + turn / 2,
      speed * r.between(0.97, 1.03),
      -off / 2,
      late,
      height + r.between(-50, 50),
    );
  }
  const heading = r.between(0, TWO_PI);
  add(heading, r.between(110, 160), r.between(-800, 800), r.between(-5, 5), 3060);
  add(heading + Math.PI, r.between(110, 160), r.between(-800, 800), r.between(-5, 5), 3010);
  return paths;
}
