// Hot path: no allocation per call.
/** Bits of an AIS payload, first bit first, packed eight to an octet; zeros follow the end, so reading past it is safe. */
export class Payload {
  /** with at least PAD octets of zeros after the last bit */
  bytes: Uint8Array = new Uint8Array(0);
  bits = 0;
}

/** Octets of zeros kept behind a payload. */
export const PAD = 8;

/** Unsigned number of 1..32 bits from bit `at` (0 = first). */
export function readBits(bytes: Uint8Array, at: number, count: number): number {
  const i = at >> 3;
  const shift = at & 7;
  const word = (bytes[i]! << 24) | (bytes[i + 1]! << 16) | (bytes[i + 2]! << 8) | bytes[i + 3]!;
  if (shift + count <= 32) return (word << shift) >>> (32 - count);
  return ((word << shift) | (bytes[i + 4]! >> (8 - shift))) >>> (32 - count);
}

/** The same as two's complement. */
export function readSigned(bytes: Uint8Array, at: number, count: number): number {
  const value = readBits(bytes, at, count);
  return value >= 2 ** (count - 1) ? value - 2 ** count : value;
}

export function readFlag(bytes: Uint8Array, at: number): boolean {
  return ((bytes[at >> 3]! >> (7 - (at & 7))) & 1) === 1;
}

/** Six-bit characters as ITU-R M.1371 numbers them: @ to _ then blank to ?. */
const SIX_BIT = Uint8Array.from({ length: 64 }, (_, i) => (i < 32 ? i + 64 : i));

/**
 * Text of `chars` six-bit characters from bit `at`, up to the first @, without blanks behind.
 * @returns null when nothing is left
 */
export function readText(bytes: Uint8Array, at: number, chars: number): string | null {
  let end = 0;
  let text = '';
  let pending = '';
  for (let i = 0; i < chars; i++) {
    const six = readBits(bytes, at + 6 * i, 6);
    if (six === 0) break;
    const char = String.fromCharCode(SIX_BIT[six]!);
    if (six === 32) pending += char;
    else {
      text += pending + char;
      pending = '';
      end = i + 1;
    }
  }
  return end === 0 ? null : text;
}

/** Hex of the bits [at, at + count), the last octet filled with zeros. */
export function readHex(bytes: Uint8Array, at: number, count: number): string {
  let out = '';
  for (let done = 0; done < count; done += 8) {
    const left = count - done;
    const octet =
      left >= 8 ? readBits(bytes, at + done, 8) : readBits(bytes, at + done, left) << (8 - left);
    out += (octet < 16 ? '0' : '') + octet.toString(16);
  }
  return out;
}

/** Writes bits one field after the other; grows as needed. Not for the hot path. */
export class BitWriter {
  #bytes = new Uint8Array(64);
  bits = 0;

  /** Unsigned, 1..32 bits; a value outside the field is clamped to it. */
  put(value: number, count: number): this {
    const most = 2 ** count - 1;
    const whole = Math.min(most, Math.max(0, Math.round(value)));
    this.#reserve(count);
    for (let i = count - 1; i >= 0; i--) {
      if (Math.floor(whole / 2 ** i) % 2 === 1)
        this.#bytes[this.bits >> 3]! |= 0x80 >> (this.bits & 7);
      this.bits++;
    }
    return this;
  }

  /** Two's complement, clamped. */
  putSigned(value: number, count: number): this {
    const most = 2 ** (count - 1) - 1;
    const whole = Math.min(most, Math.max(-most - 1, Math.round(value)));
    return this.put(whole < 0 ? whole + 2 ** count : whole, count);
  }

  putFlag(value: boolean): this {
    return this.put(value ? 1 : 0, 1);
  }

  /** Text in `chars` six-bit characters, filled with @; characters outside the set become ?. */
  putText(text: string | null, chars: number): this {
    for (let i = 0; i < chars; i++) {
      const code = (text ?? '').toUpperCase().charCodeAt(i);
      if (Number.isNaN(code)) this.put(0, 6);
      else if (code >= 64 && code < 96) this.put(code - 64, 6);
      else this.put(code >= 32 && code < 64 ? code : 63, 6);
    }
    return this;
  }

  /** The first `count` bits of hex digits. */
  putHex(hex: string, count: number): this {
    for (let done = 0; done < count; done += 4) {
      const digit = parseInt(hex[done >> 2] ?? '0', 16);
      const left = Math.min(4, count - done);
      this.put((Number.isNaN(digit) ? 0 : digit) >> (4 - left), left);
    }
    return this;
  }

  #reserve(count: number): void {
    const need = ((this.bits + count + 7) >> 3) + PAD;
    if (need <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(need, this.#bytes.length * 2));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }

  /** What was written, with the zeros that readers want behind it. */
  payload(): Payload {
    const payload = new Payload();
    payload.bytes = this.#bytes.slice(0, ((this.bits + 7) >> 3) + PAD);
    payload.bits = this.bits;
    return payload;
  }
}
