/** The life of each object as bars, one colour a track number: where a picture loses or renames what it holds. */
import type { ObjectScore } from '../score/types.ts';
import { escapeText, showNumber } from './markup.ts';
import { type Box, drawing, px, scale, timeAxis } from './scale.ts';

const ROW = 15;
const TONES = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];

export function drawLives(
  id: string,
  words: string,
  objects: readonly ObjectScore[],
  startT: number,
  endT: number,
): string {
  const height = objects.length * ROW + 50;
  const box: Box = { width: 760, height, left: 120, right: 62, top: 8, bottom: 34 };
  const x = scale(0, Math.max(endT - startT, 1), box.left, box.width - box.right);
  const rows = objects.map((object, row) => {
    const y = box.top + row * ROW;
    const place = (t: number): number => x.at(t - startT);
    const name = object.id.length > 17 ? `${object.id.slice(0, 16)}…` : object.id;
    const bars = object.segments.map((segment, k) => {
      const left = place(segment.fromT);
      const width = Math.max(place(segment.toT) - left, 1.5);
      const tone = TONES[k % TONES.length]!;
      return `<rect class="bar ${tone}" x="${px(left)}" y="${y + 3}" width="${px(width)}" height="${ROW - 6}"/>`;
    });
    const first = place(object.firstT);
    const width = Math.max(place(object.lastT) - first, 1.5);
    return (
      `<text class="tick" text-anchor="end" x="${box.left - 8}" y="${y + 11}">${escapeText(name)}</text>` +
      `<rect class="there" x="${px(first)}" y="${y + 6}" width="${px(width)}" height="${ROW - 12}"/>${bars.join('')}` +
      `<text class="tick" x="${box.width - box.right + 8}" y="${y + 11}">${showNumber(100 * object.longestSegment, 0)} %</text>`
    );
  });
  return drawing(
    id,
    box,
    'Objects and the tracks that held them',
    words,
    rows.join('') + timeAxis(box, x),
  );
}
