// Hot path: no allocation per frame; the frame is unescaped into one scratch array.
/**
 * Beast binary framing, as receivers send it on port 30005: 0x1a, a type octet ('1' Mode A/C, '2' short, '3' long),
 * six octets of 12 MHz time, one of signal, the message; every 0x1a inside is sent twice. Other types (status,
 * receiver id, position) are skipped. The reader keeps its place between calls, so chunks may split anywhere.
 */
import { decodeFault, type DecodeFault } from '../../base/index.ts';

const ESCAPE = 0x1a;
/** Octets after the type: time, signal, message. */
const HEAD = 7;
const LONGEST = HEAD + 14;

/** What next() found. */
export const BEAST = { needMore: 0, frame: 1, fault: 2 } as const;
export type BeastStep = (typeof BEAST)[keyof typeof BEAST];

/** Octets of the message by type octet; 0 for a type that is skipped. */
function messageLength(type: number): number {
  return type === 0x31 ? 2 : type === 0x32 ? 7 : type === 0x33 ? 14 : 0;
}

/**
 * Takes a Beast stream apart. `feed(chunk)`, then `next()` until it says needMore; after `frame`, `message` holds
 * `length` octets (2, 7 or 14), with `ticks` and `signal`, until the next call.
 */
export class BeastReader {
  readonly message = new Uint8Array(14);
  length = 0;
  /** the receiver's 12 MHz counter, 0..2^48-1; some receivers send GPS time or a constant instead */
  ticks = 0;
  /** 0..255, linear amplitude */
  signal = 0;
  /** the fault after `fault`, offset from the start of the chunk fed last (negative never: 0 when it began before) */
  fault: DecodeFault = decodeFault('bad-syntax', 0, 'Beast', '');
  /** frames of types this reader does not decode */
  skippedFrames = 0;
  /** octets between frames that belong to none */
  skippedOctets = 0;

  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  /** octets of the frame gathered so far */
  readonly #gathered = new Uint8Array(LONGEST);
  #have = 0;
  /** octets wanted after the type; 0: between frames; -1: inside a frame that is skipped */
  #want = 0;
  #type = 0;
  /** the last octet was an escape that awaits its second half */
  #escaped = false;

  feed(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#at = 0;
  }

  /** Forgets an unfinished frame: the connection ended. */
  reset(): void {
    this.#bytes = new Uint8Array(0);
    this.#at = 0;
    this.#have = 0;
    this.#want = 0;
    this.#escaped = false;
  }

  /** Octets of the chunk read so far. */
  get offset(): number {
    return this.#at;
  }

  next(): BeastStep {
    const bytes = this.#bytes;
    const end = bytes.length;
    while (this.#at < end) {
      const octet = bytes[this.#at++]!;
      if (this.#escaped) {
        this.#escaped = false;
        if (octet !== ESCAPE) {
          const cut = this.#want > 0 ? this.#have : -1;
          this.#begin(octet);
          if (cut >= 0) {
            this.fault = decodeFault(
              'truncated',
              this.#at - 1,
              'Beast',
              `frame cut after ${cut} octets`,
            );
            return BEAST.fault;
          }
          continue;
        }
        // 1a 1a: one octet of data
      } else if (octet === ESCAPE) {
        this.#escaped = true;
        continue;
      }
      if (this.#want <= 0) {
        if (this.#want === 0) this.skippedOctets++;
        continue;
      }
      this.#gathered[this.#have++] = octet;
      if (this.#have === this.#want) {
        this.#finish();
        return BEAST.frame;
      }
    }
    return BEAST.needMore;
  }

  #begin(type: number): void {
    const length = messageLength(type);
    this.#type = type;
    this.#have = 0;
    this.#want = length === 0 ? -1 : HEAD + length;
    if (length === 0) this.skippedFrames++;
  }

  #finish(): void {
    const g = this.#gathered;
    this.length = messageLength(this.#type);
    this.ticks =
      (g[0]! * 256 + g[1]!) * 0x100000000 +
      ((g[2]! << 24) | (g[3]! << 16) | (g[4]! << 8) | g[5]!) +
      (g[2]! >= 128 ? 0x100000000 : 0);
    this.signal = g[6]!;
    for (let i = 0; i < this.length; i++) this.message[i] = g[HEAD + i]!;
    this.#want = 0;
    this.#have = 0;
  }
}

/**
 * One Beast frame of a message of 2 (Mode A/C), 7 or 14 octets.
 * @param ticks 12 MHz counter, taken modulo 2^48
 * @param signal 0..255
 */
export function encodeBeastFrame(message: Uint8Array, ticks = 0, signal = 0): Uint8Array {
  const out = new Uint8Array(2 + 2 * (HEAD + message.length));
  let n = 0;
  out[n++] = ESCAPE;
  out[n++] = message.length === 2 ? 0x31 : message.length === 7 ? 0x32 : 0x33;
  const put = (octet: number): void => {
    out[n++] = octet;
    if (octet === ESCAPE) out[n++] = ESCAPE;
  };
  const time = Math.floor(ticks) % 2 ** 48;
  for (let power = 40; power >= 0; power -= 8) put(Math.floor(time / 2 ** power) & 255);
  put(signal & 255);
  for (const octet of message) put(octet);
  return out.subarray(0, n);
}
