import type { Json } from '../base/index.ts';

/**
 * The body of a ledger fact, read back. Facts are our own: another type than expected means a fact of a later version
 * or a damaged ledger, and reads as empty rather than as a throw.
 */
export type Body = { readonly [key: string]: Json };

export function bodyText(body: Body, key: string): string {
  const value = body[key];
  return typeof value === 'string' ? value : '';
}

export function bodyTextOrNull(body: Body, key: string): string | null {
  const value = body[key];
  return typeof value === 'string' ? value : null;
}

export function bodyNumber(body: Body, key: string): number {
  const value = body[key];
  return typeof value === 'number' ? value : 0;
}

export function bodyNumberOrNull(body: Body, key: string): number | null {
  const value = body[key];
  return typeof value === 'number' ? value : null;
}

export function bodyList<T extends string | number>(body: Body, key: string): readonly T[] {
  const value = body[key];
  return Array.isArray(value) ? (value as readonly T[]) : [];
}
