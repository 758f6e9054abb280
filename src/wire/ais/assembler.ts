// Hot path: no allocation per part but a slot's first.
/**
 * Messages of several sentences put together. A message is known by (station, channel, sequence id, number of parts);
 * its parts must come in order, the first first, each within 30 s of the first by receive time. Out of order is not
 * taken: a second part whose first was lost would else complete the next message of the same id and make a wrong one.
 */
export const PART = { more: 0, whole: 1, repeated: 2, orphan: 3 } as const;
export type PartResult = (typeof PART)[keyof typeof PART];

/** Messages open at once; at the bound the oldest is given up. */
const MOST_OPEN = 64;
const TIMEOUT_MS = 30_000;
/** Characters of a whole message: the longest of the standard has 1,008 bits, 168 characters; more is let pass. */
export const MOST_CHARS = 1024;

class Slot {
  key = -1;
  station = 0;
  parts = 0;
  next = 0;
  startedAt = 0;
  readonly chars = new Uint8Array(MOST_CHARS);
  length = 0;
  /** where the last part began, to know it when it comes twice */
  lastFrom = 0;
  time = Number.NaN;
  stationName: string | null = null;
}

export class Assembler {
  /** after `whole`: characters of the message, and the time and station of its first part */
  chars: Uint8Array = new Uint8Array(0);
  length = 0;
  time = Number.NaN;
  station: string | null = null;
  /** messages given up: timed out, replaced by a new first part, or pushed out by the bound */
  abandoned = 0;
  readonly #slots: Slot[] = [];

  /** Parts waiting for the rest. */
  get open(): number {
    let count = 0;
    for (const slot of this.#slots) if (slot.key >= 0) count++;
    return count;
  }

  /**
   * Takes part `number` (1..total).
   * @param station hash of the station's name, 0 for none
   * @param channel its character, 0 for none
   * @param sequence 0..9, 10 for none
   */
  add(
    part: {
      readonly total: number;
      readonly number: number;
      readonly sequence: number;
      readonly channel: number;
      readonly station: number;
      readonly stationName: string | null;
      readonly time: number;
    },
    bytes: Uint8Array,
    from: number,
    to: number,
    at: number,
  ): PartResult {
    const key = (part.total << 16) | (part.sequence << 8) | part.channel;
    let slot = this.#find(key, part.station, at);
    const length = to - from;
    if (part.number === 1) {
      if (slot !== undefined && slot.next === 2 && isSame(slot, 0, bytes, from, length))
        return PART.repeated;
      if (slot !== undefined) this.abandoned++;
      slot ??= this.#free();
      slot.key = key;
      slot.station = part.station;
      slot.parts = part.total;
      slot.next = 2;
      slot.startedAt = at;
      slot.length = 0;
      slot.time = part.time;
      slot.stationName = part.stationName;
      append(slot, bytes, from, length);
      return PART.more;
    }
    if (slot === undefined) return PART.orphan;
    if (part.number === slot.next - 1 && isSame(slot, slot.lastFrom, bytes, from, length))
      return PART.repeated;
    if (part.number !== slot.next || slot.length + length > MOST_CHARS) return PART.orphan;
    append(slot, bytes, from, length);
    slot.next++;
    if (slot.next <= slot.parts) return PART.more;
    slot.key = -1;
    this.chars = slot.chars;
    this.length = slot.length;
    this.time = slot.time;
    this.station = slot.stationName;
    return PART.whole;
  }

  #find(key: number, station: number, at: number): Slot | undefined {
    for (const slot of this.#slots) {
      if (slot.key < 0) continue;
      if (at - slot.startedAt > TIMEOUT_MS) {
        slot.key = -1;
        this.abandoned++;
      } else if (slot.key === key && slot.station === station) return slot;
    }
    return undefined;
  }

  #free(): Slot {
    let oldest: Slot | undefined;
    for (const slot of this.#slots) {
      if (slot.key < 0) return slot;
      if (oldest === undefined || slot.startedAt < oldest.startedAt) oldest = slot;
    }
    if (this.#slots.length >= MOST_OPEN && oldest !== undefined) {
      this.abandoned++;
      return oldest;
    }
    const made = new Slot();
    this.#slots.push(made);
    return made;
  }
}

function append(slot: Slot, bytes: Uint8Array, from: number, length: number): void {
  slot.lastFrom = slot.length;
  const fits = Math.min(length, MOST_CHARS - slot.length);
  for (let i = 0; i < fits; i++) slot.chars[slot.length + i] = bytes[from + i]!;
  slot.length += fits;
}

function isSame(
  slot: Slot,
  start: number,
  bytes: Uint8Array,
  from: number,
  length: number,
): boolean {
  if (slot.length - start !== length) return false;
  for (let i = 0; i < length; i++) if (slot.chars[start + i] !== bytes[from + i]) return false;
  return true;
}
