/**
 * The expression of `tocsin decode --filter`:
 *
 *   either  = both { "or" both }
 *   both    = single { "and" single }
 *   single  = "not" single | "(" either ")" | NAME [ operator value ]
 *   operator: = != < <= > >= and ~ (regular expression, letter case ignored)
 *
 * A NAME is format, type, category, address, source, time, packet, or the path of an item: `I048/040/RHO`, `040/RHO`,
 * `altitudeFt`, `content/callsign`. A path may begin at any depth and goes through lists; a bare name asks whether it is
 * there (and not null, false or empty). A comparison is true when any value found meets it.
 */
import { fail, ok, type Result } from '../../base/index.ts';
import type { Shown } from './shown.ts';

export interface Filtered {
  readonly shown: Shown;
  readonly packet: number | null;
}
export type Filter = (one: Filtered) => boolean;

interface Token {
  readonly kind: 'word' | 'text' | 'operator' | 'open' | 'close';
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /\s*(?:(\()|(\))|(!=|<=|>=|==|=|<|>|~)|"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s()=!<>~"']+))/y;
const MOST_DEPTH = 64;

export interface CompiledFilter {
  readonly matches: Filter;
  /** Names that were looked for and found in no record so far: misspelt, most likely. */
  readonly unmet: () => string[];
}

/** Fault: what is wrong and where, for a person. */
export function compileFilter(expression: string): Result<CompiledFilter, string> {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(expression);
    if (match === null) return fail(`cannot read "${expression.slice(at, at + 20)}" at ${at + 1}`);
    const [, open, close, operator, double, single, word] = match;
    if (open !== undefined) tokens.push({ kind: 'open', text: open, at });
    else if (close !== undefined) tokens.push({ kind: 'close', text: close, at });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator, at });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at });
    else tokens.push({ kind: 'text', text: double?.replace(/\\(.)/g, '$1') ?? single ?? '', at });
  }
  const parser = new Parser(tokens);
  const matches = parser.either(0);
  if (parser.trouble !== null) return fail(parser.trouble);
  const rest = parser.peek();
  if (rest !== undefined) return fail(`"${rest.text}" at ${rest.at + 1} is too much`);
  const unmet = (): string[] =>
    parser.names.flatMap(({ name, looked, met }) => (looked && !met ? [name] : []));
  return ok({ matches, unmet });
}

const NEVER: Filter = () => false;

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  trouble: string | null = null;
  readonly names: { readonly name: string; looked: boolean; met: boolean }[] = [];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  #isWord(text: string): boolean {
    const token = this.peek();
    return token?.kind === 'word' && token.text.toLowerCase() === text;
  }

  #wrong(text: string): Filter {
    this.trouble ??= text;
    return NEVER;
  }

  either(depth: number): Filter {
    let left = this.#both(depth);
    while (this.#isWord('or')) {
      this.#next++;
      const [a, b] = [left, this.#both(depth)];
      left = (one) => a(one) || b(one);
    }
    return left;
  }

  #both(depth: number): Filter {
    let left = this.#single(depth);
    while (this.#isWord('and')) {
      this.#next++;
      const [a, b] = [left, this.#single(depth)];
      left = (one) => a(one) && b(one);
    }
    return left;
  }

  #single(depth: number): Filter {
    if (depth > MOST_DEPTH) return this.#wrong('too deeply nested');
    const token = this.peek();
    if (token === undefined) return this.#wrong('the expression ends too early');
    this.#next++;
    if (token.kind === 'word' && token.text.toLowerCase() === 'not') {
      const inner = this.#single(depth + 1);
      return (one) => !inner(one);
    }
    if (token.kind === 'open') {
      const inner = this.either(depth + 1);
      if (this.peek()?.kind !== 'close')
        return this.#wrong(`the bracket at ${token.at + 1} is not closed`);
      this.#next++;
      return inner;
    }
    if (token.kind !== 'word' && token.kind !== 'text')
      return this.#wrong(`"${token.text}" at ${token.at + 1} where a name is due`);
    return this.#comparison(token.text);
  }

  #comparison(name: string): Filter {
    const values = this.#watched(name);
    const operator = this.peek();
    if (operator?.kind !== 'operator') return (one) => values(one).some(isThere);
    this.#next++;
    const value = this.peek();
    if (value?.kind !== 'word' && value?.kind !== 'text')
      return this.#wrong(`a value is due after "${operator.text}"`);
    this.#next++;
    const test = compare(operator.text, value.text);
    if (test === null) return this.#wrong(`"${value.text}" is no regular expression`);
    if (operator.text !== '!=') return (one) => values(one).some(test);
    // Different from all that is there, and something is.
    return (one) => {
      const found = values(one);
      return found.length > 0 && found.every(test);
    };
  }

  /** Reads a name and keeps whether any record has it. */
  #watched(name: string): Values {
    const values = readerOf(name);
    const watch = { name, looked: false, met: false };
    this.names.push(watch);
    return (one) => {
      const found = values(one);
      watch.looked = true;
      if (found.length > 0) watch.met = true;
      return found;
    };
  }
}

function isThere(value: Leaf): boolean {
  return value !== null && value !== false && value !== '';
}

export type Leaf = string | number | boolean | null;
export type Values = (one: Filtered) => readonly Leaf[];

/** Reads what a name of the filter language stands for: the value of a column, too. */
export function readerOf(name: string): Values {
  switch (name.toLowerCase()) {
    case 'format':
      return ({ shown }) => [shown.format];
    case 'type':
      return ({ shown }) => [shown.type];
    case 'category':
    case 'cat':
    case 'df':
      return ({ shown }) => [shown.category];
    case 'address':
      return ({ shown }) => [shown.address];
    case 'source':
      return ({ shown }) => [shown.source];
    case 'time':
      return ({ shown }) => (shown.time === null ? [] : [timeText(shown.time.kind, shown.time.ms)]);
    case 'packet':
      return ({ packet }) => [packet];
    default:
      return itemReader(name);
  }
}

/** UTC as ISO text, a time of day as hh:mm:ss.mmm, both of which compare as text. */
export function timeText(kind: 'utc' | 'day' | 'ticks', ms: number): string {
  if (kind === 'utc' && Math.abs(ms) < 8.64e15) return new Date(ms).toISOString();
  if (kind === 'day') return new Date(Math.round(ms)).toISOString().slice(11, 23);
  return `+${(ms / 1000).toFixed(6)} s`;
}

function itemReader(name: string): Values {
  const parts = name.split(/[/.]/).filter((part) => part !== '');
  const asterix = /^I(\d{1,3})$/i.exec(parts[0] ?? '');
  const path = (asterix === null ? parts : parts.slice(1)).map((part) => part.toLowerCase());
  const category = asterix === null ? null : Number(asterix[1]);
  return ({ shown }) => {
    if (category !== null && shown.category !== category) return [];
    const out: Leaf[] = [];
    find(shown.tree(), path, out, 0);
    return out;
  };
}

/** All leaves at the path, wherever in the tree it begins. */
function find(value: unknown, path: readonly string[], out: Leaf[], depth: number): void {
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return;
  if (Array.isArray(value)) {
    for (const one of value) find(one, path, out, depth + 1);
    return;
  }
  descend(value, path, 0, out);
  for (const inner of Object.values(value)) find(inner, path, out, depth + 1);
}

function descend(value: unknown, path: readonly string[], index: number, out: Leaf[]): void {
  if (Array.isArray(value)) {
    for (const one of value) descend(one, path, index, out);
    return;
  }
  if (index === path.length) {
    const leaf = leafOf(value);
    if (leaf !== undefined) out.push(leaf);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    if (key.toLowerCase() === path[index]) descend(inner, path, index + 1, out);
}

/** ASTERIX leaves by their scaled value or text; an item with parts is there, but has no value: true. */
function leafOf(value: unknown): Leaf | undefined {
  if (value === undefined || typeof value === 'function') return undefined;
  if (typeof value !== 'object' || value === null) return value as Leaf;
  const leaf = value as { val?: number; str?: string; hex?: string };
  if (leaf.val !== undefined) return leaf.val;
  if (leaf.str !== undefined) return leaf.str.trim();
  return leaf.hex ?? true;
}

function compare(operator: string, text: string): ((value: Leaf) => boolean) | null {
  if (operator === '~') {
    try {
      const pattern = new RegExp(text, 'i');
      return (value) => value !== null && pattern.test(String(value));
    } catch {
      return null;
    }
  }
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const lower = text.toLowerCase();
  const order = (value: Leaf): number | null => {
    if (value === null) return null;
    if (typeof value === 'number') return Number.isNaN(number) ? null : value - number;
    const own = String(value).toLowerCase();
    return own < lower ? -1 : own > lower ? 1 : 0;
  };
  const met = TESTS[operator === '==' ? '=' : operator]!;
  return (value) => met(order(value));
}

/** By the order of two values; null: they cannot be compared, and so are different. */
const TESTS: Readonly<Record<string, (order: number | null) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order !== null && order < 0,
  '<=': (order) => order !== null && order <= 0,
  '>': (order) => order !== null && order > 0,
  '>=': (order) => order !== null && order >= 0,
};
