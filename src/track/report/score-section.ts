/** The part of a report that compares tracks with truth. */
import type { Score, ScoreDetail, ScoreMoment, ScoreRules } from '../score/types.ts';
import { bars, lines, piled } from './curves.ts';
import { drawLives } from './lives.ts';
import { figure, showClock, showNumber, table } from './markup.ts';

const MOST_LIVES = 40;
const MOST_ROWS = 240;
const MOST_OBJECTS = 400;

/** Every figure of a score with its unit and meaning, in the order of the command's own table. */
export const FIGURES: readonly (readonly [keyof Score, string, number, string])[] = [
  ['gospa', 'GOSPA', 2, 'm, mean over report times; less is better'],
  ['locPart', 'localisation part', 2, 'm, root mean square over report times'],
  ['missedPart', 'missed part', 2, 'm'],
  ['falsePart', 'false part', 2, 'm'],
  ['targets', 'objects a report', 2, ''],
  ['missed', 'missed a report', 3, ''],
  ['false', 'false a report', 3, ''],
  ['locRmse', 'position error', 2, 'm, root mean square of the pairs'],
  ['nees', 'NEES / dimensions', 3, 'ideal 1; above, tracks think themselves better than they are'],
  ['completeness', 'SIAP completeness', 4, 'share of objects that have a track'],
  ['ambiguity', 'SIAP ambiguity', 4, 'tracks an object that has one; ideal 1'],
  ['spuriousness', 'SIAP spuriousness', 4, 'share of tracks without an object'],
  ['positionAccuracy', 'SIAP position', 2, 'm'],
  ['velocityAccuracy', 'SIAP velocity', 2, 'm/s'],
  ['longestSegment', 'SIAP longest segment', 4, 'share of life under one track number'],
  ['switches', 'track-number switches', 0, ''],
  ['initDelayS', 'initiation delay', 2, 's from first presence to first track'],
  ['neverTracked', 'never tracked', 0, 'objects'],
  ['badLines', 'bad lines', 0, 'at other times, repeated or without a place: ignored'],
];

export function scoreTable(score: Score): string {
  return table(
    'Figures of the run',
    ['figure', 'value', 'unit, meaning'],
    FIGURES.map(([name, label, decimals, note]) => [
      label,
      showNumber(score[name], decimals),
      note,
    ]),
  );
}

export function scoreSection(detail: ScoreDetail, rules: ScoreRules): string {
  const { score, moments } = detail;
  const times = moments.map((m) => m.t - (moments[0]?.t ?? 0));
  const numbers = momentTable(moments);
  return [
    '<section id="time"><h2>Over time</h2>',
    gospaFigure(score, moments, times, numbers),
    coverageFigure(score, moments, times),
    switchFigure(score, moments, times),
    neesFigure(score, moments, times, rules.dims),
    '</section>',
    '<section id="objects"><h2>Objects</h2>',
    livesFigure(detail, rules),
    '</section>',
  ].join('');
}

function gospaFigure(
  score: Score,
  moments: readonly ScoreMoment[],
  times: readonly number[],
  numbers: string,
): string {
  // each part's share of the height is its share of the square, since the squares are what adds up
  const part = (of: (m: ScoreMoment) => number): number[] =>
    moments.map((m) => (m.gospa === 0 ? 0 : of(m) / m.gospa));
  const worst = moments.reduce((a, b) => (b.gospa > a.gospa ? b : a), moments[0]!);
  const squares = score.locPart ** 2 + score.missedPart ** 2 + score.falsePart ** 2;
  const share = (value: number): string =>
    `${showNumber((100 * value * value) / Math.max(squares, 1e-12), 0)} %`;
  const words = `Mean ${showNumber(score.gospa, 1)} m over ${moments.length} report times, most ${showNumber(worst.gospa, 1)} m at ${showClock(worst.t - moments[0]!.t)}. Of the square, ${share(score.locPart)} is position error, ${share(score.missedPart)} objects missed and ${share(score.falsePart)} false tracks. The height is GOSPA; the bands divide it by their squares.`;
  const drawing = piled({
    id: 'gospa',
    title: 'GOSPA over time',
    words,
    label: 'GOSPA, m',
    times,
    series: [
      { name: 'localisation', tone: 'c1', values: part((m) => m.locSquare) },
      { name: 'missed', tone: 'c2', values: part((m) => m.missedSquare) },
      { name: 'false', tone: 'c3', values: part((m) => m.falseSquare) },
    ],
  });
  return figure('GOSPA', drawing, words, numbers);
}

function coverageFigure(
  score: Score,
  moments: readonly ScoreMoment[],
  times: readonly number[],
): string {
  const words = `${showNumber(100 * score.completeness, 1)} % of the objects in view had a track; ${showNumber(score.false, 2)} false tracks a report, ${score.neverTracked} of the objects were never tracked.`;
  const drawing = lines({
    id: 'coverage',
    title: 'Coverage over time',
    words,
    label: 'count',
    times,
    series: [
      { name: 'objects in view', tone: 'c4', values: moments.map((m) => m.targets) },
      { name: 'of them tracked', tone: 'c1', values: moments.map((m) => m.held) },
      { name: 'false tracks', tone: 'c3', values: moments.map((m) => m.false) },
    ],
  });
  return figure('Coverage', drawing, words);
}

function switchFigure(
  score: Score,
  moments: readonly ScoreMoment[],
  times: readonly number[],
): string {
  const words =
    score.switches === 0
      ? 'No object changed its track number.'
      : `${score.switches} times an object went on under another track number.`;
  const drawing = bars({
    id: 'switches',
    title: 'Track-number switches over time',
    words,
    label: 'switches',
    times,
    series: [{ name: 'switches', tone: 'c2', values: moments.map((m) => m.switches) }],
  });
  return figure('Track-number switches', drawing, words);
}

/** z of 97.5 % of a normal distribution */
const Z = 1.959964;

/** 95 % bounds of a mean of n independent NEES / dims (chi-squared by Wilson and Hilferty, 1931). */
export function neesBounds(n: number, dims: number): readonly [number, number] {
  const k = n * dims;
  if (k === 0) return [Number.NaN, Number.NaN];
  const at = (z: number): number => (1 - 2 / (9 * k) + z * Math.sqrt(2 / (9 * k))) ** 3;
  return [Math.max(at(-Z), 0), at(Z)];
}

function neesFigure(
  score: Score,
  moments: readonly ScoreMoment[],
  times: readonly number[],
  dims: number,
): string {
  const bounds = moments.map((m) => neesBounds(m.neesCount, dims));
  const known = moments.filter((m) => m.neesCount > 0);
  if (known.length === 0)
    return figure('Consistency', '', 'The tracks bring no covariance, so that NEES is not known.');
  const inside = moments.filter((m, i) => m.nees >= bounds[i]![0] && m.nees <= bounds[i]![1]);
  const words = `Mean NEES over dimensions ${showNumber(score.nees, 3)} (1 is honest, above 1 the tracks think themselves better than they are); ${showNumber((100 * inside.length) / known.length, 0)} % of the reports lie inside the 95 % bounds that independent errors would keep.`;
  const drawing = lines({
    id: 'nees',
    title: 'NEES over time',
    words,
    label: 'NEES / dimensions',
    times,
    series: [
      {
        name: 'mean of the report; shaded: 95 % bounds',
        tone: 'c1',
        values: moments.map((m) => m.nees),
      },
    ],
    band: { low: bounds.map((b) => b[0]), high: bounds.map((b) => b[1]) },
    level: 1,
    most: 6,
  });
  return figure('Consistency of the covariance', drawing, words);
}

function livesFigure(detail: ScoreDetail, rules: ScoreRules): string {
  const worst = [...detail.objects].sort(
    (a, b) => a.longestSegment - b.longestSegment || b.switches - a.switches,
  );
  const shown = worst.slice(0, MOST_LIVES);
  const which =
    shown.length < worst.length
      ? `The ${shown.length} of ${worst.length} objects that fared worst`
      : `All ${worst.length} objects`;
  const words = `${which}, each with its longest share of life under one track number; a new colour is a new track number, a thin line is presence without a track. Over all, ${showNumber(100 * detail.score.longestSegment, 1)} %.`;
  const endT = rules.reportT0 + (rules.reports - 1) * rules.reportDt;
  const drawing = drawLives('lives', words, shown, rules.reportT0, endT);
  const rows = worst
    .slice(0, MOST_OBJECTS)
    .map((one) => [
      one.id,
      showClock(one.firstT - rules.reportT0),
      showClock(one.lastT - rules.reportT0),
      `${showNumber((100 * one.held) / one.reports, 1)} %`,
      `${showNumber(100 * one.longestSegment, 1)} %`,
      String(one.switches),
      showNumber(one.initDelayS, 1),
    ]);
  const head = ['object', 'from', 'to', 'tracked', 'longest segment', 'switches', 'delay, s'];
  const caption =
    rows.length < worst.length ? `The ${rows.length} objects that fared worst` : 'Objects';
  return figure(
    'Objects and the tracks that held them',
    drawing,
    words,
    table(caption, head, rows),
  );
}

function momentTable(moments: readonly ScoreMoment[]): string {
  const step = Math.ceil(moments.length / MOST_ROWS);
  const rows = moments
    .filter((_, i) => i % step === 0)
    .map((m) => [
      showClock(m.t - moments[0]!.t),
      showNumber(m.gospa, 1),
      showNumber(Math.sqrt(m.locSquare), 1),
      showNumber(Math.sqrt(m.missedSquare), 1),
      showNumber(Math.sqrt(m.falseSquare), 1),
      String(m.targets),
      String(m.held),
      String(m.false),
      String(m.switches),
      showNumber(m.nees, 2),
    ]);
  const head = [
    'time',
    'GOSPA, m',
    'localisation, m',
    'missed, m',
    'false, m',
    'objects',
    'tracked',
    'false',
    'switches',
    'NEES / dims',
  ];
  const caption = step === 1 ? 'Report times' : `Every ${step}th report time`;
  return table(caption, head, rows);
}
