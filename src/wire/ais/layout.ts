/**
 * Bit layouts as tables, one row a field in order of transmission. They drive the encoder, the slow plain decoder that
 * the fast one is tested against, and the messages and applications that are too rare to deserve a fast one.
 */
import { BitWriter, type Payload, readBits, readFlag, readSigned, readText } from './bits.ts';

/**
 * - u unsigned, i signed: value = raw / divide + add; `none` is the raw code for "not available"
 * - b flag · t text (bits a multiple of six; `fill` its unused characters) · x spare
 */
export interface Field {
  readonly key: string;
  readonly kind: 'u' | 'i' | 'b' | 't' | 'x';
  readonly bits: number;
  readonly divide: number;
  readonly add: number;
  readonly none: number | null;
  /** another raw code that says so too, such as "no sensor" */
  readonly alsoNone: number | null;
}
export type Layout = readonly Field[];

interface Scale {
  readonly divide?: number;
  readonly add?: number;
  readonly none?: number;
  readonly alsoNone?: number;
}

function field(kind: Field['kind'], key: string, bits: number, scale: Scale = {}): Field {
  return {
    key,
    kind,
    bits,
    divide: scale.divide ?? 1,
    add: scale.add ?? 0,
    none: scale.none ?? null,
    alsoNone: scale.alsoNone ?? null,
  };
}
export const u = (key: string, bits: number, scale?: Scale): Field => field('u', key, bits, scale);
export const i = (key: string, bits: number, scale?: Scale): Field => field('i', key, bits, scale);
export const b = (key: string): Field => field('b', key, 1);
export const t = (key: string, chars: number): Field => field('t', key, chars * 6);
export const x = (bits: number): Field => field('x', '', bits);

export type Value = number | boolean | string | null;
export type Values = Record<string, Value>;

export function bitsOf(layout: Layout): number {
  return layout.reduce((sum, row) => sum + row.bits, 0);
}

/** Reads every row from bit `at` into an object; a row that begins behind the payload's end reads as null. */
export function readLayout(layout: Layout, payload: Payload, at: number): Values {
  const out: Values = {};
  for (const row of layout) {
    if (row.kind !== 'x') out[row.key] = at < payload.bits ? readField(row, payload, at) : null;
    at += row.bits;
  }
  return out;
}

function readField(row: Field, payload: Payload, at: number): Value {
  const { bytes } = payload;
  switch (row.kind) {
    case 'b':
      return readFlag(bytes, at);
    case 't':
      return readText(bytes, at, Math.floor(Math.min(row.bits, payload.bits - at) / 6));
    case 'x':
      return null;
    case 'u':
    case 'i': {
      const raw =
        row.kind === 'u' ? readBits(bytes, at, row.bits) : readSigned(bytes, at, row.bits);
      return raw === row.none || raw === row.alsoNone ? null : raw / row.divide + row.add;
    }
  }
}

/** Writes every row; what is null or absent is written as the row's "not available" code, else as 0. */
export function writeLayout(layout: Layout, values: object, writer: BitWriter): void {
  const given = values as Readonly<Record<string, Value | undefined>>;
  for (const row of layout) {
    const value = row.kind === 'x' ? null : (given[row.key] ?? null);
    if (row.kind === 't') writer.putText(typeof value === 'string' ? value : null, row.bits / 6);
    else if (row.kind === 'b') writer.putFlag(value === true);
    else if (typeof value !== 'number' || Number.isNaN(value)) writeNone(row, writer);
    else {
      const raw = (value - row.add) * row.divide;
      if (row.kind === 'i') writer.putSigned(raw, row.bits);
      else writer.put(raw, row.bits);
    }
  }
}

function writeNone(row: Field, writer: BitWriter): void {
  if (row.kind === 'i') writer.putSigned(row.none ?? 0, row.bits);
  else writer.put(row.none ?? 0, row.bits);
}
