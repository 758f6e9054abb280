/** Axes of the drawings: straight scales and round ticks. */
import { escapeText, showClock, showNumber } from './markup.ts';

export interface Box {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const WIDE: Box = { width: 760, height: 260, left: 62, right: 18, top: 14, bottom: 34 };

export interface Scale {
  readonly from: number;
  readonly to: number;
  /** place on the drawing */
  at(value: number): number;
}

export function scale(from: number, to: number, a: number, b: number): Scale {
  const span = to - from === 0 ? 1 : to - from;
  return { from, to, at: (value) => a + ((value - from) / span) * (b - a) };
}

/** Round values from `from` to `to`, about `count` of them. */
export function ticks(from: number, to: number, count: number): number[] {
  const raw = (to - from) / Math.max(count, 1);
  if (!(raw > 0) || !Number.isFinite(raw)) return [from];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= raw * 0.999)!;
  return every(step, from, to);
}

const CLOCK_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200];

/** Ticks of a time axis in seconds: whole minutes and hours where it can be. */
export function clockTicks(from: number, to: number, count: number): number[] {
  const raw = (to - from) / Math.max(count, 1);
  const step = CLOCK_STEPS.find((s) => s >= raw) ?? Math.ceil(raw / 86_400) * 86_400;
  return every(step, from, to);
}

function every(step: number, from: number, to: number): number[] {
  const found: number[] = [];
  for (let k = Math.ceil(from / step - 1e-9); k * step <= to + step * 1e-9; k++) {
    if (found.length >= 100) break;
    found.push(k * step + 0);
  }
  return found;
}

/** The decimals that tell neighbouring ticks apart. */
function decimalsOf(values: readonly number[]): number {
  const step = values.length > 1 ? Math.abs(values[1]! - values[0]!) : Math.abs(values[0] ?? 1);
  if (!(step > 0)) return 0;
  const places = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return Math.min(places + ((step / 10 ** -places) % 1) > 0.01 ? places + 1 : places, 6);
}

/** A coordinate in the drawing: a tenth of a pixel is enough. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Horizontal grid lines with their values, and what they count. */
export function valueAxis(box: Box, y: Scale, label: string, count = 5): string {
  const values = ticks(y.from, y.to, count);
  const decimals = decimalsOf(values);
  const lines = values.map(
    (v) =>
      `<line class="grid" x1="${box.left}" x2="${box.width - box.right}" y1="${px(y.at(v))}" y2="${px(y.at(v))}"/>` +
      `<text class="tick" text-anchor="end" x="${box.left - 8}" y="${px(y.at(v) + 4)}">${showNumber(v, decimals)}</text>`,
  );
  const middle = px((box.top + box.height - box.bottom) / 2);
  return `${lines.join('')}<text class="label" text-anchor="middle" transform="rotate(-90 14 ${middle})" x="14" y="${middle}">${escapeText(label)}</text>`;
}

/** Time along the bottom, in seconds since the start of the run. */
export function timeAxis(box: Box, x: Scale): string {
  const base = box.height - box.bottom;
  const marks = clockTicks(x.from, x.to, Math.max(3, Math.floor((box.width - box.left) / 90)));
  return (
    `<line class="axis" x1="${box.left}" x2="${box.width - box.right}" y1="${base}" y2="${base}"/>` +
    marks
      .map(
        (t) =>
          `<line class="axis" x1="${px(x.at(t))}" x2="${px(x.at(t))}" y1="${base}" y2="${base + 5}"/>` +
          `<text class="tick" text-anchor="middle" x="${px(x.at(t))}" y="${base + 19}">${showClock(t)}</text>`,
      )
      .join('')
  );
}

/** An SVG with a name and a sentence for those who do not see it. */
export function drawing(
  id: string,
  box: Box,
  title: string,
  words: string,
  content: string,
): string {
  return (
    `<svg role="img" aria-labelledby="${id}-t ${id}-d" viewBox="0 0 ${box.width} ${box.height}" xmlns="http://www.w3.org/2000/svg">` +
    `<title id="${id}-t">${escapeText(title)}</title><desc id="${id}-d">${escapeText(words)}</desc>${content}</svg>`
  );
}

/** A path through points, broken where a value is not a number. Points nearer than half a pixel are left out. */
export function pathOf(points: readonly (readonly [number, number])[]): string {
  let path = '';
  let pen = false;
  let lastX = 0;
  let lastY = 0;
  points.forEach(([x, y], i) => {
    if (!Number.isFinite(x + y)) {
      pen = false;
      return;
    }
    const near = pen && Math.abs(x - lastX) + Math.abs(y - lastY) < 0.5;
    if (near && i !== points.length - 1) return;
    path += `${pen ? 'L' : 'M'}${px(x)} ${px(y)}`;
    pen = true;
    lastX = x;
    lastY = y;
  });
  return path;
}
