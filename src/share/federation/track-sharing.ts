// Hot path: 10,000 tracks, 32 members, every 2 s: 160,000 rows looked at a second; a label is asked once a frame.
import { RAD_TO_DEG, roundTo } from '../../base/index.ts';
import {
  ENVIRONMENTS,
  SHARED_CLAIMS,
  type Claims,
  type Identity,
  type Label,
  type Picture,
  type SharedTrack,
  type TrackDetail,
} from '../../model/index.ts';
import type { ReleaseGate } from '../releasability.ts';
import { MAX_TRACK_ROWS } from './messages.ts';

/** Degrees; west may be greater than east: then it goes over the date line. */
export interface TrackBox {
  readonly westDeg: number;
  readonly southDeg: number;
  readonly eastDeg: number;
  readonly northDeg: number;
}

/** What one ally gets of the tracks: how often, and where; box null = everywhere. */
export interface TrackTerms {
  readonly everyMs: number;
  readonly box: TrackBox | null;
}

/** What is asked about a row of the picture when a frame is made. */
export interface TrackFacts {
  /** the same object for the same label; with an ally's data in it a track is for nobody else */
  labelOf(trackNumber: number): Label;
  detailOf(trackNumber: number): TrackDetail | null;
  identityOf(trackNumber: number): Identity;
}

interface Standing {
  /** tracks that changed after it have not all gone out, ms */
  since: number;
  /** when the pass over the picture that is under way began, ms */
  passAt: number;
  frameAt: number;
  row: number;
}

/**
 * What goes to each ally of the tracks: the newest state of those that were updated since it last got them, that lie in
 * its box and that it may see. Nothing is remembered of what was sent: a lost frame is made good by the next update.
 * A frame holds MAX_TRACK_ROWS; what did not fit goes first in the next. Rules FED-14 .. FED-16.
 */
export class TrackSharing {
  readonly #standings = new Map<string, Standing>();
  readonly #changes = new Changes();

  /** Whether frame() would look at the picture: it is dear to make. */
  isDue(member: string, { everyMs }: TrackTerms, now: number): boolean {
    return now - (this.#standings.get(member)?.frameAt ?? Number.NEGATIVE_INFINITY) >= everyMs;
  }

  /** What is due to a member now: rows by their label; empty: nothing is due. */
  frame(
    member: string,
    terms: TrackTerms,
    origin: string,
    gate: ReleaseGate,
    picture: Picture,
    facts: TrackFacts,
  ): Map<Label, SharedTrack[]> {
    const now = picture.at;
    const standing = this.#standings.get(member) ?? {
      since: Number.NEGATIVE_INFINITY,
      passAt: now,
      frameAt: Number.NEGATIVE_INFINITY,
      row: 0,
    };
    this.#standings.set(member, standing);
    const frames = new Map<Label, SharedTrack[]>();
    if (!this.isDue(member, terms, now)) return frames;
    standing.frameAt = now;
    this.#changes.see(picture);
    const withheld = new Set<Label>();
    let rows = 0;
    let row = standing.row;
    if (row === 0) standing.passAt = now;
    for (; row < picture.count && rows < MAX_TRACK_ROWS; row++) {
      const trackNumber = picture.trackNumber[row]!;
      if (this.#changes.at(trackNumber) <= standing.since) continue;
      if (terms.box !== null && !isIn(terms.box, picture, row)) continue;
      const label = facts.labelOf(trackNumber);
      if (withheld.has(label)) continue;
      let frame = frames.get(label);
      if (frame === undefined) {
        if (!gate.mayRead(origin, label)) {
          withheld.add(label);
          continue;
        }
        frame = [];
        frames.set(label, frame);
      }
      frame.push(toShared(picture, row, facts));
      rows++;
    }
    if (row >= picture.count) {
      standing.since = standing.passAt;
      row = 0;
    }
    standing.row = row;
    return frames;
  }

  /** The link came up, or the member's terms changed: it gets everything it may see. */
  restart(member: string): void {
    this.#standings.delete(member);
  }
}

/** When each track was seen to have a new update: plots come late, so the update's own time does not tell. */
class Changes {
  readonly #seen = new Map<number, { updatedAt: number; changedAt: number }>();
  #pictureAt = Number.NaN;

  see(picture: Picture): void {
    if (picture.at === this.#pictureAt) return;
    this.#pictureAt = picture.at;
    // Gone tracks are forgotten; forgetting one that is there costs sending it once more.
    if (this.#seen.size > 2 * picture.count + 1000) this.#seen.clear();
    for (let row = 0; row < picture.count; row++) {
      const updatedAt = picture.updatedAt[row]!;
      const seen = this.#seen.get(picture.trackNumber[row]!);
      if (seen === undefined)
        this.#seen.set(picture.trackNumber[row]!, { updatedAt, changedAt: picture.at });
      else if (seen.updatedAt !== updatedAt) {
        seen.updatedAt = updatedAt;
        seen.changedAt = picture.at;
      }
    }
  }

  at(trackNumber: number): number {
    return this.#seen.get(trackNumber)?.changedAt ?? Number.POSITIVE_INFINITY;
  }
}

function isIn(box: TrackBox, picture: Picture, row: number): boolean {
  const lat = picture.latRad[row]! * RAD_TO_DEG;
  const lon = picture.lonRad[row]! * RAD_TO_DEG;
  if (lat < box.southDeg || lat > box.northDeg) return false;
  return box.westDeg <= box.eastDeg
    ? lon >= box.westDeg && lon <= box.eastDeg
    : lon >= box.westDeg || lon <= box.eastDeg;
}

function toShared(picture: Picture, row: number, facts: TrackFacts): SharedTrack {
  const number = picture.trackNumber[row]!;
  const varUp = picture.covUU[row]!;
  const varVelocity = (picture.velEE[row]! + picture.velNN[row]!) / 2;
  return {
    number,
    at: picture.at,
    latDeg: roundTo(picture.latRad[row]! * RAD_TO_DEG, 7),
    lonDeg: roundTo(picture.lonRad[row]! * RAD_TO_DEG, 7),
    altM: roundKnown(picture.altM[row]!),
    vEastMps: roundTo(picture.vEastMps[row]!, 2),
    vNorthMps: roundTo(picture.vNorthMps[row]!, 2),
    vUpMps: roundKnown(picture.vUpMps[row]!),
    covEE: roundTo(picture.covEE[row]!, 2),
    covEN: roundTo(picture.covEN[row]!, 2),
    covNN: roundTo(picture.covNN[row]!, 2),
    sdAltM: roundKnown(Math.sqrt(varUp)),
    sdVelocityMps: roundTo(Math.sqrt(varVelocity), 2),
    quality: picture.quality[row]!,
    existence: roundTo(picture.existence[row]!, 4),
    environment: ENVIRONMENTS[picture.environment[row]!] ?? 'unknown',
    identity: facts.identityOf(number),
    claims: claimsOf(facts.detailOf(number)),
    simulated: picture.simulated[row] !== 0,
  };
}

function claimsOf(detail: TrackDetail | null): SharedTrack['claims'] {
  const claims: { -readonly [claim in keyof Claims]: unknown } = {};
  if (detail === null) return {};
  for (const claim of SHARED_CLAIMS) {
    const value = detail[claim];
    if (value !== null && value !== undefined) claims[claim] = value;
  }
  return claims as SharedTrack['claims'];
}

function roundKnown(value: number): number | null {
  return Number.isNaN(value) ? null : roundTo(value, 2);
}
