/**
 * The slow part of each track: claims, sources, findings. Touched once per plot that brings claims, and once per
 * used plot for the source counts.
 */
import type { Claims, ClassClaim, FindingCode, Plot } from '../model/index.ts';

const MAX_SOURCES = 24;
const MAX_FINDINGS = 16;

interface MutableFinding {
  code: FindingCode;
  firstAt: number;
  lastAt: number;
  count: number;
  text: string;
}
interface MutableSource {
  sensorId: string;
  sourceId: string;
  lastAt: number;
  plots: number;
}

export interface Detail {
  claims: { -readonly [K in keyof Claims]: Claims[K] };
  sources: MutableSource[];
  findings: MutableFinding[];
  classes: readonly ClassClaim[];
  /** self-reports in a row that agreed with the track, and the run of those that did not */
  agreed: number;
  jump: Jump | null;
  /** the last self-report of the identity, and whether measuring sensors had the track when it agreed */
  said: Said | null;
}

/** Where an object last said it was, and moved, m/s east and north (NaN: did not say). */
export interface Said {
  atS: number;
  latRad: number;
  lonRad: number;
  speedMps: number;
  /** plots of measuring sensors that the track had when it last agreed with a report */
  echoes: number;
}

/** A run of self-reports away from the track that holds their identity. */
export interface Jump {
  count: number;
  firstS: number;
  lastS: number;
  latRad: number;
  lonRad: number;
}

/** Identities remembered; at the bound the one bound first is forgotten. */
const MAX_IDS = 200_000;

export class DetailBook {
  readonly #details: (Detail | undefined)[];
  readonly #holder = new Map<string | number, number>();

  constructor(capacity: number) {
    this.#details = Array.from({ length: capacity }, () => undefined);
  }

  of(slot: number): Detail | undefined {
    return this.#details[slot];
  }

  make(slot: number): Detail {
    const made = this.#details[slot] ?? {
      claims: {},
      sources: [],
      findings: [],
      classes: [],
      agreed: 0,
      jump: null,
      said: null,
    };
    this.#details[slot] = made;
    return made;
  }

  clear(slot: number): void {
    const detail = this.#details[slot];
    if (detail === undefined) return;
    for (const key of idKeys(detail.claims))
      if (this.#holder.get(key) === slot) this.#holder.delete(key);
    this.#details[slot] = undefined;
  }

  /** Takes over the identities, claims, sources and findings of a track that is merged into another. */
  join(stays: number, goes: number): void {
    const from = this.#details[goes];
    if (from === undefined) return;
    const to = this.make(stays);
    for (const key of idKeys(from.claims)) if (this.holder(key) === goes) this.bind(key, stays);
    to.claims = { ...from.claims, ...to.claims };
    for (const source of from.sources)
      if (
        !to.sources.some((s) => s.sensorId === source.sensorId) &&
        to.sources.length < MAX_SOURCES
      )
        to.sources.push(source);
    for (const f of from.findings)
      if (!to.findings.some((g) => g.code === f.code) && to.findings.length < MAX_FINDINGS)
        to.findings.push(f);
    to.agreed = Math.max(to.agreed, from.agreed);
  }

  /** Slot that holds this identity, -1 when none. */
  holder(key: string | number): number {
    return this.#holder.get(key) ?? -1;
  }

  bind(key: string | number, slot: number): void {
    if (this.#holder.size >= MAX_IDS && !this.#holder.has(key)) {
      const oldest = this.#holder.keys().next().value;
      if (oldest !== undefined) this.#holder.delete(oldest);
    }
    this.#holder.set(key, slot);
  }

  /** An identity turns out to be another track's: what was said under it is no longer said of this one. */
  release(slot: number, keys: readonly (string | number)[]): void {
    for (const key of keys) if (this.#holder.get(key) === slot) this.#holder.delete(key);
    const detail = this.#details[slot];
    if (detail === undefined) return;
    detail.claims = {};
    detail.agreed = 0;
    detail.jump = null;
    detail.said = null;
  }

  /** Counts a used plot; takes over its claims. @returns true when something a reader sees has changed */
  note(slot: number, plot: Plot): boolean {
    const detail = this.make(slot);
    let changed = false;
    let source = detail.sources.find((s) => s.sensorId === plot.sensorId);
    if (source === undefined) {
      source = { sensorId: plot.sensorId, sourceId: plot.sourceId, lastAt: plot.at, plots: 0 };
      if (detail.sources.length >= MAX_SOURCES) dropOldest(detail.sources);
      detail.sources.push(source);
      changed = true;
    }
    source.plots++;
    if (plot.at > source.lastAt) source.lastAt = plot.at;
    if (plot.claims !== null && mergeClaims(detail, plot.claims)) changed = true;
    return changed;
  }

  find(slot: number, code: FindingCode, at: number, text: string): void {
    const detail = this.make(slot);
    const known = detail.findings.find((f) => f.code === code);
    if (known !== undefined) {
      known.lastAt = Math.max(known.lastAt, at);
      known.count++;
      known.text = text;
      return;
    }
    if (detail.findings.length >= MAX_FINDINGS) dropOldest(detail.findings);
    detail.findings.push({ code, firstAt: at, lastAt: at, count: 1, text });
  }
}

function dropOldest(list: { lastAt: number }[]): void {
  let oldest = 0;
  list.forEach((item, i) => {
    if (item.lastAt < list[oldest]!.lastAt) oldest = i;
  });
  list.splice(oldest, 1);
}

/** Claims that readers of a track are not shown: that they change is no news. */
const UNSHOWN = new Set<keyof Claims>([
  'behaviours',
  'signals',
  'detectionConfidence',
  'navStatus',
]);

function mergeClaims(detail: Detail, claims: Claims): boolean {
  let changed = false;
  for (const key of Object.keys(claims) as (keyof Claims)[]) {
    const value = claims[key];
    if (value === undefined) continue;
    if (key === 'classes') {
      // Said again, a word gains weight: it counts although it is the same.
      const classes = blendClasses(detail.classes, claims.classes!);
      if (!isSame(classes.map(inSteps), detail.classes.map(inSteps))) changed = true;
      detail.classes = classes;
    }
    if (isSame(value, detail.claims[key])) continue;
    (detail.claims as Record<string, unknown>)[key] = value;
    if (key !== 'classes' && !UNSHOWN.has(key)) changed = true;
  }
  return changed;
}

/** Confidence in steps of 0.05: finer drift is no news. */
function inSteps({ type, confidence }: ClassClaim): string {
  return `${type} ${Math.floor(confidence * 20 + 1e-9)}`;
}

/** Whether a claim says nothing new. Lists (classes, behaviours, signals) are made anew for every plot: by content. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((one, i) => isSame(one, b[i]));
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null)
    return typeof a === 'number' && Number.isNaN(a) && typeof b === 'number' && Number.isNaN(b);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isSame((a as Fields)[key], (b as Fields)[key]))
  );
}

type Fields = { readonly [key: string]: unknown };

/** Weight of a new word against what was said before: one doubtful look does not make a bird a drone. */
const CLASS_WEIGHT = 0.25;
const MAX_CLASSES = 8;

/** What kind of object it is, over looks: the newest word counts a quarter. Bound: the likeliest 8 are kept. */
function blendClasses(before: readonly ClassClaim[], said: readonly ClassClaim[]): ClassClaim[] {
  if (before.length === 0) return [...said];
  const sum = new Map(before.map((one) => [one.type, one.confidence * (1 - CLASS_WEIGHT)]));
  for (const one of said)
    sum.set(one.type, (sum.get(one.type) ?? 0) + one.confidence * CLASS_WEIGHT);
  return [...sum]
    .map(([type, confidence]) => ({ type, confidence }))
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, MAX_CLASSES)
    .filter((one) => one.confidence > 0.01);
}

/**
 * The identities a plot names, as keys of the holder map: aircraft address and MMSI as numbers (apart by 2^32),
 * Remote ID serials as text.
 */
export function idKeys(claims: Claims): (string | number)[] {
  const keys: (string | number)[] = [];
  if (claims.icao !== undefined) keys.push(claims.icao);
  if (claims.mmsi !== undefined) keys.push(claims.mmsi + 2 ** 32);
  if (claims.uasId !== undefined) keys.push(claims.uasId);
  return keys;
}

/** True when two sets of claims name different objects in the same register. */
export function conflicts(a: Claims, b: Claims): boolean {
  return (
    (a.icao !== undefined && b.icao !== undefined && a.icao !== b.icao) ||
    (a.mmsi !== undefined && b.mmsi !== undefined && a.mmsi !== b.mmsi) ||
    (a.uasId !== undefined && b.uasId !== undefined && a.uasId !== b.uasId) ||
    (a.icao !== undefined && b.mmsi !== undefined) ||
    (a.mmsi !== undefined && b.icao !== undefined)
  );
}

/** True when both name an object of one register, and another one: two addresses, two MMSI, two serials. */
export function sameRegister(a: Claims, b: Claims): boolean {
  return (
    (a.icao !== undefined && b.icao !== undefined && a.icao !== b.icao) ||
    (a.mmsi !== undefined && b.mmsi !== undefined && a.mmsi !== b.mmsi) ||
    (a.uasId !== undefined && b.uasId !== undefined && a.uasId !== b.uasId)
  );
}
