import type { Settings } from '../state/settings.ts';
import type { TrackStore } from '../tracks/track-store.ts';
import { labelPriority, MAX_LABELS, type LabelRow } from './label-canvas.ts';
import type { Look } from './track-instances.ts';

type Seen = readonly [number, number, number, number];
/** Labels of friend and neutral tracks give way in a crowd: so many at most that are not important. */
const MAX_ORDINARY = 160;

/** Which tracks in view get a label, the most important first, at most MAX_LABELS. */
export function labelRows(
  store: TrackStore,
  look: Look,
  seen: Seen,
  want: {
    readonly mode: Settings['labels'];
    readonly marks: { readonly selected: number | null; readonly hovered: number | null };
  },
): LabelRow[] {
  const { mode, marks } = want;
  const rows: LabelRow[] = [];
  store.grid.query(...seen, (row) => {
    const trackNumber = store.trackNumber[row]!;
    const marked = trackNumber === marks.selected || trackNumber === marks.hovered;
    const alert = store.alert[row]!;
    const priority = labelPriority(alert, store.identity[row]!, marked);
    if (!marked && alert === 0) {
      if (mode !== 'all') return;
      if (look.hiddenIdentity[store.identity[row]!] === 1) return;
      if (look.hiddenEnvironment[store.environment[row]!] === 1) return;
    }
    rows.push({ row, priority, detail: marked ? 'full' : alert !== 0 ? 'more' : 'short' });
  });
  rows.sort(
    (a, b) => a.priority - b.priority || store.trackNumber[a.row]! - store.trackNumber[b.row]!,
  );
  const important = rows.findIndex((row) => row.priority > 2);
  const keep =
    important < 0 ? rows.length : Math.max(important, Math.min(rows.length, MAX_ORDINARY));
  return rows.slice(0, Math.min(keep, MAX_LABELS));
}

/** Px of the symbols in view, for labels to keep clear of; bounded, a crowd of thousands is not worth the search. */
export function symbolsInView(
  store: TrackStore,
  seen: Seen,
  screen: (row: number) => readonly [number, number],
): Float64Array {
  const MAX = 3000;
  const out = new Float64Array(2 * MAX);
  let count = 0;
  store.grid.query(...seen, (row) => {
    if (count >= MAX) return;
    const [x, y] = screen(row);
    out[2 * count] = x;
    out[2 * count + 1] = y;
    count++;
  });
  return out.subarray(0, 2 * count);
}
