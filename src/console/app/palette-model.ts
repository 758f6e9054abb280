import { IDENTITIES, type Identity } from '../../model/index.ts';
import type { TrackStore } from '../tracks/track-store.ts';

export interface FoundTrack {
  readonly trackNumber: number;
  readonly name: string;
  readonly about: string;
  readonly identity: Identity;
}

/** Tracks whose name, id, address, MMSI or squawk hold the words; names that begin with them first. */
export function searchTracks(store: TrackStore, needle: string, limit: number): FoundTrack[] {
  const found: (FoundTrack & { readonly rank: number })[] = [];
  for (let row = 0; row < store.count; row++) {
    const label = store.labels.get(store.trackNumber[row]!);
    if (label === undefined) continue;
    const words = [label.name, label.id, label.icao, label.squawk, label.mmsi];
    const places = words.map((word) =>
      String(word ?? '')
        .toLowerCase()
        .indexOf(needle),
    );
    if (places.every((at) => at < 0)) continue;
    found.push({
      trackNumber: label.trackNumber,
      name: label.name,
      about: [label.id, label.kind, label.squawk === null ? '' : `SQ ${label.squawk}`]
        .filter((word) => word !== '' && word !== label.name)
        .join(' · '),
      identity: IDENTITIES[store.identity[row]!] ?? 'pending',
      rank: places.includes(0) ? 0 : 1,
    });
  }
  found.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  return found.slice(0, limit);
}
