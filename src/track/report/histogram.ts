/** How residuals spread, beside the normal curve they should follow. */
import { type Box, drawing, pathOf, px, scale } from './scale.ts';

/** bins over -REACH .. REACH standard deviations; the outermost also hold what lies beyond */
export const BINS = 32;
export const REACH = 4;
const BOX: Box = { width: 250, height: 132, left: 8, right: 8, top: 8, bottom: 24 };

export class Histogram {
  readonly counts = new Float64Array(BINS);
  count = 0;
  #sum = 0;
  #squares = 0;

  add(value: number): void {
    if (!Number.isFinite(value)) return;
    const bin = Math.floor(((value + REACH) / (2 * REACH)) * BINS);
    this.counts[bin < 0 ? 0 : bin >= BINS ? BINS - 1 : bin]!++;
    this.count++;
    this.#sum += value;
    this.#squares += value * value;
  }

  get mean(): number {
    return this.count === 0 ? Number.NaN : this.#sum / this.count;
  }

  /** root mean square about the mean */
  get sd(): number {
    if (this.count < 2) return Number.NaN;
    return Math.sqrt(Math.max(this.#squares / this.count - this.mean ** 2, 0));
  }
}

export function drawHistogram(id: string, title: string, words: string, h: Histogram): string {
  const width = (2 * REACH) / BINS;
  const normal = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  const heights = Array.from(h.counts, (n) => n / Math.max(h.count, 1) / width);
  const x = scale(-REACH, REACH, BOX.left, BOX.width - BOX.right);
  const y = scale(0, Math.max(...heights, 0.42) * 1.04, BOX.height - BOX.bottom, BOX.top);
  let content = '';
  heights.forEach((height, k) => {
    if (height === 0) return;
    const left = x.at(-REACH + k * width);
    content += `<rect class="bar c1" x="${px(left + 0.4)}" y="${px(y.at(height))}" width="${px(x.at(width) - x.at(0) - 0.8)}" height="${px(y.at(0) - y.at(height))}"/>`;
  });
  const curve = Array.from({ length: 81 }, (_, i): [number, number] => {
    const z = -REACH + (i / 80) * 2 * REACH;
    return [x.at(z), y.at(normal(z))];
  });
  const base = y.at(0);
  content += `<path class="line curve" d="${pathOf(curve)}"/><line class="axis" x1="${BOX.left}" x2="${BOX.width - BOX.right}" y1="${px(base)}" y2="${px(base)}"/>`;
  for (const z of [-3, 0, 3])
    content += `<text class="tick" text-anchor="middle" x="${px(x.at(z))}" y="${px(base + 16)}">${z < 0 ? `−${-z}` : z}</text>`;
  if (Number.isFinite(h.mean) && Math.abs(h.mean) < REACH)
    content += `<line class="mean" x1="${px(x.at(h.mean))}" x2="${px(x.at(h.mean))}" y1="${BOX.top}" y2="${px(base)}"/>`;
  return drawing(id, BOX, title, words, content);
}
