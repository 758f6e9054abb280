import type { LedgerFact, Zone, ZoneDraft } from '../model/index.ts';
import type { Standing } from './alert-decide.ts';
import { bodyNumber, bodyText } from './body.ts';

/** Fold of zone facts: the zones in force, by id, in the order they came. */
export interface ZoneBook {
  readonly zones: Map<string, Zone>;
  /** zone id -> file it was imported from */
  readonly sources: Map<string, string>;
  /** files that did not load whole: source -> zones that could not be loaded */
  readonly incomplete: Map<string, number>;
  changed: boolean;
}

export function makeZoneBook(zones: readonly Zone[]): ZoneBook {
  return {
    zones: new Map(zones.map((zone) => [zone.id, zone])),
    sources: new Map(),
    incomplete: new Map(),
    changed: true,
  };
}

export function evolveZones(book: ZoneBook, fact: LedgerFact): void {
  const { body } = fact;
  switch (fact.type) {
    case 'zone.put': {
      const zone = body['zone'] as unknown as Zone;
      book.zones.set(zone.id, zone);
      if (typeof body['source'] === 'string') book.sources.set(zone.id, body['source']);
      book.changed = true;
      return;
    }
    case 'zone.removed': {
      const id = bodyText(body, 'id');
      book.zones.delete(id);
      book.sources.delete(id);
      book.changed = true;
      return;
    }
    case 'zone.imported': {
      const source = bodyText(body, 'source');
      const errors = bodyNumber(body, 'errors');
      if (errors > 0) book.incomplete.set(source, errors);
      else book.incomplete.delete(source);
      return;
    }
  }
}

const MAX_POINTS = 50_000;

/** Why a drawn zone cannot be taken; null when it can. One short sentence. */
export function findDraftFault(draft: ZoneDraft): string | null {
  if (draft.name.trim() === '') return 'a zone needs a name';
  if (draft.name.length > 200) return 'the name is longer than 200 characters';
  if (draft.volumes.length === 0) return 'a zone needs at least one volume';
  if (draft.volumes.length > 256) return 'more than 256 volumes';
  let points = 0;
  for (const { shape, lower, upper } of draft.volumes) {
    const low = lower.valueM ?? -Infinity;
    const high = upper.valueM ?? Infinity;
    if (Number.isNaN(low) || Number.isNaN(high)) return 'a limit is no number';
    if (lower.reference === upper.reference && low >= high)
      return 'the lower limit is not below the upper one';
    if (shape.type === 'circle') {
      if (!isPoint(shape.centre)) return 'the centre is not a position on Earth';
      if (!(shape.radiusM > 0 && shape.radiusM <= 1_000_000))
        return 'the radius must be above 0 and at most 1,000 km';
      continue;
    }
    if (shape.rings.length === 0) return 'a polygon needs an outer ring';
    for (const ring of shape.rings) {
      points += ring.length;
      if (ring.length < 3) return 'a ring needs at least three points';
      if (!ring.every(isPoint)) return 'a point is not a position on Earth';
    }
  }
  if (points > MAX_POINTS) return `more than ${MAX_POINTS} points`;
  const { rule } = draft;
  if (!(rule.lookAheadS >= 0 && rule.lookAheadS <= 3600)) return 'look-ahead must be 0 to 3,600 s';
  if (!(rule.minProbability > 0 && rule.minProbability <= 1))
    return 'the minimum probability must be above 0 and at most 1';
  return null;
}

function isPoint(point: readonly [number, number]): boolean {
  const [lon, lat] = point;
  return lon >= -360 && lon <= 360 && lat >= -90 && lat <= 90;
}

/** The standing condition of files that did not load whole. */
export function incompleteZones(book: ZoneBook, simulated: boolean): Standing {
  const names = [...book.incomplete.keys()];
  const bad = [...book.incomplete.values()].reduce((sum, n) => sum + n, 0);
  return {
    family: 'zone-set-incomplete|node',
    condition: 'zone-set-incomplete',
    priority: 'caution',
    object: { kind: 'node' },
    zoneId: null,
    text: `Zone set incomplete: ${bad} zone(s) of ${names.slice(0, 3).join(', ')} did not load`,
    tip: 'Open Zones, read the findings of the import, get a corrected file and import it again.',
    forecast: null,
    latDeg: null,
    lonDeg: null,
    simulated,
  };
}
