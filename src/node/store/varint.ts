/** A growing buffer of zigzag varints: small differences take one octet. Numbers are whole, below 2^53 in size. */
export class VarintWriter {
  #bytes = new Uint8Array(1024);
  length = 0;

  reset(): void {
    this.length = 0;
  }

  /** A signed whole number. */
  put(value: number): void {
    if (this.length + 10 > this.#bytes.length) {
      const more = new Uint8Array(this.#bytes.length * 2);
      more.set(this.#bytes);
      this.#bytes = more;
    }
    let rest = value < 0 ? -2 * value - 1 : 2 * value;
    while (rest >= 128) {
      this.#bytes[this.length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.length++] = rest;
  }

  take(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }
}

/** Reads what VarintWriter wrote; past the end it gives 0 and sets `overrun`. */
export class VarintReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  overrun = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  next(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      if (this.#at >= this.#bytes.length) {
        this.overrun = true;
        return 0;
      }
      const octet = this.#bytes[this.#at++]!;
      value += (octet & 127) * scale;
      if (octet < 128) break;
      scale *= 128;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
