import { relinkObjects, type FreshTrack, type LostObject } from './relink.ts';
import type { RelinkRules } from './rules.ts';
import { SILENT_MS, type TrackWatch } from './watch.ts';

/**
 * A person's word about an object outlives its track: when a track that a person has named breaks, the word goes over
 * to the track that goes on from it. Stricter than with alerts, since a word may exempt: only to a track born after
 * the last plot of the old one (or of the same claim), and only when no second track might be it as well.
 * Bound: one place for each override that stands.
 */
export class OverrideFollower {
  readonly #last = new Map<number, LostObject>();

  /**
   * Once a tick, after the watch has looked.
   * @param overridden whether a person has named this track
   * @returns pairs of track numbers: lost, fresh
   */
  follow(
    now: number,
    numbers: Iterable<number>,
    overridden: (trackNumber: number) => boolean,
    watches: ReadonlyMap<number, TrackWatch>,
    claimOf: (trackNumber: number) => string,
    rules: RelinkRules,
  ): (readonly [number, number])[] {
    const lost: LostObject[] = [];
    for (const number of numbers) {
      const place = this.#placeOf(number, watches.get(number), claimOf(number));
      if (place === undefined || now - place.lastPlotAt <= SILENT_MS) continue;
      if (now - place.lastPlotAt > rules.maxGapS * 1000) this.#last.delete(number);
      else lost.push(place);
    }
    for (const number of this.#last.keys()) if (!overridden(number)) this.#last.delete(number);
    if (lost.length === 0) return [];
    const fresh = freshTracks(now, lost, overridden, watches, claimOf);
    const isAlone = ([from, to]: readonly [number, number]): boolean => {
      const others = fresh.filter((track) => track.trackNumber !== to);
      const one = lost.filter((object) => object.trackNumber === from);
      return one[0]!.claim !== '' || relinkObjects(one, others, now, rules).length === 0;
    };
    const pairs = relinkObjects(lost, fresh, now, rules).filter(isAlone);
    for (const [from] of pairs) this.#last.delete(from);
    return pairs;
  }

  #placeOf(number: number, watch: TrackWatch | undefined, claim: string): LostObject | undefined {
    if (watch !== undefined && !watch.lost && watch.lookedAt === watch.lookedAt)
      this.#last.set(number, {
        trackNumber: number,
        latDeg: watch.latDeg,
        lonDeg: watch.lonDeg,
        vEastMps: watch.vEastMps,
        vNorthMps: watch.vNorthMps,
        at: watch.lookedAt,
        lastPlotAt: watch.updatedAt,
        claim: claim === '' ? (this.#last.get(number)?.claim ?? '') : claim,
        simulated: watch.simulated,
      });
    return this.#last.get(number);
  }
}

/** Tracks that nobody has named, younger than the last plot of the object lost first, or of its claim. */
function freshTracks(
  now: number,
  lost: readonly LostObject[],
  overridden: (trackNumber: number) => boolean,
  watches: ReadonlyMap<number, TrackWatch>,
  claimOf: (trackNumber: number) => string,
): FreshTrack[] {
  const since = Math.min(...lost.map((one) => one.lastPlotAt));
  const claims = new Set(lost.map((one) => one.claim).filter((claim) => claim !== ''));
  const found: FreshTrack[] = [];
  for (const watch of watches.values()) {
    const number = watch.trackNumber;
    if (watch.lost || now - watch.updatedAt > SILENT_MS || overridden(number)) continue;
    const claim = claimOf(number);
    if (watch.bornAt >= since || claims.has(claim)) found.push({ ...watch, claim });
  }
  return found;
}
