import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { VarintReader, VarintWriter } from './varint.ts';

/**
 * One track's points of one minute, as columns of a fixed number of whole numbers. A segment on disk is: number of
 * points, then each column as differences from the point before, zigzag varints, the whole deflated. Every value of
 * the track frame is kept (src/model/track-frame.ts), in its units.
 */
export const COLUMNS = [
  'at',
  'lat',
  'lon',
  'altM',
  'vEast',
  'vNorth',
  'vUp',
  'age',
  'radius95M',
  'status',
  'quality',
  'identity',
  'environment',
  'alert',
] as const;
export type Column = (typeof COLUMNS)[number];
export const WIDTH = COLUMNS.length;
export const COL: Readonly<Record<Column, number>> = Object.fromEntries(
  COLUMNS.map((name, i) => [name, i]),
) as Record<Column, number>;

/** Points one after the other, WIDTH numbers each. */
export type Points = number[];

const writer = new VarintWriter();

/** Packs points (in order of time) into one segment. */
export function packSegment(points: Points): Buffer {
  const count = points.length / WIDTH;
  writer.reset();
  writer.put(count);
  for (let column = 0; column < WIDTH; column++) {
    let before = 0;
    for (let i = 0; i < count; i++) {
      const value = points[i * WIDTH + column]!;
      writer.put(value - before);
      before = value;
    }
  }
  return deflateRawSync(writer.take(), { level: 1 });
}

/** Points of a segment; empty when the bytes are damaged (the disk, never input). */
export function unpackSegment(packed: Uint8Array): Points {
  let bytes: Uint8Array;
  try {
    bytes = inflateRawSync(packed);
  } catch {
    return [];
  }
  const reader = new VarintReader(bytes);
  const count = reader.next();
  if (count < 0 || count > bytes.length) return [];
  const points = new Array<number>(count * WIDTH);
  for (let column = 0; column < WIDTH; column++) {
    let value = 0;
    for (let i = 0; i < count; i++) {
      value += reader.next();
      points[i * WIDTH + column] = value;
    }
  }
  return reader.overrun ? [] : points;
}
