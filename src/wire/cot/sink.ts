// Hot path: no copy and no buffer per event; one view of a slab of 64 KiB.
import { assert, encodeUtf8 } from '../../base/index.ts';

/** null: as it is; else what stands for the octet in an attribute. */
const ESCAPES: readonly (string | null)[] = Array.from({ length: 128 }, (_, code) => {
  const named: Readonly<Record<number, string>> = {
    9: '&#9;',
    10: '&#10;',
    13: '&#13;',
    34: '&quot;',
    38: '&amp;',
    60: '&lt;',
    62: '&gt;',
  };
  return named[code] ?? (code < 32 ? '\ufffd' : null);
});
const NEEDS_ESCAPE = Uint8Array.from(ESCAPES, (escape) => (escape === null ? 0 : 1));

const SLAB = 65_536;
/** A new slab is begun when less than this is left. */
const LEAST = 8_192;

/**
 * Writes octets into slabs and hands out views of them: what was taken is never written again, and keeps its slab
 * alive. Do not transfer its buffer to another thread.
 */
export class OctetSink {
  #bytes = new Uint8Array(SLAB);
  /** first octet of what is being written, and the one after its last */
  #from = 0;
  #at = 0;

  start(): void {
    if (this.#bytes.length - this.#from < LEAST) {
      this.#bytes = new Uint8Array(SLAB);
      this.#from = 0;
    }
    this.#at = this.#from;
  }

  get length(): number {
    return this.#at - this.#from;
  }

  /** What was written since start(). */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(this.#from, this.#at);
    this.#from = this.#at;
    return taken;
  }

  #reserve(octets: number): void {
    if (this.#at + octets <= this.#bytes.length) return;
    const length = this.#at - this.#from;
    const grown = new Uint8Array(Math.max(SLAB, (length + octets) * 2));
    grown.set(this.#bytes.subarray(this.#from, this.#at));
    this.#bytes = grown;
    this.#from = 0;
    this.#at = length;
  }

  octet(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#at++] = value;
  }

  /** Text that is ASCII and needs no escapes. */
  ascii(text: string): void {
    const { length } = text;
    this.#reserve(length);
    const bytes = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < length; i++) bytes[at++] = text.charCodeAt(i);
    this.#at = at;
  }

  raw(octets: Uint8Array): void {
    this.#reserve(octets.length);
    this.#bytes.set(octets, this.#at);
    this.#at += octets.length;
  }

  /** A number of that many decimal digits, with zeros in front. */
  digits(value: number, count: number): void {
    this.#reserve(count);
    for (let i = count - 1; i >= 0; i--) {
      const rest = Math.floor(value / 10);
      this.#bytes[this.#at + i] = 48 + value - rest * 10;
      value = rest;
    }
    this.#at += count;
  }

  /** Text as UTF-8; what is no character becomes U+FFFD. */
  utf8(text: string): void {
    this.#reserve(text.length * 3);
    for (let i = 0; i < text.length; i++) i = this.#character(text, i);
  }

  /** ` name="value"`, escaped, and without what XML cannot carry. `before` is ` name="`. */
  attribute(before: string, value: string): void {
    this.ascii(before);
    this.#reserve(value.length * 6 + 1);
    const bytes = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code < 128 && NEEDS_ESCAPE[code] === 0) bytes[at++] = code;
      else {
        this.#at = at;
        if (code < 128) this.#escape(ESCAPES[code]!);
        else i = this.#character(value, i);
        at = this.#at;
      }
    }
    bytes[at++] = 34;
    this.#at = at;
  }

  /** An escape, for which there is room. */
  #escape(escape: string): void {
    for (let i = 0; i < escape.length; i++) i = this.#character(escape, i);
  }

  /** One character at `i`, for which there is room; returns the index of its last unit. */
  #character(text: string, i: number): number {
    const bytes = this.#bytes;
    let code = text.charCodeAt(i);
    if (code < 128) {
      bytes[this.#at++] = code;
      return i;
    }
    if (code >= 0xd800 && code < 0xe000) {
      const whole = text.codePointAt(i)!;
      code = whole > 0xffff ? whole : 0xfffd;
    } else if (code === 0xfffe || code === 0xffff) code = 0xfffd;
    if (code < 0x800) bytes[this.#at++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) bytes[this.#at++] = 0xe0 | (code >> 12);
      else {
        bytes[this.#at++] = 0xf0 | (code >> 18);
        bytes[this.#at++] = 0x80 | ((code >> 12) & 63);
      }
      bytes[this.#at++] = 0x80 | ((code >> 6) & 63);
    }
    bytes[this.#at++] = 0x80 | (code & 63);
    return code > 0xffff ? i + 1 : i;
  }

  /** An unsigned protobuf varint. @param value whole, 0 to 2^53 - 1 */
  varint(value: number): void {
    assert(value >= 0 && Number.isSafeInteger(value), 'a varint is a whole number from 0');
    this.#reserve(10);
    while (value >= 128) {
      this.#bytes[this.#at++] = (value % 128) | 128;
      value = Math.floor(value / 128);
    }
    this.#bytes[this.#at++] = value;
  }

  /** Eight octets, little end first. */
  double(value: number): void {
    this.#reserve(8);
    scratch.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) this.#bytes[this.#at++] = scratch.getUint8(i);
  }

  /** Text as UTF-8 with its length before it, as a varint. */
  sized(text: string): void {
    const { length } = text;
    if (length < 128) {
      this.#reserve(length + 1);
      const bytes = this.#bytes;
      const at = this.#at;
      let i = 0;
      for (; i < length; i++) {
        const code = text.charCodeAt(i);
        if (code >= 128) break;
        bytes[at + 1 + i] = code;
      }
      if (i === length) {
        bytes[at] = length;
        this.#at = at + 1 + length;
        return;
      }
    }
    const octets = encodeUtf8(text);
    this.varint(octets.length);
    this.raw(octets);
  }

  /** Begins a length-delimited field; close() with the number it gives. */
  open(field: number): number {
    this.varint(field * 8 + 2);
    this.octet(0);
    return this.#at - this.#from;
  }

  close(opened: number): void {
    const length = this.length - opened;
    if (length < 128) {
      this.#bytes[this.#from + opened - 1] = length;
      return;
    }
    let more = 0;
    for (let rest = length; rest >= 128; rest = Math.floor(rest / 128)) more++;
    this.#reserve(more + 10);
    const at = this.#from + opened;
    this.#bytes.copyWithin(at + more, at, this.#at);
    const end = this.#at + more;
    this.#at = at - 1;
    this.varint(length);
    this.#at = end;
  }
}

const scratch = new DataView(new ArrayBuffer(8));
