import type { DecodeFault } from '../../base/index.ts';
import { timeText } from './filter.ts';
import type { Shown } from './shown.ts';

/** Different sources, addresses or fault kinds counted one by one; what comes beyond is counted as "others". */
const MOST_KEYS = 10_000;
/** Rows of a table that people are shown. */
const MOST_ROWS = 20;

/** Counts by key with a bound. */
class Tally {
  readonly #counts = new Map<string, number>();
  others = 0;

  add(key: string): void {
    const known = this.#counts.get(key);
    if (known !== undefined) this.#counts.set(key, known + 1);
    else if (this.#counts.size < MOST_KEYS) this.#counts.set(key, 1);
    else this.others++;
  }

  get size(): number {
    return this.#counts.size;
  }

  /** Most first. */
  rows(): [key: string, count: number][] {
    return [...this.#counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }

  toObject(): Record<string, number> {
    const rows = Object.fromEntries(this.rows());
    return this.others > 0 ? { ...rows, '(others)': this.others } : rows;
  }
}

interface Span {
  first: number;
  last: number;
}

/** What `tocsin decode --stats` says at the end. Memory is bounded whatever the input. */
export class DecodeStats {
  records = 0;
  errors = 0;
  warnings = 0;
  readonly #types = new Tally();
  readonly #sources = new Tally();
  readonly #addresses = new Tally();
  readonly #faults = new Tally();
  readonly #spans = new Map<'utc' | 'day' | 'ticks', Span>();

  /** @param receivedAt ms UTC by the capture or recording; NaN where there is none */
  record(shown: Shown, receivedAt: number): void {
    this.records++;
    this.#types.add(`${shown.format} ${shown.type}`);
    if (shown.source !== null) this.#sources.add(shown.source);
    if (shown.address !== null) this.#addresses.add(shown.address);
    if (Number.isFinite(receivedAt)) this.#span('utc', receivedAt);
    else if (shown.time !== null) this.#span(shown.time.kind, shown.time.ms);
  }

  fault(fault: DecodeFault, format: string, severity: 'error' | 'warning'): void {
    if (severity === 'error') this.errors++;
    else this.warnings++;
    this.#faults.add(`${format} ${fault.code} ${fault.item}`);
  }

  #span(kind: 'utc' | 'day' | 'ticks', ms: number): void {
    const span = this.#spans.get(kind);
    if (span === undefined) this.#spans.set(kind, { first: ms, last: ms });
    else {
      span.first = Math.min(span.first, ms);
      span.last = Math.max(span.last, ms);
    }
  }

  toObject(octets: number): object {
    return {
      records: this.records,
      errors: this.errors,
      warnings: this.warnings,
      octets,
      types: this.#types.toObject(),
      sources: this.#sources.toObject(),
      addresses: this.#addresses.size,
      faults: this.#faults.toObject(),
      time: [...this.#spans].map(([kind, { first, last }]) => ({
        kind,
        first: timeText(kind, first),
        last: timeText(kind, last),
        seconds: (last - first) / 1000,
        recordsPerS: last > first ? this.records / ((last - first) / 1000) : null,
      })),
    };
  }

  toText(octets: number): string {
    const number = (value: number): string => value.toLocaleString('en');
    const lines = [
      `${number(this.records)} records, ${number(this.errors)} errors, ${number(this.warnings)} warnings in ${number(octets)} octets`,
    ];
    for (const [kind, { first, last }] of this.#spans) {
      const seconds = (last - first) / 1000;
      const rate = seconds > 0 ? `, ${rateText(this.records / seconds)} records/s` : '';
      const from = `${timeText(kind, first)} to ${timeText(kind, last)}`;
      lines.push(`${SPAN_WORDS[kind]} ${from}: ${seconds.toFixed(3)} s${rate}`);
    }
    table('type', this.#types, this.records, lines);
    table('source', this.#sources, this.records, lines);
    if (this.#addresses.size > 0) {
      const more = this.#addresses.others > 0 ? ' and more' : '';
      lines.push('', `${number(this.#addresses.size)}${more} different addresses`);
      table('address', this.#addresses, this.records, lines);
    }
    table('fault', this.#faults, this.errors + this.warnings, lines);
    return lines.join('\n');
  }
}

function rateText(perS: number): string {
  return perS < 10 ? String(Number(perS.toPrecision(2))) : Math.round(perS).toLocaleString('en');
}

const SPAN_WORDS = { utc: 'time', day: 'time of day', ticks: "receiver's clock" } as const;

function table(title: string, tally: Tally, total: number, lines: string[]): void {
  const rows = tally.rows();
  if (rows.length === 0) return;
  lines.push('', `by ${title}`);
  const shown = rows.slice(0, MOST_ROWS);
  const width = Math.max(...shown.map(([key]) => key.length));
  for (const [key, count] of shown) {
    const share = ((100 * count) / Math.max(1, total)).toFixed(1);
    lines.push(
      `  ${key.padEnd(width)}  ${count.toLocaleString('en').padStart(11)}  ${share.padStart(5)} %`,
    );
  }
  const rest = rows.slice(MOST_ROWS).reduce((sum, [, count]) => sum + count, 0) + tally.others;
  if (rest > 0) lines.push(`  ${rows.length - shown.length} more: ${rest.toLocaleString('en')}`);
}
