// Hot path: no allocation per field.
import { characterOctets, TEXT_CLASS, FORBIDDEN } from './xml-chars.ts';

const scratch = new DataView(new ArrayBuffer(8));

/** Reads protobuf fields one after another; `problem` says why it stopped. */
export class FieldReader {
  #bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  to = 0;
  /** of the field just read */
  field = 0;
  wireType = 0;
  /** of a varint; beyond 2^53 not exact */
  value = 0;
  /** octets of a length-delimited field, or of a fixed one */
  from = 0;
  end = 0;
  problem = '';

  open(bytes: Uint8Array, from: number, to: number): void {
    this.#bytes = bytes;
    this.at = from;
    this.to = to;
    this.problem = '';
  }

  /** The next field; false at the end, and with a `problem`. */
  next(): boolean {
    if (this.at >= this.to) return false;
    if (!this.#varint()) return false;
    const key = this.value;
    if (key < 8 || key >= 2 ** 32) return this.#stop('no field number');
    this.field = key >>> 3;
    this.wireType = key & 7;
    switch (this.wireType) {
      case 0:
        return this.#varint();
      case 1:
        return this.#fixed(8);
      case 2:
        return this.#varint() && this.#fixed(this.value);
      case 5:
        return this.#fixed(4);
      default:
        return this.#stop(`wire type ${this.wireType}: TakMessage has none`);
    }
  }

  /** Value of a 64-bit field as a double. */
  double(): number {
    for (let i = 0; i < 8; i++) scratch.setUint8(i, this.#bytes[this.from + i]!);
    return scratch.getFloat64(0, true);
  }

  #fixed(octets: number): boolean {
    if (octets > this.to - this.at) return this.#stop('a field goes beyond its message');
    this.from = this.at;
    // A length is read as a double. Places must stay small integers: one double among them, and the engine makes
    // every loop over octets that ever saw it a quarter slower (measured on the scan of the XML in the detail).
    this.end = (this.at + octets) | 0;
    this.at = this.end;
    return true;
  }

  #varint(): boolean {
    let value = 0;
    let scale = 1;
    for (let k = 0; k < 10; k++) {
      if (this.at >= this.to) return this.#stop('a varint is cut off');
      const octet = this.#bytes[this.at++]!;
      value += (octet & 127) * scale;
      if (octet < 128) {
        this.value = value;
        return true;
      }
      scale *= 128;
    }
    return this.#stop('a varint of more than 10 octets');
  }

  #stop(problem: string): false {
    this.problem = problem;
    return false;
  }
}

/** Where octets stop being UTF-8 that XML can carry; -1 when they never do. */
export function findUncarried(bytes: Uint8Array, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const c = bytes[i]!;
    if (c >= 128) {
      const octets = characterOctets(bytes, i, to);
      if (octets < 0) return i;
      i += octets - 1;
    } else if (TEXT_CLASS[c] === FORBIDDEN) return i;
  }
  return -1;
}
