// Hot path: at most once a second and confirmed track, 0.3 us: look-ups in tables made at start, no allocation.
/**
 * What each track is: probabilities of bird, drone, aircraft, vessel, unknown, by recursive Bayes.
 *
 * How it moves. Per look the log likelihoods of speed, climb, height above the sensor's site and acceleration are
 * added, each density widened by the figure's own variance. Looks at one object are not independent: what counts is
 * their mean, faded over FADE_S, times the number of independent looks they are worth, one each APART_S, at most
 * MOST_LOOKS. So a bird that is watched for an hour does not become as sure as a drone that hovers, and what an object
 * did long ago is forgotten. Memory is fixed: 12 numbers a track.
 *
 * What is said of it. Identities and the words of sources stand once, however often they are said, and with the chance
 * LIE nothing that is said means anything: claims alone move no kind beyond about 100 to 1. Claims of a track with
 * findings against them (spoof suspicion) do not count.
 */
import {
  ENVIRONMENTS,
  KINDS,
  type ClassClaim,
  type Environment,
  type FindingCode,
  type KindProbabilities,
} from '../model/index.ts';
import type { Detail } from './details.ts';
import { NP, NX } from './filter.ts';
import {
  ACCELERATION,
  CLAIM,
  CLIMB,
  type Curve,
  type Curves,
  HEIGHT,
  PRIOR,
  SPEED,
  WORDS,
} from './kind-curves.ts';
import type { SensorState } from './sensors.ts';
import type { Tables } from './tables.ts';

const N = KINDS.length;
const EVERY_S = 1;
const FADE_S = 120;
const APART_S = 30;
const MOST_LOOKS = 2;
/** chance that what is said of an object, by itself or by a sensor's classifier, is wrong altogether */
const LIE = 0.05;
/** shared out among all kinds at the end: none is surer than 0.99, none ruled out */
const DOUBT = 0.0125;
/** velocity is compared over at least this long, s: sooner the difference is noise */
const TURN_S = 4;
/** chance that a vessel's height is measured, of that of anything else, as a logarithm: few sensors give one */
const VESSEL_HEIGHT = Math.log(0.15);
const VESSEL = KINDS.indexOf('vessel');
/** sd of the ground under an object against the height of the sensor's site, and where there is no site, m */
const GROUND_SD_M = 30;
const NO_SITE_SD_M = 400;

export interface KindMemory {
  /** per slot and kind: faded sum of log likelihoods; and per slot the faded sum of their weights */
  readonly logs: Float64Array;
  readonly weight: Float64Array;
  /** birth number that the slot's sums are of */
  readonly number: Uint32Array;
  readonly firstS: Float64Array;
  readonly lastS: Float64Array;
  /** velocity (m/s, plane), its variance and its time, which the next one is compared with */
  readonly turnS: Float64Array;
  readonly east: Float64Array;
  readonly north: Float64Array;
  readonly variance: Float64Array;
  /** likeliest kind and its probability in tenths when readers were last told: 16 kind + tenths */
  readonly told: Uint8Array;
  /** looks, wrapping round */
  readonly looks: Uint8Array;
}

export function makeKindMemory(capacity: number): KindMemory {
  const f64 = (per = 1): Float64Array => new Float64Array(capacity * per);
  return {
    logs: f64(N),
    weight: f64(),
    number: new Uint32Array(capacity),
    firstS: f64(),
    lastS: f64(),
    turnS: f64(),
    east: f64(),
    north: f64(),
    variance: f64(),
    told: new Uint8Array(capacity),
    looks: new Uint8Array(capacity),
  };
}

/** Log densities of one figure on a grid: sd of the figure in doubling steps, its value in steps of its root. */
interface Table {
  readonly values: Float32Array;
  /** log2 of the least sd */
  readonly leastLog: number;
  readonly perRoot: number;
  readonly bins: number;
}

const LEVELS = 8;
/** every fourth look */
const TELL_MASK = 3;

function makeTable(curves: Curves, most: number, bins: number, leastSd: number): Table {
  const perRoot = (bins - 1) / Math.sqrt(most);
  const values = new Float32Array(LEVELS * bins * N);
  for (let level = 0; level < LEVELS; level++) {
    const variance = (leastSd * 2 ** level) ** 2;
    for (let bin = 0; bin < bins; bin++) {
      const value = (bin / perRoot) ** 2;
      KINDS.forEach((kind, k) => {
        values[(level * bins + bin) * N + k] = logDensity(curves[kind], value, variance);
      });
    }
  }
  return { values, leastLog: Math.log2(leastSd), perRoot, bins };
}

/** A figure that no kind expects says nothing rather than everything. */
const LEAST_DENSITY = 1e-6;

/** Of the figure's size: what lies below nought is folded onto what lies above. */
function logDensity(curves: readonly Curve[], value: number, variance: number): number {
  let sum = 0;
  for (const [weight, mean, sd] of curves) {
    const v = sd * sd + variance;
    const a = Math.exp((-(value - mean) * (value - mean)) / (2 * v));
    const b = Math.exp((-(value + mean) * (value + mean)) / (2 * v));
    sum += (weight * (a + b)) / Math.sqrt(2 * Math.PI * v);
  }
  return Math.log(sum + LEAST_DENSITY);
}

const speedTable = makeTable(SPEED, 400, 96, 0.5);
const heightTable = makeTable(HEIGHT, 16_000, 96, 10);
const climbTable = makeTable(CLIMB, 40, 48, 0.25);
const accelerationTable = makeTable(ACCELERATION, 40, 48, 0.05);

const look = new Float64Array(N);

function addFigure(table: Table, value: number, variance: number): void {
  const level = Math.round(0.5 * Math.log2(variance) - table.leastLog);
  const row = level < 0 ? 0 : level;
  // so vague a figure says next to nothing
  if (!(row < LEVELS)) return;
  const bin = Math.round(Math.sqrt(Math.abs(value)) * table.perRoot);
  const at = (row * table.bins + (bin < table.bins ? bin : table.bins - 1)) * N;
  for (let k = 0; k < N; k++) look[k] = look[k]! + table.values[at + k]!;
}

/** Takes in how a track moves after a used plot; does nothing when it was asked less than a second before. */
export function watchKind(t: Tables, slot: number, sensor: SensorState): void {
  const { store, kinds } = t;
  const now = store.time[slot]!;
  if (kinds.number[slot] !== store.number[slot]) start(t, slot, now);
  const since = now - kinds.lastS[slot]!;
  if (since < EVERY_S) return;
  const xi = slot * NX;
  const pi = slot * NP;
  const x = store.xc;
  const p = store.pc;
  look.fill(0);
  const east = x[xi + 3]!;
  const north = x[xi + 4]!;
  const variance = (p[pi + 15]! + p[pi + 18]!) / 2;
  addFigure(speedTable, Math.sqrt(east * east + north * north), variance);
  if (store.hasHeight[slot] === 1) {
    addFigure(climbTable, x[xi + 5]!, p[pi + 20]!);
    const ground = sensor.site === null ? 0 : sensor.site.heightM;
    const sd = sensor.site === null ? NO_SITE_SD_M : GROUND_SD_M;
    addFigure(heightTable, Math.max(x[xi + 2]! - ground, 0), p[pi + 5]! + sd * sd);
  }
  const dt = now - kinds.turnS[slot]!;
  if (dt >= TURN_S) {
    const de = (east - kinds.east[slot]!) / dt;
    const dn = (north - kinds.north[slot]!) / dt;
    const spread = (variance + kinds.variance[slot]!) / (dt * dt);
    addFigure(accelerationTable, Math.sqrt(de * de + dn * dn), spread);
    keepVelocity(t, slot, now, variance);
  }
  const fade = Math.exp(-since / FADE_S);
  const weight = since < APART_S ? since : APART_S;
  for (let k = 0; k < N; k++)
    kinds.logs[slot * N + k] = kinds.logs[slot * N + k]! * fade + weight * look[k]!;
  kinds.weight[slot] = kinds.weight[slot]! * fade + weight;
  kinds.lastS[slot] = now;
  tell(t, slot);
}

function start(t: Tables, slot: number, now: number): void {
  const { kinds, store } = t;
  kinds.number[slot] = store.number[slot]!;
  kinds.logs.fill(0, slot * N, slot * N + N);
  kinds.weight[slot] = 0;
  kinds.firstS[slot] = now;
  kinds.lastS[slot] = now - EVERY_S;
  kinds.told[slot] = 0;
  kinds.looks[slot] = 0;
  keepVelocity(t, slot, now, (store.pc[slot * NP + 15]! + store.pc[slot * NP + 18]!) / 2);
}

function keepVelocity(t: Tables, slot: number, now: number, variance: number): void {
  const { kinds, store } = t;
  kinds.turnS[slot] = now;
  kinds.east[slot] = store.xc[slot * NX + 3]!;
  kinds.north[slot] = store.xc[slot * NX + 4]!;
  kinds.variance[slot] = variance;
}

const posterior = new Float64Array(N);

/**
 * Readers are told anew when the likeliest kind changes, or its probability by a tenth or so; asked for every few looks
 * of a track since it costs as much as a look.
 */
function tell(t: Tables, slot: number): void {
  const { kinds, store } = t;
  kinds.looks[slot] = kinds.looks[slot]! + 1;
  if ((kinds.looks[slot]! & TELL_MASK) !== 1) return;
  fillPosterior(t, slot, t.details.of(slot));
  let best = 0;
  for (let k = 1; k < N; k++) if (posterior[k]! > posterior[best]!) best = k;
  const before = kinds.told[slot]!;
  const tenths = posterior[best]! * 10;
  if (before >> 4 === best && Math.abs((before & 15) + 0.5 - tenths) < 0.8) return;
  kinds.told[slot] = 16 * best + Math.floor(tenths);
  store.detailVersion[slot] = store.detailVersion[slot]! + 1;
}

/** Probabilities of the kinds of a track, into `posterior`. */
function fillPosterior(t: Tables, slot: number, what: Said | undefined): void {
  const { kinds, store } = t;
  takePrior(store.environment[slot]!);
  if (store.hasHeight[slot] === 1) posterior[VESSEL] = posterior[VESSEL]! + VESSEL_HEIGHT;
  if (what !== undefined) addSaid(what);
  if (kinds.number[slot] === store.number[slot] && kinds.weight[slot]! > 0) {
    const age = kinds.lastS[slot]! - kinds.firstS[slot]!;
    const looks = Math.min(1 + age / APART_S, MOST_LOOKS);
    for (let k = 0; k < N; k++)
      posterior[k] = posterior[k]! + (looks * kinds.logs[slot * N + k]!) / kinds.weight[slot]!;
  }
  leaveDoubt();
}

const priors = Float64Array.from(
  PRIOR.flatMap((prior) => KINDS.map((kind) => Math.log(prior[kind]))),
);

function takePrior(environment: number): void {
  const at = environment < PRIOR.length ? environment * N : 0;
  for (let k = 0; k < N; k++) posterior[k] = priors[at + k]!;
}

function leaveDoubt(): void {
  normalise(posterior);
  for (let k = 0; k < N; k++) posterior[k] = posterior[k]! * (1 - DOUBT) + DOUBT / N;
}

/** Logarithms to probabilities, in place. */
function normalise(values: Float64Array): void {
  let top = -Infinity;
  for (let k = 0; k < N; k++) if (values[k]! > top) top = values[k]!;
  let sum = 0;
  for (let k = 0; k < N; k++) {
    values[k] = Math.exp(values[k]! - top);
    sum += values[k]!;
  }
  for (let k = 0; k < N; k++) values[k] = values[k]! / sum;
}

const DECEIT: ReadonlySet<FindingCode> = new Set([
  'claim-jump',
  'claim-shared',
  'no-echo',
  'position-disagrees',
  'impossible-speed',
]);
/** findings of deceit after which what the object says of itself does not count */
const PROOF = 3;

/** What is said of a track, and what was found against it. */
type Said = Pick<Detail, 'claims' | 'classes' | 'findings'>;

const said = new Float64Array(N);

/** Adds to the logarithms in `posterior` what identities and words say. */
function addSaid(what: Said): void {
  const { claims, classes } = what;
  said.fill(1);
  let any = false;
  const caught = what.findings.some((one) => DECEIT.has(one.code) && one.count >= PROOF);
  for (const register of REGISTERS) {
    if (claims[register] === undefined || caught) continue;
    any = true;
    for (let k = 0; k < N; k++) said[k] = said[k]! * CLAIM[register][KINDS[k]!];
  }
  // words of one that was caught lying are its own lies too, unless sensors gave them: then it has no identity
  if (classes.length > 0 && !caught) {
    any = true;
    addWords(classes);
  }
  if (!any) return;
  let sum = 0;
  for (let k = 0; k < N; k++) sum += said[k]!;
  for (let k = 0; k < N; k++)
    posterior[k] = posterior[k]! + Math.log(((1 - LIE) * said[k]!) / sum + LIE / N);
}

const REGISTERS = ['icao', 'mmsi', 'uasId'] as const;
const called = new Float64Array(N);

/** Words with their confidence; what they leave over goes to all kinds alike. */
function addWords(classes: readonly ClassClaim[]): void {
  called.fill(0);
  let sum = 0;
  for (const { type, confidence } of classes) {
    const kind = kindOf(type);
    if (kind < 0) continue;
    called[kind] = called[kind]! + confidence;
    sum += confidence;
  }
  const scale = sum > 1 ? 1 / sum : 1;
  const rest = Math.max(1 - sum, 0) / N;
  for (let k = 0; k < N; k++) said[k] = said[k]! * (called[k]! * scale + rest + 1e-3);
}

/** Words met before, and their kind; bounded, since sources may say anything. */
const words = new Map<string, number>();
const MAX_WORDS = 1000;

function kindOf(word: string): number {
  const known = words.get(word);
  if (known !== undefined) return known;
  const fits = WORDS.find(([pattern]) => pattern.test(word));
  const kind = fits === undefined ? -1 : KINDS.indexOf(fits[1]);
  if (words.size >= MAX_WORDS) words.clear();
  words.set(word, kind);
  return kind;
}

/** Probabilities of the kinds of a track, as readers get them: to three digits. */
export function kindsOf(t: Tables, slot: number, what: Said): KindProbabilities {
  fillPosterior(t, slot, what);
  return rounded();
}

/** By what is said alone: of an object whose movement others watch. */
export function kindsSaid(what: Said, environment: Environment): KindProbabilities {
  takePrior(ENVIRONMENTS.indexOf(environment));
  addSaid(what);
  leaveDoubt();
  return rounded();
}

function rounded(): KindProbabilities {
  const round = (k: number): number => Math.round(posterior[k]! * 1000) / 1000;
  return {
    bird: round(0),
    drone: round(1),
    aircraft: round(2),
    vessel: round(3),
    unknown: round(4),
  };
}
