/**
 * Tracks that come already made (CAT062, SAPIENT fusion nodes, allies): each by its source's own number, with its
 * newest state, apart from the tracks of our own sensors. One of ours may carry several (those of one object); one
 * that none of ours carries leads, with a track number of its own, and may carry others in turn. Fixed memory; at the
 * bound the one silent longest gives way and is counted.
 */
import type { Claims, Environment } from '../model/index.ts';
import { ESTIMATE } from './estimate.ts';

/** sensors remembered of one made track; at the bound they are no longer taken to be all */
export const MAX_CONTRIBUTORS = 24;

export interface Made {
  readonly index: number;
  readonly key: string;
  sensor: number;
  sourceId: string;
  sensorId: string;
  /** another member's (Sensor.foreign) */
  isForeign: boolean;
  objectId: string;
  /** plane of the state, and the state at timeS (see EST) */
  frame: number;
  readonly state: Float64Array;
  timeS: number;
  bornS: number;
  /** usual wait between reports, s */
  everyS: number;
  kind: number;
  environment: Environment;
  existence: number;
  simulated: boolean;
  reports: number;
  claims: Claims;
  /** sensors named as being in it so far, by our ids; empty: none named */
  contributors: string[];
  /** one of our tracks that carries it: its slot and birth number; -1 none */
  slot: number;
  slotNumber: number;
  /** another made track that carries it; null none */
  leader: Made | null;
  /** track number while it leads, 0 not shown */
  shownAs: number;
  version: number;
  /** who may be the same object, agreements in a row; disagreements in a row with who carries it */
  wooed: number;
  agreed: number;
  strayed: number;
  /** reports in a row with an identity that a track of ours elsewhere holds */
  doubted: number;
  /** weight in the last fusion */
  weight: number;
}

export class MadeBook {
  readonly #byKey = new Map<string, Made>();
  readonly #free: number[] = [];
  readonly #bySlot = new Map<number, Made[]>();
  readonly #followers = new Map<Made, Made[]>();
  readonly #capacity: number;
  #top = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get count(): number {
    return this.#byKey.size;
  }

  all(): IterableIterator<Made> {
    return this.#byKey.values();
  }

  find(key: string): Made | undefined {
    return this.#byKey.get(key);
  }

  /** @returns the new one, and the one that gave way for it */
  make(key: string): { readonly made: Made; readonly lost: Made | null } {
    const [longest] = this.#byKey.size >= this.#capacity ? this.#byKey.values() : [];
    const lost = longest ?? null;
    if (lost !== null) this.remove(lost);
    const made: Made = {
      index: this.#free.pop() ?? this.#top++,
      key,
      sensor: -1,
      sourceId: '',
      sensorId: '',
      isForeign: false,
      objectId: '',
      frame: 0,
      state: new Float64Array(ESTIMATE),
      timeS: Number.NaN,
      bornS: Number.NaN,
      everyS: 0,
      kind: 0,
      environment: 'unknown',
      existence: 0,
      simulated: false,
      reports: 0,
      claims: {},
      contributors: [],
      slot: -1,
      slotNumber: 0,
      leader: null,
      shownAs: 0,
      version: 1,
      wooed: -1,
      agreed: 0,
      strayed: 0,
      doubted: 0,
      weight: 0,
    };
    this.#byKey.set(key, made);
    return { made, lost };
  }

  /** Forgets it; those it carried are left to themselves. */
  remove(made: Made): void {
    this.release(made);
    for (const one of [...this.followersOf(made)]) this.release(one);
    this.#byKey.delete(made.key);
    this.#free.push(made.index);
  }

  /** It was reported: it goes to the end of the list, whose first is the one silent longest. */
  touch(made: Made): void {
    this.#byKey.delete(made.key);
    this.#byKey.set(made.key, made);
  }

  carriedBy(slot: number): readonly Made[] {
    return this.#bySlot.get(slot) ?? NONE;
  }

  followersOf(leader: Made): readonly Made[] {
    return this.#followers.get(leader) ?? NONE;
  }

  /** Lets one of our tracks carry it. */
  attach(made: Made, slot: number, slotNumber: number): void {
    this.release(made);
    made.slot = slot;
    made.slotNumber = slotNumber;
    put(this.#bySlot, slot, made);
  }

  /** Lets another made track carry it. */
  follow(made: Made, leader: Made): void {
    this.release(made);
    made.leader = leader;
    put(this.#followers, leader, made);
  }

  /** Nobody carries it any more. */
  release(made: Made): void {
    if (made.slot >= 0) take(this.#bySlot, made.slot, made);
    if (made.leader !== null) take(this.#followers, made.leader, made);
    made.slot = -1;
    made.leader = null;
    made.agreed = 0;
    made.strayed = 0;
    made.wooed = -1;
  }
}

const NONE: readonly Made[] = [];

function put<K>(lists: Map<K, Made[]>, key: K, made: Made): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [made]);
  else list.push(made);
}

function take<K>(lists: Map<K, Made[]>, key: K, made: Made): void {
  const list = lists.get(key);
  if (list === undefined) return;
  const at = list.indexOf(made);
  if (at >= 0) list.splice(at, 1);
  if (list.length === 0) lists.delete(key);
}
