// Hot path: allocates the station's name only.
/**
 * NMEA 4.10 tag blocks: `\s:station,c:time,g:1-2-1604*hh\` before a sentence. `c` in s or ms. Sentences of one group
 * belong together: what its first block says counts for the blocks after it that do not say it.
 */
import { latin1 } from '../../base/index.ts';

const BACKSLASH = 92;
const STAR = 42;
const COMMA = 44;
const COLON = 58;
/** Groups remembered; the oldest goes. */
const MOST_GROUPS = 64;
/** Above this a time is in ms (in s it would be the year 5138). */
const MS_FROM = 1e11;

export const HEX = new Int8Array(256).fill(-1);
for (let n = 0; n < 16; n++) {
  HEX['0123456789abcdef'.charCodeAt(n)] = n;
  HEX['0123456789ABCDEF'.charCodeAt(n)] = n;
}

interface Group {
  id: number;
  station: string | null;
  stationHash: number;
  time: number;
}

export class TagBlockReader {
  station: string | null = null;
  /** 0: none */
  stationHash = 0;
  /** ms UTC; NaN: none */
  time = Number.NaN;
  /** group id; -1: none */
  group = -1;
  groupSentence = 0;
  groupSize = 0;
  readonly #groups: Group[] = [];
  #nextGroup = 0;

  clear(): void {
    this.station = null;
    this.stationHash = 0;
    this.time = Number.NaN;
    this.group = -1;
    this.groupSentence = 0;
    this.groupSize = 0;
  }

  /**
   * Reads the block that begins with the backslash at `from`.
   * @returns where the sentence goes on; -1: no closing backslash; -2 - end: checksum wrong or missing, nothing taken
   */
  read(bytes: Uint8Array, from: number, to: number): number {
    let sum = 0;
    let star = -1;
    let end = -1;
    for (let i = from + 1; i < to; i++) {
      const code = bytes[i]!;
      if (code === BACKSLASH) {
        end = i;
        break;
      }
      if (code === STAR && star < 0) star = i;
      if (star < 0) sum ^= code;
    }
    if (end < 0) return -1;
    const given =
      star < 0 || star + 3 !== end ? -1 : HEX[bytes[star + 1]!]! * 16 + HEX[bytes[star + 2]!]!;
    if (given !== sum || HEX[bytes[star + 1]!]! < 0 || HEX[bytes[star + 2]!]! < 0)
      return -2 - (end + 1);
    this.#readFields(bytes, from + 1, star);
    return end + 1;
  }

  #readFields(bytes: Uint8Array, from: number, to: number): void {
    let at = from;
    while (at < to) {
      let end = at;
      while (end < to && bytes[end] !== COMMA) end++;
      if (bytes[at + 1] === COLON && end > at + 2) {
        const code = bytes[at]!;
        if (code === 115) this.#setStation(bytes, at + 2, end);
        else if (code === 99) this.time = readTime(bytes, at + 2, end);
        else if (code === 103) this.#setGroup(bytes, at + 2, end);
      }
      at = end + 1;
    }
    if (this.group >= 0) this.#share();
  }

  #setStation(bytes: Uint8Array, from: number, to: number): void {
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    this.stationHash = (hash >>> 0) + 1;
    this.station = latin1(bytes, from, Math.min(to, from + 64));
  }

  #setGroup(bytes: Uint8Array, from: number, to: number): void {
    const numbers = [0, 0, 0];
    let which = 0;
    for (let i = from; i < to; i++) {
      const digit = bytes[i]! - 48;
      if (bytes[i] === 45) which++;
      else if (digit < 0 || digit > 9 || which > 2 || numbers[which]! > 1e8) return;
      else numbers[which] = numbers[which]! * 10 + digit;
    }
    if (which !== 2) return;
    this.groupSentence = numbers[0]!;
    this.groupSize = numbers[1]!;
    this.group = numbers[2]!;
  }

  #share(): void {
    let group =
      this.groupSentence === 1 ? undefined : this.#groups.find((known) => known.id === this.group);
    if (group === undefined) {
      group = {
        id: this.group,
        station: this.station,
        stationHash: this.stationHash,
        time: this.time,
      };
      this.#groups[this.#nextGroup] = group;
      this.#nextGroup = (this.#nextGroup + 1) % MOST_GROUPS;
      return;
    }
    if (this.station === null) {
      this.station = group.station;
      this.stationHash = group.stationHash;
    }
    if (Number.isNaN(this.time)) this.time = group.time;
  }
}

/** Digits as ms UTC; NaN when they are none, or no time that can be. */
export function readTime(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = bytes[i]! - 48;
    // A fraction of a second is not kept by receivers that write one.
    if (bytes[i] === 46) break;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  const ms = value >= MS_FROM ? value : value * 1000;
  return to > from && ms < 4.2e12 ? ms : Number.NaN;
}
