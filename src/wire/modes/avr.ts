/**
 * AVR text framing, as receivers send it on port 30002: `*` or `:` hex `;`, `@` or `%` with 12 hex digits of 12 MHz
 * time before the message, `<` with the time and two digits of signal. Mode A/C (4 digits), short (14) and long (28)
 * messages. What is between frames is skipped.
 */
import { decodeFault, type DecodeFault, toHex } from '../../base/index.ts';

const SEMICOLON = 59;
/** Digits of time and signal before the message, by the character that begins a frame; -1: begins none. */
const BEFORE = new Int8Array(256).fill(-1);
for (const [first, digits] of [
  ['*', 0],
  [':', 0],
  ['@', 12],
  ['%', 12],
  ['<', 14],
] as const)
  BEFORE[first.charCodeAt(0)] = digits;
/** Time and signal, and 28 of message. */
const MOST_DIGITS = 42;

export const AVR = { needMore: 0, frame: 1, fault: 2 } as const;
export type AvrStep = (typeof AVR)[keyof typeof AVR];

const NIBBLE = new Int8Array(256).fill(-1);
for (let i = 0; i < 16; i++) {
  NIBBLE['0123456789abcdef'.charCodeAt(i)] = i;
  NIBBLE['0123456789ABCDEF'.charCodeAt(i)] = i;
}

/** Takes an AVR stream apart; used like BeastReader. `ticks` is NaN for frames without a time. */
export class AvrReader {
  readonly message = new Uint8Array(14);
  length = 0;
  ticks = Number.NaN;
  /** 0..255; NaN for frames without it */
  signal = Number.NaN;
  fault: DecodeFault = decodeFault('bad-syntax', 0, 'AVR', '');
  readonly skippedFrames = 0;
  /** octets between frames other than line ends */
  skippedOctets = 0;

  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  readonly #digits = new Uint8Array(MOST_DIGITS);
  #have = 0;
  #inside = false;
  /** digits of time and signal */
  #before = 0;

  feed(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#at = 0;
  }

  reset(): void {
    this.#bytes = new Uint8Array(0);
    this.#at = 0;
    this.#inside = false;
  }

  get offset(): number {
    return this.#at;
  }

  next(): AvrStep {
    const bytes = this.#bytes;
    while (this.#at < bytes.length) {
      const code = bytes[this.#at++]!;
      if (BEFORE[code]! >= 0) {
        const cut = this.#inside;
        this.#inside = true;
        this.#before = BEFORE[code]!;
        this.#have = 0;
        if (cut) return this.#fail('truncated', 'frame without its semicolon');
      } else if (!this.#inside) {
        if (code !== 10 && code !== 13) this.skippedOctets++;
      } else if (code === SEMICOLON) {
        this.#inside = false;
        if (this.#finish()) return AVR.frame;
        return this.#fail('bad-length', `${this.#have} hex digits`);
      } else {
        const value = NIBBLE[code]!;
        if (value >= 0 && this.#have < MOST_DIGITS) this.#digits[this.#have++] = value;
        else if (code !== 32 && code !== 13 && code !== 10) {
          this.#inside = false;
          const what = value < 0 ? 'character outside hex' : 'more digits than any message has';
          return this.#fail('bad-syntax', what);
        }
      }
    }
    return AVR.needMore;
  }

  #fail(code: 'truncated' | 'bad-length' | 'bad-syntax', detail: string): AvrStep {
    this.fault = decodeFault(code, this.#at - 1, 'AVR', detail);
    return AVR.fault;
  }

  #finish(): boolean {
    const digits = this.#digits;
    const from = this.#before;
    const count = this.#have - from;
    if (count !== 4 && count !== 14 && count !== 28) return false;
    this.ticks = Number.NaN;
    this.signal = from > 12 ? (digits[12]! << 4) | digits[13]! : Number.NaN;
    if (from > 0) {
      let ticks = 0;
      for (let i = 0; i < 12; i++) ticks = ticks * 16 + digits[i]!;
      this.ticks = ticks;
    }
    this.length = count >> 1;
    for (let i = 0; i < this.length; i++)
      this.message[i] = (digits[from + 2 * i]! << 4) | digits[from + 2 * i + 1]!;
    return true;
  }
}

/** One AVR frame with its line end; with `ticks` (12 MHz) in the `@` form. */
export function encodeAvrFrame(message: Uint8Array, ticks?: number): string {
  const hex = toHex(message).toUpperCase();
  if (ticks === undefined) return `*${hex};\r\n`;
  const time = (Math.floor(ticks) % 2 ** 48).toString(16).toUpperCase().padStart(12, '0');
  return `@${time}${hex};\r\n`;
}
