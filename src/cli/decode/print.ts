/** Records and faults as lines of text or JSON. */
import { toHex, type DecodeFault } from '../../base/index.ts';
import { timeText, type Leaf, type Values } from './filter.ts';
import { printable } from '../terminal.ts';
import type { Place, Shown } from './shown.ts';

export interface PrintStyle {
  readonly json: boolean;
  /** names of the filter language to be columns of CSV; null: no CSV */
  readonly columns: readonly Column[] | null;
  /** one line a record */
  readonly brief: boolean;
  readonly colour: boolean;
}

export interface Column {
  readonly name: string;
  readonly values: Values;
}

/** Columns given to names before the values begin. */
const NAME_COLUMNS = 44;

export function recordText(shown: Shown, place: Place, offset: number, style: PrintStyle): string {
  if (style.columns !== null)
    return csvLine(style.columns.map(({ values }) => values({ shown, packet: place.packet })));
  if (style.json) return recordJson(shown, place, offset);
  const head = [
    shown.type,
    timeOf(shown, place),
    shown.source === null ? '' : `from ${shown.source}`,
    shown.address ?? '',
  ]
    .filter((part) => part !== '')
    .join('  ');
  const summary = shown.summary();
  const tail = summary === '' ? '' : `  ${printable(summary)}`;
  const line = `${paint(printable(head), '1', style)}${tail}`;
  if (style.brief) return line;
  const fields = shown.fields().map(({ path, text, title }) => {
    const words = title === '' ? '' : paint(`  ${printable(title)}`, '2', style);
    return `  ${printable(path).padEnd(NAME_COLUMNS - 2)}  ${printable(text)}${words}`;
  });
  return [line, ...fields].join('\n');
}

/** RFC 4180; a column with several values has them with blanks between. */
export function csvLine(cells: readonly (readonly Leaf[])[]): string {
  return cells
    .map((values) => {
      const text = printable(values.filter((value) => value !== null).join(' '));
      return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',');
}

function timeOf(shown: Shown, place: Place): string {
  if (shown.time !== null) return timeText(shown.time.kind, shown.time.ms);
  return Number.isFinite(place.at) ? timeText('utc', place.at) : '';
}

function recordJson(shown: Shown, place: Place, offset: number): string {
  return JSON.stringify(
    {
      format: shown.format,
      type: shown.type,
      ...(shown.category === null ? {} : { category: shown.category }),
      ...(shown.source === null ? {} : { source: shown.source }),
      ...(shown.address === null ? {} : { address: shown.address }),
      ...(shown.time === null ? {} : { [TIME_KEYS[shown.time.kind]]: timeJson(shown) }),
      ...(Number.isFinite(place.at) ? { receivedAt: timeText('utc', place.at) } : {}),
      ...placeJson(place, offset),
      record: shown.tree(),
    },
    plain,
  );
}

const TIME_KEYS = { utc: 'time', day: 'timeOfDay', ticks: 'receiverS' } as const;

function timeJson(shown: Shown): string | number {
  const { kind, ms } = shown.time!;
  return kind === 'ticks' ? ms / 1000 : timeText(kind, ms);
}

function placeJson(place: Place, offset: number): object {
  return place.packet === null ? { offset: place.base + offset } : { packet: place.packet, offset };
}

export function faultText(
  fault: DecodeFault,
  format: string,
  severity: 'error' | 'warning',
  place: Place,
  style: PrintStyle,
): string {
  const where = placeJson(place, fault.offset);
  if (style.json)
    return JSON.stringify({
      format,
      ...where,
      fault: { severity, code: fault.code, item: fault.item, detail: fault.detail },
    });
  const at =
    place.packet === null
      ? `octet ${place.base + fault.offset}`
      : `packet ${place.packet}, octet ${fault.offset}`;
  const word = severity === 'error' ? '!' : '?';
  return paint(
    printable(`${word} ${format} ${fault.code} at ${at}: ${fault.item}: ${fault.detail}`),
    severity === 'error' ? '31' : '33',
    style,
  );
}

/** Octets as hex, what JSON cannot hold as text. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return toHex(value);
  if (value instanceof Map) return Object.fromEntries(value as Map<string, unknown>);
  return value;
}

function paint(text: string, code: string, style: PrintStyle): string {
  return style.colour ? `\u001b[${code}m${text}\u001b[0m` : text;
}
