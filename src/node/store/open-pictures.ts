import type { Snapshot } from './snapshot.ts';

/** Pictures kept at most, four a second for a minute; beyond it the oldest goes. */
export const MAX_OPEN_PICTURES = 240;

/** Pictures that are not in segments yet, oldest first. The writing and the reading thread have one each. */
export class OpenPictures {
  #pictures: Snapshot[] = [];

  get pictures(): readonly Snapshot[] {
    return this.#pictures;
  }

  /** time of the oldest; Infinity when there is none */
  get fromAt(): number {
    return this.#pictures[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Returns how many were given up because of the bound. */
  add(snapshot: Snapshot): number {
    this.#pictures.push(snapshot);
    if (this.#pictures.length <= MAX_OPEN_PICTURES) return 0;
    this.#pictures.shift();
    return 1;
  }

  dropOldest(count: number): void {
    this.#pictures.splice(0, count);
  }

  /** Pictures up to and including this number are in segments now. */
  dropNumbers(through: number): void {
    this.#pictures = this.#pictures.filter(({ number }) => number > through);
  }
}
