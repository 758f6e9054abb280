/** Who carries which made track, and which track number lives on when that changes. */
import type { Made } from './made-book.ts';
import type { Tables } from './tables.ts';

/** Readers of who carries it are told anew. */
export function tell(t: Tables, made: Made): void {
  if (made.slot >= 0) t.store.detailVersion[made.slot] = t.store.detailVersion[made.slot]! + 1;
  const leader = made.leader ?? made;
  leader.version++;
}

/** Ours carries it from now on, and all that it carried; the older of the two track numbers stays. */
export function joinSlot(t: Tables, made: Made, slot: number): void {
  const { store } = t;
  const followers = [...t.made.followersOf(made)];
  if (made.shownAs !== 0) {
    const keeps = Math.min(made.shownAs, store.shownAs[slot]!);
    t.dropped.push(made.shownAs + store.shownAs[slot]! - keeps);
    store.shownAs[slot] = keeps;
    store.bornS[slot] = Math.min(store.bornS[slot]!, made.bornS);
    made.shownAs = 0;
  }
  t.made.attach(made, slot, store.number[slot]!);
  for (const one of followers) {
    const isTaken = t.made.carriedBy(slot).some((other) => other.sensor === one.sensor);
    if (isTaken) t.made.release(one);
    else t.made.attach(one, slot, store.number[slot]!);
  }
  tell(t, made);
}

/** The one with the older track number leads. */
export function joinLeader(t: Tables, made: Made, other: Made): void {
  const isOlder = made.shownAs !== 0 && (other.shownAs === 0 || made.shownAs < other.shownAs);
  const [leads, goes] = isOlder ? [made, other] : [other, made];
  const followers = [...t.made.followersOf(goes)];
  if (goes.shownAs !== 0) {
    t.dropped.push(goes.shownAs);
    goes.shownAs = 0;
  }
  for (const one of [goes, ...followers]) t.made.follow(one, leads);
  tell(t, leads);
}

/**
 * One of our tracks is given up. A made track that it carried goes on under its number.
 * @returns true when one does: the number lives on
 */
export function passOn(t: Tables, slot: number): boolean {
  const carried = [...t.made.carriedBy(slot)];
  if (carried.length === 0) return false;
  const heir = carried.reduce((a, b) => (b.timeS > a.timeS ? b : a));
  for (const one of carried) t.made.release(one);
  for (const one of carried) if (one !== heir) t.made.follow(one, heir);
  heir.shownAs = t.store.shownAs[slot]!;
  heir.bornS = t.store.bornS[slot]!;
  heir.version = t.store.detailVersion[slot]! + 1;
  return true;
}

/** Two of our tracks become one: what the other carried goes with it. */
export function moveCarried(t: Tables, from: number, to: number): void {
  for (const made of [...t.made.carriedBy(from)]) t.made.attach(made, to, t.store.number[to]!);
}

/** Lets time pass: made tracks that are no longer reported are forgotten. */
export function advanceMade(t: Tables, nowS: number): void {
  for (const made of t.made.all()) {
    const wait = Math.min(Math.max(6 * made.everyS, 20), 120);
    if (nowS - made.timeS <= wait) continue;
    const heir = t.made.followersOf(made)[0];
    if (heir !== undefined && made.shownAs !== 0) handOver(t, made, heir);
    retire(t, made);
    t.made.remove(made);
  }
}

/** A follower leads on under the leader's number. */
function handOver(t: Tables, made: Made, heir: Made): void {
  const rest = t.made.followersOf(made).filter((one) => one !== heir);
  t.made.release(heir);
  heir.shownAs = made.shownAs;
  heir.bornS = made.bornS;
  heir.version = made.version + 1;
  made.shownAs = 0;
  for (const one of rest) t.made.follow(one, heir);
}

/** Its track number, if it had one of its own, is given up; readers of who carried it are told. */
export function retire(t: Tables, made: Made): void {
  if (made.shownAs !== 0) {
    t.dropped.push(made.shownAs);
    t.stats.dropped++;
  }
  made.shownAs = 0;
  tell(t, made);
}
