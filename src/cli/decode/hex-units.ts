import { decodeFault, fromHex } from '../../base/index.ts';
import { decodeModes } from '../../wire/modes/index.ts';
import { formatNamed, makeHead, sniffFormat } from './formats.ts';
import type { DecodeFormat, Head, ReadOptions, Sink, UnitReader } from './shown.ts';
import { LineUnits } from './text-units.ts';

/** Hex digits of a line: a datagram of 65,535 octets with spaces between. */
const MOST_LINE = 200_000;
const HEX_LINE = /^(0x)?([0-9a-f]{2}[ :]?){4,}$/i;

/** Text with one unit a line as hex: what people paste from logs and documents. */
export class HexUnits implements UnitReader {
  readonly #lines: LineUnits;
  readonly #readers = new Map<string, UnitReader>();
  readonly #options: ReadOptions;
  readonly #forced: DecodeFormat | undefined;

  constructor(options: ReadOptions, forced: DecodeFormat | undefined) {
    this.#options = options;
    this.#forced = forced;
    this.#lines = new LineUnits('hex', MOST_LINE, (line, offset, sink) =>
      this.#line(line, offset, sink),
    );
  }

  read(bytes: Uint8Array, last: boolean, sink: Sink): number {
    return this.#lines.read(bytes, last, sink);
  }

  #line(line: string, offset: number, sink: Sink): void {
    const unit = fromHex(line.replace(/^0x/i, '').replaceAll(':', ''));
    if (unit === undefined || unit.length === 0) {
      sink.fault(
        decodeFault('bad-syntax', offset, 'hex', `not whole hex: ${line.slice(0, 40)}`),
        'hex',
      );
      return;
    }
    const format = this.#forced ?? formatOf(unit);
    if (format === undefined) {
      sink.fault(
        decodeFault('unsupported', offset, 'hex', `${unit.length} octets of no format known here`),
        'hex',
      );
      return;
    }
    let reader = this.#readers.get(format.name);
    if (reader === undefined) this.#readers.set(format.name, (reader = format.open(this.#options)));
    reader.read(format.name === 'avr' ? asAvr(line) : unit, true, sink);
  }
}

/** Bare Mode S messages have no framing: 7 or 14 octets of a format that fits are taken for them. */
function formatOf(unit: Uint8Array): DecodeFormat | undefined {
  const isModes = (unit.length === 7 || unit.length === 14) && decodeModes(unit).ok;
  return isModes ? formatNamed('avr') : sniffFormat(makeHead(unit, true));
}

function asAvr(line: string): Uint8Array {
  const digits = line.replace(/^0x/i, '').replace(/[ :]/g, '');
  return Uint8Array.from(`*${digits};`, (letter) => letter.charCodeAt(0));
}

export function sniffHex({ text }: Head): boolean {
  if (text === null) return false;
  const lines = text.slice(0, 4096).split(/\r?\n/).slice(0, 8);
  // The last of several may be cut off by the head's end.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  const full = whole.map((line) => line.trim()).filter((line) => line !== '');
  return (
    full.length > 0 && full.every((line) => HEX_LINE.test(line) || /^[0-9a-f\s]+$/i.test(line))
  );
}
