/** Drawings over the time of a run: lines with a band, parts piled on each other, counts as bars. */
import { escapeText } from './markup.ts';
import { type Box, WIDE, drawing, pathOf, px, scale, timeAxis, valueAxis } from './scale.ts';

export interface Series {
  readonly name: string;
  /** css class that gives its colour: c1 .. c6 */
  readonly tone: string;
  readonly values: readonly number[];
}

export interface CurvePlan {
  readonly id: string;
  readonly title: string;
  /** what it shows, in one sentence */
  readonly words: string;
  readonly label: string;
  /** s since the start of the run */
  readonly times: readonly number[];
  readonly series: readonly Series[];
  /** region in which values are as they should be */
  readonly band?: { readonly low: readonly number[]; readonly high: readonly number[] };
  /** a level to compare with */
  readonly level?: number;
  readonly most?: number;
}

function largest(plan: CurvePlan): number {
  let most = 0;
  for (const one of plan.series) for (const v of one.values) if (v > most) most = v;
  for (const v of plan.band?.high ?? []) if (v > most) most = v;
  if (plan.level !== undefined && plan.level > most) most = plan.level;
  const wanted = most === 0 ? 1 : most * 1.06;
  return plan.most === undefined ? wanted : Math.min(wanted, plan.most);
}

function scales(
  plan: CurvePlan,
  box: Box,
): { x: ReturnType<typeof scale>; y: ReturnType<typeof scale> } {
  const from = plan.times[0] ?? 0;
  const to = Math.max(plan.times.at(-1) ?? 1, from + 1);
  return {
    x: scale(from, to, box.left, box.width - box.right),
    y: scale(0, largest(plan), box.height - box.bottom, box.top),
  };
}

/** A key above the drawing: a swatch and a name for each series. */
export function key(series: readonly { readonly name: string; readonly tone: string }[]): string {
  const items = series.map(
    ({ name, tone }) => `<li><i class="${tone}"></i>${escapeText(name)}</li>`,
  );
  return `<ul class="key">${items.join('')}</ul>`;
}

/** Lines over time. What rises above `most` is cut there. */
export function lines(plan: CurvePlan, box: Box = WIDE): string {
  const { x, y } = scales(plan, box);
  const top = (v: number): number => (Number.isFinite(v) ? y.at(Math.min(v, y.to)) : Number.NaN);
  const { band, level } = plan;
  let content = valueAxis(box, y, plan.label);
  if (band !== undefined) {
    const upper = plan.times.map((t, i): [number, number] => [x.at(t), top(band.high[i]!)]);
    const lower = plan.times.map((t, i): [number, number] => [x.at(t), top(band.low[i]!)]);
    const edge = [...upper, ...lower.reverse()].filter((p) => Number.isFinite(p[1]));
    if (edge.length > 2) content += `<path class="band" d="${pathOf(edge)}Z"/>`;
  }
  if (level !== undefined)
    content += `<line class="level" x1="${box.left}" x2="${box.width - box.right}" y1="${px(y.at(level))}" y2="${px(y.at(level))}"/>`;
  for (const one of plan.series) {
    const points = plan.times.map((t, i): [number, number] => [x.at(t), top(one.values[i]!)]);
    content += `<path class="line ${one.tone}" d="${pathOf(points)}"/>`;
  }
  content += timeAxis(box, x);
  const legend = plan.series.length > 1 || band !== undefined ? key(plan.series) : '';
  return legend + drawing(plan.id, box, plan.title, plan.words, content);
}

/** Parts piled on each other over time, the first at the bottom. */
export function piled(plan: CurvePlan, box: Box = WIDE): string {
  const floor = plan.times.map(() => 0);
  const layers = plan.series.map((one) => {
    const from = [...floor];
    one.values.forEach((v, i) => {
      floor[i] = floor[i]! + (Number.isFinite(v) ? v : 0);
    });
    return { tone: one.tone, from, to: [...floor] };
  });
  const { x, y } = scales({ ...plan, series: [{ name: '', tone: '', values: floor }] }, box);
  let content = valueAxis(box, y, plan.label);
  for (const { tone, from, to } of layers) {
    const upper = plan.times.map((t, i): [number, number] => [x.at(t), y.at(to[i]!)]);
    const lower = plan.times.map((t, i): [number, number] => [x.at(t), y.at(from[i]!)]);
    content += `<path class="area ${tone}" d="${pathOf([...upper, ...lower.reverse()])}Z"/>`;
  }
  const outline = plan.times.map((t, i): [number, number] => [x.at(t), y.at(floor[i]!)]);
  content += `<path class="outline" d="${pathOf(outline)}"/>${timeAxis(box, x)}`;
  return key(plan.series) + drawing(plan.id, box, plan.title, plan.words, content);
}

/** Counts as bars, summed into at most `bins` equal stretches of time. */
export function bars(plan: CurvePlan, bins = 60, box: Box = WIDE): string {
  const from = plan.times[0] ?? 0;
  const to = Math.max(plan.times.at(-1) ?? 1, from + 1);
  const step = plan.times.length > 1 ? (to - from) / (plan.times.length - 1) : 1;
  const count = Math.min(bins, Math.max(plan.times.length, 1));
  const width = (to - from + step) / count;
  const sums = new Array<number>(count).fill(0);
  plan.times.forEach((t, i) => {
    const k = Math.min(count - 1, Math.floor((t - from) / width));
    sums[k] = sums[k]! + plan.series[0]!.values[i]!;
  });
  const x = scale(from, from + width * count, box.left, box.width - box.right);
  const most = Math.max(...sums, 1);
  const y = scale(0, most < 4 ? 4 : most * 1.06, box.height - box.bottom, box.top);
  let content = valueAxis(box, y, plan.label, 4);
  sums.forEach((sum, k) => {
    if (sum === 0) return;
    const left = x.at(from + k * width) + 0.5;
    const right = x.at(from + (k + 1) * width) - 0.5;
    content += `<rect class="bar ${plan.series[0]!.tone}" x="${px(left)}" y="${px(y.at(sum))}" width="${px(Math.max(right - left, 1))}" height="${px(y.at(0) - y.at(sum))}"/>`;
  });
  content += timeAxis(box, x);
  return drawing(plan.id, box, plan.title, plan.words, content);
}
