import type { Json } from '../../base/index.ts';
import { GEO_BOUNDS, type GeoFinding, type LangText } from './record.ts';

export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Findings of one file, and which zone is being read. */
export class Reading {
  readonly findings: GeoFinding[] = [];
  /** something was not loaded */
  lost = false;
  zone: number | null = null;
  identifier: string | null = null;
  points = 0;
  #left = 0;

  warn(path: string, text: string): void {
    this.#add('warning', path, text);
  }

  /** A zone, or a part of one, is not loaded. */
  lose(path: string, text: string): void {
    this.lost = true;
    this.#add('error', path, text);
  }

  #add(severity: 'error' | 'warning', path: string, text: string): void {
    if (this.findings.length >= GEO_BOUNDS.findings) {
      this.#left++;
      return;
    }
    const { zone, identifier } = this;
    this.findings.push({ severity, zone, identifier, path, text });
  }

  /** Says how many findings there was no room for. */
  finish(): void {
    if (this.#left === 0) return;
    const text = `${this.#left} further findings are not listed`;
    this.findings.push({ severity: 'warning', zone: null, identifier: null, path: '', text });
  }
}

/** A text that a file gives as a string, a number, a {text, lang} or a list of those. */
export function readTexts(value: Json | undefined): LangText[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [{ text: value, lang: '' }];
  if (typeof value === 'number') return [{ text: String(value), lang: '' }];
  if (isList(value)) return value.flatMap((one) => readTexts(one));
  if (!isObject(value) || typeof value['text'] !== 'string' || value['text'].trim() === '')
    return [];
  return [{ text: value['text'], lang: typeof value['lang'] === 'string' ? value['lang'] : '' }];
}

/** The first text that is there. */
export function firstText(object: JsonObject, keys: readonly string[]): string | null {
  for (const key of keys) {
    const found = readTexts(object[key])[0];
    if (found !== undefined) return found.text.trim();
  }
  return null;
}

/** A number, also one written as text (decimal point, spaces or a comma between thousands). */
export function readNumber(value: Json | undefined, path: string, reading: Reading): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const plain = value
    .trim()
    .replace(/[\s_](?=\d{3}\b)/g, '')
    .replace(/,(?=\d{3}\b)/g, '');
  const number = Number(plain);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) || !Number.isFinite(number)) {
    reading.warn(path, `"${value.slice(0, 40)}" is no number`);
    return null;
  }
  reading.warn(path, 'a number written as text');
  return number;
}

/** The keys of an object that nobody has read, as they are. */
export function restOf(object: JsonObject, read: readonly string[]): { [key: string]: Json } {
  const out: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(object)) {
    if (!read.includes(key) && value !== null && value !== undefined) out[key] = value;
  }
  return out;
}
