import { MINUTE_MS } from '../../base/index.ts';
import { ensurePoints, makePointColumns, type PointColumns } from './segment.ts';
import { WIDTH, type Snapshot } from './snapshot.ts';

/** Pictures of one minute turned from rows in time to points by track: what becomes segments together. */
export interface Batch {
  readonly minute: number;
  readonly pictures: readonly Snapshot[];
  /** most tracks in one picture */
  readonly most: number;
  readonly trackNumbers: readonly number[];
  /** The points of the i-th track, in a buffer that the next call uses again. */
  readonly points: (index: number) => PointColumns;
}

/** The pictures at the head of the list that belong to one minute and follow each other in time. */
export function leadingMinute(pictures: readonly Snapshot[]): readonly Snapshot[] {
  const first = pictures[0];
  if (first === undefined) return [];
  const minute = Math.floor(first.at / MINUTE_MS);
  let count = 1;
  while (count < pictures.length) {
    const { at } = pictures[count]!;
    if (Math.floor(at / MINUTE_MS) !== minute || at <= pictures[count - 1]!.at) break;
    count++;
  }
  return pictures.slice(0, count);
}

/** @param pictures of one minute, later ones later */
export function makeBatch(pictures: readonly Snapshot[]): Batch {
  const minute = Math.floor(pictures[0]!.at / MINUTE_MS);
  const index = new Map<number, number>();
  const counts: number[] = [];
  let most = 0;
  let total = 0;
  for (const { values, count } of pictures) {
    most = Math.max(most, count);
    total += count;
    for (let row = 0; row < count; row++) {
      const known = index.get(values[row]!);
      if (known !== undefined) counts[known]!++;
      else {
        index.set(values[row]!, counts.length);
        counts.push(1);
      }
    }
  }
  // Where each track's references begin; then (picture, row) of every point, by track, in time.
  const starts = new Int32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) starts[i + 1] = starts[i]! + counts[i]!;
  const next = starts.slice();
  const pictureOf = new Uint16Array(total);
  const rowOf = new Int32Array(total);
  pictures.forEach(({ values, count }, picture) => {
    for (let row = 0; row < count; row++) {
      const at = next[index.get(values[row]!)!]!++;
      pictureOf[at] = picture;
      rowOf[at] = row;
    }
  });
  const buffer = makePointColumns(pictures.length);
  const points = (i: number): PointColumns => {
    const from = starts[i]!;
    buffer.count = starts[i + 1]! - from;
    ensurePoints(buffer, buffer.count);
    for (let k = 0; k < buffer.count; k++) {
      const { at, values, count } = pictures[pictureOf[from + k]!]!;
      const row = rowOf[from + k]!;
      buffer.values[k] = Math.round(at - minute * MINUTE_MS);
      for (let c = 1; c < WIDTH; c++)
        buffer.values[c * buffer.capacity + k] = values[c * count + row]!;
    }
    return buffer;
  };
  const trackNumbers = [...index.keys()].map((number) => number >>> 0);
  return { minute, pictures, most, trackNumbers, points };
}
