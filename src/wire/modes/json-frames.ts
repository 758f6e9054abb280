import { concatBytes, decodeFault, type DecodeFault } from '../../base/index.ts';

/** A snapshot of 100,000 aircraft has about 40 MB; receivers know some hundreds. */
export const MOST_JSON_OCTETS = 16 * 1024 * 1024;

const OPEN = 0x7b;
const CLOSE = 0x7d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Cuts a stream into its JSON objects: aircraft.json documents one after the other, or a line an aircraft as readsb's
 * JSON port sends them. What stands between objects is skipped. Bound: 16 MiB an object, then it is given up.
 */
export class JsonFrames {
  /** pieces of an object whose end has not come */
  #held: Uint8Array[] = [];
  #heldOctets = 0;
  #depth = 0;
  #quoted = false;
  #escaped = false;

  /** The objects that end in these octets; faults have offsets in them. */
  push(bytes: Uint8Array): { readonly objects: Uint8Array[]; readonly faults: DecodeFault[] } {
    const objects: Uint8Array[] = [];
    const faults: DecodeFault[] = [];
    let from = 0;
    for (let at = 0; at < bytes.length; at++) {
      const octet = bytes[at]!;
      if (this.#depth === 0) {
        if (octet !== OPEN) continue;
        this.#depth = 1;
        from = at;
      } else if (this.#quoted) {
        if (this.#escaped) this.#escaped = false;
        else if (octet === BACKSLASH) this.#escaped = true;
        else if (octet === QUOTE) this.#quoted = false;
      } else if (octet === QUOTE) this.#quoted = true;
      else if (octet === OPEN) this.#depth++;
      else if (octet === CLOSE && --this.#depth === 0) {
        objects.push(concatBytes([...this.#held, bytes.subarray(from, at + 1)]));
        this.reset();
      }
    }
    if (this.#depth === 0) return { objects, faults };
    this.#held.push(bytes.slice(from));
    this.#heldOctets += bytes.length - from;
    if (this.#heldOctets > MOST_JSON_OCTETS) {
      const detail = `an object of more than ${MOST_JSON_OCTETS} octets`;
      faults.push(decodeFault('bad-length', 0, 'aircraft.json', detail));
      this.reset();
    }
    return { objects, faults };
  }

  /** Forgets an unfinished object: the connection ended. */
  reset(): void {
    this.#held = [];
    this.#heldOctets = 0;
    this.#depth = 0;
    this.#quoted = false;
    this.#escaped = false;
  }
}
