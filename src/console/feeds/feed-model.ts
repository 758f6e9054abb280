import type { SourceStatus } from '../../model/index.ts';
import type { Health } from '../widgets/marks.tsx';

/** Offset beyond which a source's clock is worth a remark, ms. */
export const CLOCK_WARN_MS = 500;

/** The worst of what is wrong with a feed decides its mark. */
export function feedHealth(source: SourceStatus): Health {
  if (source.state === 'stopped') return 'off';
  if (source.state === 'failed') return 'bad';
  if (source.state === 'connecting') return 'standby';
  if (source.state === 'silent' || source.state === 'ended') return 'bad';
  const clockWrong =
    source.clockOffsetMs !== null && Math.abs(source.clockOffsetMs) > CLOCK_WARN_MS;
  const losing = source.dropped + source.kernelDropped > 0;
  return clockWrong || losing || faultShare(source) > 0.01 ? 'caution' : 'good';
}

/** Faults in parts of all records and faults, 0..1. */
export function faultShare({ faults, records }: SourceStatus): number {
  return faults === 0 ? 0 : faults / (faults + records);
}

const ORDER: readonly Health[] = ['bad', 'caution', 'standby', 'good', 'off'];

/** Those with trouble first, then by name. */
export function sortFeeds(sources: readonly SourceStatus[]): SourceStatus[] {
  return [...sources].sort(
    (a, b) =>
      ORDER.indexOf(feedHealth(a)) - ORDER.indexOf(feedHealth(b)) ||
      a.name.localeCompare(b.name, 'en'),
  );
}

/** Fault codes with their counts, most frequent first. */
export function faultCounts(source: SourceStatus): readonly (readonly [string, number])[] {
  return Object.entries(source.faultsByCode).sort((a, b) => b[1] - a[1]);
}

export interface HexLine {
  readonly offset: number;
  /** octets as two hex digits each */
  readonly octets: readonly string[];
  readonly text: string;
}

/** So many fit beside a narrow screen's list: a mark at the end of a line must not lie beyond the edge. */
const PER_LINE = 8;

/** Hex text as a dump of 8 octets a line, with the printable characters beside it. */
export function hexDump(hex: string): HexLine[] {
  const digits = hex.replace(/[^0-9a-f]/gi, '');
  const octets = digits.match(/../g) ?? [];
  const lines: HexLine[] = [];
  for (let at = 0; at < octets.length; at += PER_LINE) {
    const part = octets.slice(at, at + PER_LINE).map((octet) => octet.toLowerCase());
    const text = part.map((octet) => {
      const code = Number.parseInt(octet, 16);
      return code >= 32 && code < 127 ? String.fromCharCode(code) : '·';
    });
    lines.push({ offset: at, octets: part, text: text.join('') });
  }
  return lines;
}

/** JSON text made readable; what is no JSON stays as it is. */
export function prettyRecord(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
