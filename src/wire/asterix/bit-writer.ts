/** Bits into octets, most significant first; grows as needed. */
export class BitWriter {
  #bytes = new Uint8Array(256);
  #bit = 0;

  bits(value: number, count: number): void {
    this.#reserve(count);
    for (let left = count; left > 0;) {
      const free = 8 - (this.#bit & 7);
      const take = Math.min(free, left);
      const part = Math.floor(value / 2 ** (left - take)) % 2 ** take;
      this.#bytes[this.#bit >> 3]! |= part << (free - take);
      this.#bit += take;
      left -= take;
    }
  }

  octets(octets: Uint8Array): void {
    for (const octet of octets) this.bits(octet, 8);
  }

  get length(): number {
    return this.#bit >> 3;
  }

  set(at: number, octet: number): void {
    this.#bytes[at] = octet;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.length);
  }

  #reserve(bits: number): void {
    if (this.#bit + bits <= this.#bytes.length * 8) return;
    const larger = new Uint8Array((this.#bytes.length + bits / 8) * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
