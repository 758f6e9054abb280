/**
 * Tocsin's notation for ASTERIX definitions, and its reader. One line a field, children indented by one space:
 *
 *   category 48
 *   edition 1.32 2024-07-01 : title        starts an edition, written in full
 *   edition 1.31 2022-10-03 differs from 1.32   only what differs follows; `drop 261` removes items
 *   expansion 1.13 2024-12-01 : title      starts the contents of the Reserved Expansion Field: one node named RE
 *   uap 010 140 - RE rfs                   names by FRN, `-` unused; lines of ` +` go on; `uap track:` when several
 *   select 020/TYP 0 plot | 1 track        which UAP, by the raw value of an element
 *   NAME SPEC : title                      a field or item
 *    = 0 meaning | 1 meaning               its table of values
 *    ~2   /   -                            two spare bits; an FX bit; an unused slot of a compound
 *    ^ SAC ~2 SIC                          these as in the edition this one differs from
 *    = ^ | -3 | 4 new meaning              the table of that edition, less 3, with another 4
 *    ? 5,1 SPEC                            one case of a `by` field; `? else` for all others
 *
 * SPEC: `8` raw bits · `u8` `s8` integers · `s16*180/2^23 °` quantity, bits * LSB unit · `ascii56` `icao48`
 * `octal12` text · `bds64` Comm-B data with its register,
 * `bds56@?` without · `group` · `ext` octets with FX · `compound` FX-chained presence
 * bits, `compound1` one octet of them · `rep1 SPEC` one count octet, `repfx SPEC` chained by FX · `re` `sp`
 * `explicit` length octet first · `by PATH,PATH` meaning by other fields. Limits of a number follow: `>=-90 <=90`.
 */
import { fail, ok, decodeFault, type DecodeFault, type Result } from '../../base/index.ts';
import {
  isItem,
  RFS,
  type CategoryDefinition,
  type Content,
  type Edition,
  type Expansion,
  type Item,
  type Limit,
  type Spare,
  type Uap,
  type UapSelector,
  type Variation,
} from './definition.ts';

interface Line {
  readonly number: number;
  readonly text: string;
  readonly children: Line[];
}

class NotationError extends Error {
  readonly line: number;
  constructor(line: Line, message: string) {
    super(message);
    this.line = line.number;
  }
}

/** Reads one category. Fault 'bad-syntax' with the line number as offset. */
export function readNotation(text: string): Result<CategoryDefinition, DecodeFault> {
  try {
    return ok(readCategory(toTree(text)));
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    return fail(decodeFault('bad-syntax', error.line, 'definition', error.message));
  }
}

function toTree(text: string): Line[] {
  const root: Line = { number: 0, text: '', children: [] };
  const open: Line[] = [root];
  text.split('\n').forEach((raw, index) => {
    const trimmed = raw.trimEnd();
    const body = trimmed.trimStart();
    if (body === '' || body.startsWith('#')) return;
    const line: Line = { number: index + 1, text: body, children: [] };
    const depth = trimmed.length - body.length;
    if (depth >= open.length) throw new NotationError(line, 'indented too far');
    open.length = depth + 1;
    open[depth]!.children.push(line);
    open.push(line);
  });
  return root.children;
}

function readCategory(lines: readonly Line[]): CategoryDefinition {
  const first = lines[0];
  const category = Number(/^category (\d+)$/.exec(first?.text ?? '')?.[1] ?? Number.NaN);
  if (!first || !(category >= 0 && category <= 255))
    throw new NotationError(first ?? { number: 1, text: '', children: [] }, 'category N expected');
  const editions: Edition[] = [];
  const expansions: Expansion[] = [];
  for (let from = 1; from < lines.length;) {
    let to = from + 1;
    while (to < lines.length && !/^(edition|expansion) /.test(lines[to]!.text)) to++;
    const head = lines[from]!;
    const body = lines.slice(from + 1, to);
    if (head.text.startsWith('edition '))
      editions.push(readEdition(category, head, body, editions));
    else if (head.text.startsWith('expansion '))
      expansions.push(readExpansion(category, head, body, expansions));
    else throw new NotationError(head, 'edition or expansion expected');
    from = to;
  }
  return { category, editions, expansions };
}

const HEAD =
  /^(?:edition|expansion) (\S+)(?: (\d{4}-\d\d-\d\d))?(?: differs from (\S+))?(?: : (.*))?$/;

function readHead<T extends { readonly edition: string; readonly title: string }>(
  head: Line,
  known: readonly T[],
): { edition: string; date: string; title: string; base: T | undefined } {
  const match = HEAD.exec(head.text);
  if (!match) throw new NotationError(head, 'edition NUMBER DATE [differs from NUMBER] [: title]');
  const base = known.find((one) => one.edition === match[3]);
  if (match[3] !== undefined && !base)
    throw new NotationError(head, `no edition ${match[3]} above`);
  return { edition: match[1]!, date: match[2] ?? '', title: match[4] ?? base?.title ?? '', base };
}

function readEdition(
  category: number,
  head: Line,
  body: readonly Line[],
  known: readonly Edition[],
): Edition {
  const { edition, date, title, base } = readHead(head, known);
  const items = new Map<string, Item>(base?.items);
  const uaps: Uap[] = [];
  let selector = base?.selector ?? null;
  for (const line of body) {
    const word = line.text.split(/[ :]/, 1)[0];
    if (word === 'uap') uaps.push(readUap(line));
    else if (word === 'select') selector = readSelector(line);
    else if (word === 'drop') for (const name of line.text.split(' ').slice(1)) items.delete(name);
    else {
      const item = readItem(line, base?.items.get(word!)?.variation);
      items.set(item.name, item);
    }
  }
  const used = uaps.length > 0 ? uaps : (base?.uaps ?? []);
  if (used.length === 0) throw new NotationError(head, 'no uap');
  for (const uap of used) {
    const unknown = uap.slots.find((name) => name !== null && name !== RFS && !items.has(name));
    if (unknown) throw new NotationError(head, `uap names ${unknown}, which is not defined`);
  }
  return { category, edition, date, title, items, uaps: used, selector };
}

function readExpansion(
  category: number,
  head: Line,
  body: readonly Line[],
  known: readonly Expansion[],
): Expansion {
  const { edition, date, title, base } = readHead(head, known);
  if (body.length !== 1) throw new NotationError(head, 'one node expected');
  return {
    category,
    edition,
    date,
    title,
    variation: readItem(body[0]!, base?.variation).variation,
  };
}

function readUap(line: Line): Uap {
  const match = /^uap(?: (\w+):)? (.*)$/.exec(line.text);
  if (!match) throw new NotationError(line, 'uap NAMES');
  const names = match[2]!.split(' ');
  for (const more of line.children) names.push(...more.text.split(' ').slice(1));
  return { name: match[1] ?? '', slots: names.map((name) => (name === '-' ? null : name)) };
}

function readSelector(line: Line): UapSelector {
  const [, on, rest] = /^select (\S+) (.*)$/.exec(line.text) ?? [];
  if (on === undefined || rest === undefined) throw new NotationError(line, 'select PATH CASES');
  const cases = new Map<number, string>();
  for (const one of rest.split(' | ')) {
    const [value, name] = one.split(' ');
    cases.set(Number(value), name ?? '');
  }
  return { on, cases };
}

function readItem(line: Line, base: Variation | undefined): Item {
  const at = line.text.indexOf(' : ');
  const head = at < 0 ? line.text : line.text.slice(0, at);
  const [name, ...spec] = head.split(' ');
  return {
    name: name!,
    title: at < 0 ? '' : line.text.slice(at + 3),
    variation: readVariation(line, spec, base),
  };
}

function readVariation(
  line: Line,
  spec: readonly string[],
  base: Variation | undefined,
): Variation {
  const word = spec[0] ?? '';
  const rep = /^rep(fx|[12])$/.exec(word);
  if (rep) {
    const inner = base?.kind === 'repetitive' ? base.variation : undefined;
    return {
      kind: 'repetitive',
      countBytes: rep[1] === 'fx' ? 0 : Number(rep[1]),
      variation: readVariation(line, spec.slice(1), inner),
    };
  }
  const compound = /^compound(\d?)$/.exec(word);
  if (compound) {
    const items = readSlots(line, base).map((slot) => {
      if (slot !== null && !isItem(slot)) throw new NotationError(line, 'spare bits in a compound');
      return slot;
    });
    return { kind: 'compound', fspecBytes: Number(compound[1]), items };
  }
  if (word === 'ext') return { kind: 'extended', items: readSlots(line, base) };
  if (word === 'group') {
    const items = readSlots(line, base).map((slot) => {
      if (slot === null) throw new NotationError(line, 'unused slot in a group');
      return slot;
    });
    return { kind: 'group', items };
  }
  if (word === 're' || word === 'sp') return { kind: 'explicit', use: word };
  if (word === 'explicit') return { kind: 'explicit', use: 'other' };
  if (word === 'by') return readCases(line, spec[1] ?? '');
  return readElement(line, spec, base);
}

function readCases(line: Line, on: string): Variation {
  const cases: { key: readonly number[]; variation: Variation }[] = [];
  let otherwise: Variation | null = null;
  for (const child of line.children) {
    const [mark, key, ...spec] = child.text.split(' ');
    if (mark !== '?' || key === undefined) throw new NotationError(child, '? KEY SPEC expected');
    const variation = readVariation(child, spec, undefined);
    if (key === 'else') otherwise = variation;
    else cases.push({ key: key.split(',').map(Number), variation });
  }
  return { kind: 'case', on: on.split(','), cases, otherwise };
}

/** The children of a group, extended or compound item. */
function readSlots(line: Line, base: Variation | undefined): (Item | Spare | null)[] {
  const slots: readonly (Item | Spare | null)[] = base && 'items' in base ? base.items : [];
  const before = slots.filter(isItem);
  const out: (Item | Spare | null)[] = [];
  const take = (token: string, from: Line): void => {
    if (token === '/' || token === '-') out.push(null);
    else if (/^~\d+$/.test(token)) out.push({ spare: Number(token.slice(1)) });
    else {
      const same = before.find((item) => item.name === token);
      if (!same)
        throw new NotationError(from, `${token} is not in the edition this one differs from`);
      out.push(same);
    }
  };
  for (const child of line.children) {
    if (child.text.startsWith('^ '))
      for (const token of child.text.slice(2).split(' ')) take(token, child);
    else if (/^([/-]|~\d+)$/.test(child.text)) take(child.text, child);
    else {
      const name = child.text.split(' ', 1)[0];
      out.push(readItem(child, before.find((item) => item.name === name)?.variation));
    }
  }
  if (out.length === 0) throw new NotationError(line, 'no fields');
  return out;
}

function readElement(line: Line, spec: readonly string[], base: Variation | undefined): Variation {
  const word = spec[0] ?? '';
  const match = /^(u|s|ascii|icao|octal|bds)?(\d+)(?:\*(\S+))?(?:@(\S+))?$/.exec(word);
  if (!match) throw new NotationError(line, `unknown field '${word}'`);
  const [, kind, bitsText, lsbText, address] = match;
  const bits = Number(bitsText);
  if (bits < 1) throw new NotationError(line, 'no bits');
  const rest = spec.slice(1);
  const unit = rest.length > 0 && !/^[<>]/.test(rest[0]!) ? rest[0]! : '';
  const limits = rest.filter((one) => /^[<>]/.test(one)).map((one) => readLimit(line, one));
  const element = (content: Content): Variation => ({ kind: 'element', bits, content });
  switch (kind) {
    case 'u':
    case 's': {
      const signed = kind === 's';
      if (lsbText === undefined) return element({ kind: 'integer', signed, limits });
      const lsb = readLsb(line, lsbText);
      return element({ kind: 'quantity', signed, lsb, lsbText, unit, limits });
    }
    case 'ascii':
    case 'icao':
    case 'octal':
      return element({ kind: 'string', coding: kind });
    case 'bds':
      return element({ kind: 'bds', address: address ?? null });
    default: {
      const labels = readTable(line, base);
      return element(labels ? { kind: 'table', labels } : { kind: 'raw' });
    }
  }
}

function readLimit(line: Line, text: string): Limit {
  const match = /^(<=|>=|<|>)(-?[\d.e-]+)$/.exec(text);
  if (!match) throw new NotationError(line, `unknown limit '${text}'`);
  return { op: match[1] as Limit['op'], value: Number(match[2]) };
}

/** 180/2^23, 1/10^6, 25, 1/125. */
function readLsb(line: Line, text: string): number {
  const match = /^([\d.]+)(?:\/(\d+)(?:\^(\d+))?)?$/.exec(text);
  if (!match) throw new NotationError(line, `unknown LSB '${text}'`);
  const below = match[2] === undefined ? 1 : Number(match[2]) ** Number(match[3] ?? 1);
  return Number(match[1]) / below;
}

function readTable(line: Line, base: Variation | undefined): Map<number, string> | undefined {
  const rows = line.children.filter((child) => child.text.startsWith('= '));
  if (rows.length !== line.children.length)
    throw new NotationError(line, 'a field has no children');
  if (rows.length === 0) return undefined;
  const labels = new Map<number, string>();
  for (const entry of rows.flatMap((row) => row.text.slice(2).split(' | '))) {
    const match = /^(-?)(\d+)(?: (.*))?$/.exec(entry);
    if (entry === '^') {
      const inner = base?.kind === 'element' && base.content.kind === 'table' ? base.content : null;
      for (const [value, label] of inner?.labels ?? []) labels.set(value, label);
    } else if (!match) throw new NotationError(line, `unknown table entry '${entry}'`);
    else if (match[1]) labels.delete(Number(match[2]));
    else labels.set(Number(match[2]), match[3] ?? '');
  }
  return labels;
}
