// Hot path: 10,000 tracks written in < 2 ms, once a frame of data or change of view class; no allocation per track.
import { IDENTITIES } from '../../model/index.ts';
import { AGE_STATE, ageState } from '../tracks/age.ts';
import { symbolCode } from '../tracks/kinds.ts';
import { TRAIL, type TrackStore } from '../tracks/track-store.ts';
import type { SymbolAtlas } from './symbol-atlas.ts';

/** floats an instance: from (2), to (2), velocity (2), look (3: cell, flags, size px) */
export const INSTANCE_FLOATS = 9;
/** floats a trail dot: place (2), look (2: age 0..1, identity) */
export const DOT_FLOATS = 4;

export interface Look {
  /** side of a symbol, px */
  readonly sizePx: number;
  /** at small sizes: the frame's shape alone */
  readonly frameOnly: boolean;
  readonly vectors: boolean;
  readonly trails: 'all' | 'marked' | 'none';
  readonly selected: ReadonlySet<number>;
  readonly hovered: number | null;
  /** tracks not drawn, by identity and environment index; 1 = hidden */
  readonly hiddenIdentity: Uint8Array;
  readonly hiddenEnvironment: Uint8Array;
}

const HOSTILE = IDENTITIES.indexOf('hostile');
const FRIEND_FROM = IDENTITIES.indexOf('assumed-friend');
const NEUTRAL = IDENTITIES.indexOf('neutral');
const RANKS = 5;

/** Draw order: what matters most is drawn last, on top. */
function rankOf(alert: number, identity: number, marked: boolean): number {
  if (marked) return 4;
  if (alert !== 0) return 3;
  if (identity === HOSTILE) return 2;
  return identity >= FRIEND_FROM && identity <= NEUTRAL ? 0 : 1;
}

/** The instance buffer of the track layer, kept and grown; `count` instances are valid. */
export class TrackInstances {
  data = new Float32Array(0);
  count = 0;
  dots = new Float32Array(0);
  dotCount = 0;
  /** greatest speed on the map, Mercator units a second: decides how often the map must be redrawn */
  maxSpeed = 0;
  anyUnacknowledged = false;
  #order = new Int32Array(0);
  #rank = new Uint8Array(0);

  write(
    store: TrackStore,
    atlas: SymbolAtlas,
    look: Look,
    origin: readonly [number, number],
  ): void {
    this.#grow(store.count);
    this.#sort(store, look);
    const { data } = this;
    this.maxSpeed = 0;
    this.anyUnacknowledged = false;
    for (let i = 0; i < this.count; i++) {
      const row = this.#order[i]!;
      const at = i * INSTANCE_FLOATS;
      const alert = store.alert[row]!;
      const marked = this.#rank[row] === RANKS - 1;
      const important = marked || alert !== 0;
      const age = ageState(store.ageS[row]!, store.periodS[row]!);
      const code = symbolCode(store.identity[row]!, store.environment[row]!, store.kind[row]!);
      const small = look.frameOnly && !important;
      const variant = age >= AGE_STATE.hollow ? 'hollow' : small ? 'frame' : 'full';
      data[at] = store.fromX[row]! - origin[0];
      data[at + 1] = store.fromY[row]! - origin[1];
      data[at + 2] = store.toX[row]! - origin[0];
      data[at + 3] = store.toY[row]! - origin[1];
      data[at + 4] = store.velX[row]!;
      data[at + 5] = store.velY[row]!;
      data[at + 6] = atlas.cell(code, variant);
      data[at + 7] = this.#flags(store, look, row, age);
      data[at + 8] = small ? look.sizePx : Math.max(look.sizePx, important ? 30 : 0);
      const speed = Math.abs(store.velX[row]!) + Math.abs(store.velY[row]!);
      if (speed > this.maxSpeed) this.maxSpeed = speed;
      if ((alert & 0x80) !== 0) this.anyUnacknowledged = true;
    }
    this.#writeDots(store, look, origin);
  }

  #flags(store: TrackStore, look: Look, row: number, age: number): number {
    const alert = store.alert[row]!;
    const trackNumber = store.trackNumber[row]!;
    const identity = store.identity[row]!;
    let flags = age | ((alert & 7) << 2) | (identity << 9);
    if ((alert & 0x80) !== 0) flags |= 32;
    if (look.selected.has(trackNumber)) flags |= 64;
    if (look.hovered === trackNumber) flags |= 128;
    if (look.vectors || (flags & 192) !== 0) flags |= 256;
    return flags;
  }

  /** Rows to draw in #order, least important first (counting sort). */
  #sort(store: TrackStore, look: Look): void {
    const starts = new Int32Array(RANKS + 1);
    for (let row = 0; row < store.count; row++) {
      const identity = store.identity[row]!;
      const alert = store.alert[row]!;
      const trackNumber = store.trackNumber[row]!;
      const marked = look.selected.has(trackNumber) || look.hovered === trackNumber;
      const hidden =
        look.hiddenIdentity[identity] === 1 ||
        look.hiddenEnvironment[store.environment[row]!] === 1;
      // A track with an alert or in a person's hand is never filtered away.
      const rank = hidden && !marked && alert === 0 ? RANKS : rankOf(alert, identity, marked);
      this.#rank[row] = rank;
      if (rank < RANKS) starts[rank + 1]!++;
    }
    for (let rank = 0; rank < RANKS; rank++) starts[rank + 1]! += starts[rank]!;
    this.count = starts[RANKS]!;
    for (let row = 0; row < store.count; row++) {
      const rank = this.#rank[row]!;
      if (rank < RANKS) this.#order[starts[rank]!++] = row;
    }
  }

  #writeDots(store: TrackStore, look: Look, origin: readonly [number, number]): void {
    this.dotCount = 0;
    if (look.trails === 'none') return;
    for (let i = 0; i < this.count; i++) {
      const row = this.#order[i]!;
      if (look.trails === 'marked' && this.#rank[row]! < 3) continue;
      const dots = store.trailCount[row]!;
      for (let dot = 0; dot < dots; dot++) {
        const at = this.dotCount++ * DOT_FLOATS;
        this.dots[at] = store.trailX[row * TRAIL + dot]! - origin[0];
        this.dots[at + 1] = store.trailY[row * TRAIL + dot]! - origin[1];
        this.dots[at + 2] = 1 - dot / TRAIL;
        this.dots[at + 3] = store.identity[row]!;
      }
    }
  }

  #grow(count: number): void {
    if (this.#order.length >= count) return;
    const capacity = Math.max(1024, count + (count >> 1));
    this.data = new Float32Array(capacity * INSTANCE_FLOATS);
    this.dots = new Float32Array(capacity * TRAIL * DOT_FLOATS);
    this.#order = new Int32Array(capacity);
    this.#rank = new Uint8Array(capacity);
  }
}
