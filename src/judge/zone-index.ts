// Hot path: no allocation per point search. Budget: 2 us a point among 1,000 zones.
import { HOUR_MS, MINUTE_MS } from '../base/index.ts';
import type { Zone } from '../model/index.ts';
import { BoxTree } from './box-tree.ts';
import {
  EARTH_BOUNDS,
  FIT,
  fitHeight,
  heightsFromWgs84,
  heightsOfSurface,
  widestWgs84,
  type HeightBounds,
  type Heights,
} from './heights.ts';
import { containsPoint, prepareShape, type PreparedShape } from './shape.ts';
import { applicableSpans, appliesAt, type Place, type Span } from './zone-time.ts';

/** One volume of one zone, ready for questions; two entries when the shape is near the antimeridian. */
export interface IndexEntry {
  readonly zoneSlot: number;
  readonly volume: number;
  readonly shape: PreparedShape;
  /** add to a longitude in [-180, 180) to come to the shape's own turn */
  readonly turnDeg: number;
  /** the limits as heights above the ellipsoid, m, as far apart as terrain and geoid may put them */
  readonly lowestM: number;
  readonly highestM: number;
  /** things on the surface can be in it */
  readonly onSurface: boolean;
}

/** A zone a point lies in. */
export interface ZoneHit {
  readonly zone: Zone;
  /** index in zone.volumes */
  readonly volume: number;
  /** false: terrain or geoid would be needed and is not known, so inside is assumed */
  readonly certain: boolean;
}

const MAX_CANDIDATES = 4096;
/** Boxes are held this far past the antimeridian, so that a search box may run over it by 20 degrees either way. */
const SEAM_DEG = 200;

/** All active zones, searchable by place. Made anew when a zone changes: about 1 ms for 1,000 ordinary zones. */
export class ZoneIndex {
  readonly zones: readonly Zone[];
  readonly entries: readonly IndexEntry[];
  /** the entries of each zone */
  readonly entriesOf: ReadonlyMap<Zone, readonly IndexEntry[]>;
  /** where sun events of each zone are reckoned: the middle of its box */
  readonly places: readonly Place[];
  readonly bounds: HeightBounds;
  readonly #tree: BoxTree;
  readonly #found = new Int32Array(MAX_CANDIDATES);
  readonly #spans: { fromAt: number; spans: readonly Span[] | null }[];

  constructor(zones: readonly Zone[], bounds: HeightBounds = EARTH_BOUNDS) {
    this.zones = zones;
    this.bounds = bounds;
    const entries: IndexEntry[] = [];
    const boxes: number[] = [];
    this.places = zones.map((zone, zoneSlot) => {
      let place: Place = { latDeg: 0, lonDeg: 0 };
      zone.volumes.forEach((volume, index) => {
        const shape = prepareShape(volume.shape);
        if (!(shape.minLon <= shape.maxLon)) return;
        if (index === 0) place = { latDeg: shape.centreLat, lonDeg: shape.centreLon };
        if (!zone.active) return;
        const ends = widestWgs84(volume, bounds);
        const onSurface = fitHeight(volume, heightsOfSurface(), bounds) !== FIT.outside;
        for (let turn = -720; turn <= 720; turn += 360) {
          if (shape.minLon - turn > SEAM_DEG || shape.maxLon - turn < -SEAM_DEG) continue;
          entries.push({ zoneSlot, volume: index, shape, turnDeg: turn, ...ends, onSurface });
          boxes.push(shape.minLon - turn, shape.minLat, shape.maxLon - turn, shape.maxLat);
        }
      });
      return place;
    });
    const entriesOf = new Map<Zone, IndexEntry[]>();
    for (const entry of entries) {
      const zone = zones[entry.zoneSlot]!;
      const list = entriesOf.get(zone);
      if (list === undefined) entriesOf.set(zone, [entry]);
      else list.push(entry);
    }
    this.entriesOf = entriesOf;
    this.#spans = zones.map(() => ({ fromAt: Number.NaN, spans: null }));
    this.entries = entries;
    this.#tree = new BoxTree(Float64Array.from(boxes));
  }

  /**
   * When a zone applies from an instant on (at least two hours of it); null: always. Kept for a minute, because
   * schedules and sun events are slow to reckon.
   */
  spansFrom(zoneSlot: number, at: number): readonly Span[] | null {
    const zone = this.zones[zoneSlot]!;
    if (zone.applicability.length === 0) return null;
    const kept = this.#spans[zoneSlot]!;
    if (!(at >= kept.fromAt && at < kept.fromAt + MINUTE_MS)) {
      kept.fromAt = at;
      const toAt = at + MINUTE_MS + 2 * HOUR_MS;
      kept.spans = applicableSpans(zone, at, toAt, this.places[zoneSlot]!);
    }
    return kept.spans;
  }

  /**
   * Numbers of entries whose box meets the given one, in the returned array's first `count` places; valid until the
   * next search. Degrees; west and east may run past 180 by 20, counted on from a longitude in [-180, 180).
   */
  search(
    westDeg: number,
    southDeg: number,
    eastDeg: number,
    northDeg: number,
  ): { readonly found: Int32Array; readonly count: number } {
    const found = this.#found;
    return {
      found,
      count: this.#tree.search(westDeg, southDeg, eastDeg, northDeg, found, 0),
    };
  }
}

/**
 * The zones a point lies in at an instant, in the order of the set, each once with its first fitting volume (a certain
 * one before an assumed one). Active and inactive rules, identities and restrictions do not matter here.
 * @param alt height above the WGS84 ellipsoid, m (NaN: not known), or everything known about the height
 */
export function zonesAt(
  index: ZoneIndex,
  latDeg: number,
  lonDeg: number,
  alt: number | Heights,
  at: number,
): ZoneHit[] {
  const heights = typeof alt === 'number' ? heightsFromWgs84(alt) : alt;
  const lon = lonDeg >= -180 && lonDeg < 180 ? lonDeg : wrapLon(lonDeg);
  const { found, count } = index.search(lon, latDeg, lon, latDeg);
  const best = new Map<number, ZoneHit>();
  for (let k = 0; k < count; k++) {
    const entry = index.entries[found[k]!]!;
    const zone = index.zones[entry.zoneSlot]!;
    const fit = fitHeight(zone.volumes[entry.volume]!, heights, index.bounds);
    if (fit === FIT.outside) continue;
    if (!containsPoint(entry.shape, lon + entry.turnDeg, latDeg)) continue;
    if (!appliesAt(zone, at, index.places[entry.zoneSlot]!)) continue;
    const before = best.get(entry.zoneSlot);
    const certain = fit === FIT.inside;
    if (before === undefined || (certain && !before.certain))
      best.set(entry.zoneSlot, { zone, volume: entry.volume, certain });
  }
  return [...best.entries()].sort((a, b) => a[0] - b[0]).map(([, hit]) => hit);
}

/** Longitude brought to [-180, 180). */
export function wrapLon(lonDeg: number): number {
  const wrapped = (lonDeg + 180) % 360;
  return wrapped < 0 ? wrapped + 180 : wrapped - 180;
}
