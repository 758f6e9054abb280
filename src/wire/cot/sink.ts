// Hot path: no allocation per event but the copy that leaves.
import { assert, encodeUtf8 } from '../../base/index.ts';

/** 0: as it is; else what must be done with the octet in an attribute. */
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

/** A buffer that grows by doubling and is used again. */
export class OctetSink {
  #bytes = new Uint8Array(4096);
  length = 0;

  /** Room for that many more octets. */
  reserve(octets: number): void {
    if (this.length + octets <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + octets));
    grown.set(this.#bytes.subarray(0, this.length));
    this.#bytes = grown;
  }

  octet(value: number): void {
    this.reserve(1);
    this.#bytes[this.length++] = value;
  }

  /** Text that is ASCII and needs no escapes. */
  ascii(text: string): void {
    this.reserve(text.length);
    const bytes = this.#bytes;
    let at = this.length;
    for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
    this.length = at;
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Text as UTF-8; lone surrogates become U+FFFD. */
  utf8(text: string): void {
    this.reserve(text.length * 3);
    for (let i = 0; i < text.length; i++) i = this.#character(text, i);
  }

  /** Text as UTF-8 with its length before it, as a varint. */
  sized(text: string): void {
    let octets = text.length;
    for (let i = 0; i < text.length; i++)
      if (text.charCodeAt(i) >= 128) {
        octets = -1;
        break;
      }
    if (octets >= 0) {
      this.varint(octets);
      this.ascii(text);
      return;
    }
    const bytes = encodeUtf8(text);
    this.varint(bytes.length);
    this.raw(bytes);
  }

  attribute(name: string, value: string): void {
    this.octet(32);
    this.ascii(name);
    this.value(value);
  }

  /** The value of an attribute in double quotes: escaped, and without what XML cannot carry. */
  value(value: string): void {
    this.ascii('="');
    this.reserve(value.length * 6);
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code < 128 && NEEDS_ESCAPE[code] === 0) this.#bytes[this.length++] = code;
      else if (code < 128) this.utf8(ESCAPES[code]!);
      else i = this.#character(value, i);
    }
    this.octet(34);
  }

  /** One character at `i`; returns the index of its last unit. */
  #character(text: string, i: number): number {
    const bytes = this.#bytes;
    let code = text.charCodeAt(i);
    if (code < 128) {
      bytes[this.length++] = code;
      return i;
    }
    if (code >= 0xd800 && code < 0xe000) {
      const whole = text.codePointAt(i)!;
      code = whole > 0xffff ? whole : 0xfffd;
    } else if (code >= 0xfffe) code = 0xfffd;
    if (code < 0x800) bytes[this.length++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) bytes[this.length++] = 0xe0 | (code >> 12);
      else {
        bytes[this.length++] = 0xf0 | (code >> 18);
        bytes[this.length++] = 0x80 | ((code >> 12) & 63);
      }
      bytes[this.length++] = 0x80 | ((code >> 6) & 63);
    }
    bytes[this.length++] = 0x80 | (code & 63);
    return code > 0xffff ? i + 1 : i;
  }

  /** An unsigned protobuf varint. @param value whole, 0 to 2^53 - 1 */
  varint(value: number): void {
    assert(value >= 0 && Number.isSafeInteger(value), 'a varint is a whole number from 0');
    this.reserve(10);
    while (value >= 128) {
      this.#bytes[this.length++] = (value % 128) | 128;
      value = Math.floor(value / 128);
    }
    this.#bytes[this.length++] = value;
  }

  /** Eight octets, little end first. */
  double(value: number): void {
    this.reserve(8);
    scratch.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) this.#bytes[this.length++] = scratch.getUint8(i);
  }

  /** What was written since start(), copied. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.length);
  }

  start(): void {
    this.length = 0;
  }
}

const scratch = new DataView(new ArrayBuffer(8));
