/** The part of a report that says how each sensor did: against its record, and against the tracks. */
import { RAD_TO_DEG } from '../../base/index.ts';
import type { AxisName, AxisSheet, SensorSheet } from './collect.ts';
import { drawHistogram } from './histogram.ts';
import { escapeText, showNumber, table } from './markup.ts';

const KINDS: Readonly<Record<string, string>> = {
  radar2d: '2-D radar',
  radar3d: '3-D radar',
  bearing: 'bearings only',
  position: 'positions',
  selfreport: 'self-reports',
  tracks: 'tracks',
};

/** spread in its own standard deviation up to which errors count as announced */
const AS_SAID = [0.85, 1.15] as const;
/** mean, in its own standard deviations, from which on plots count as biased */
const BIASED = 0.3;
const FEW = 50;
const MOST_DRAWN = 24;

export function sensorSection(sheets: readonly SensorSheet[]): string {
  if (sheets.length === 0) return '';
  const drawn = sheets.filter((sheet) => sheet.axes.length > 0);
  const residuals = drawn.slice(0, MOST_DRAWN).map(drawSheet).join('');
  const more =
    drawn.length > MOST_DRAWN
      ? `<p class="note">The first ${MOST_DRAWN} of ${drawn.length} sensors are drawn; all are in the tables.</p>`
      : '';
  return `<section id="sensors"><h2>Sensors</h2>${sensorTable(sheets)}<p class="note">Detection probability: share of looks at sure tracks, well in view, that gave a plot. False plots: learned from plots that no track took. Bias: plot minus truth as estimated from objects that report themselves; it is taken out of the plots.</p><h3>Residuals</h3><p class="note">Each used plot minus the track's prediction, over the standard deviation that plot and prediction together should have. The curve is what announced errors would give; bars wider than it: noisier than announced; the line marks the mean. Bias is still in these plots; the tracker takes it out where it knows it.</p><div class="grid-of">${residuals}</div>${more}${residualTable(sheets)}</section>`;
}

function both(said: number, shown: number, decimals: number): string {
  return `${showNumber(said, decimals)} → ${showNumber(shown, decimals)}`;
}

function sensorTable(sheets: readonly SensorSheet[]): string {
  const head = [
    'sensor',
    'kind',
    'scans',
    'plots',
    'used',
    'too late',
    'latency, s: median',
    '95 %',
    'detection, said → seen',
    'false a turn, said → seen',
    'range bias, m',
    'azimuth bias, °',
  ];
  const rows = sheets.map(({ report, latencyP50S, latencyP95S }) => {
    const bias = report.registration;
    return [
      report.name || report.id,
      KINDS[report.kind] ?? report.kind,
      showNumber(report.scans, 0),
      showNumber(report.plots, 0),
      `${showNumber((100 * report.used) / Math.max(report.plots, 1), 1)} %`,
      showNumber(report.late, 0),
      showNumber(latencyP50S, 2),
      showNumber(latencyP95S, 2),
      both(report.pdAnnounced, report.pd, 3),
      both(report.clutterAnnounced, report.clutter, 1),
      bias === null ? '–' : `${showNumber(bias.rangeM, 1)} ± ${showNumber(bias.sdRangeM, 1)}`,
      bias === null
        ? '–'
        : `${showNumber(bias.azimuthRad * RAD_TO_DEG, 3)} ± ${showNumber(bias.sdAzimuthRad * RAD_TO_DEG, 3)}`,
    ];
  });
  return table('Sensors: what they announce and what the run has shown', head, rows);
}

function isAngle(axis: AxisName): boolean {
  return axis === 'azimuth' || axis === 'elevation';
}

/** Value of an axis for a person: m, or degrees. */
function plain(axis: AxisName, value: number): string {
  return isAngle(axis) ? `${showNumber(value * RAD_TO_DEG, 3)}°` : `${showNumber(value, 1)} m`;
}

function announced(sheet: SensorSheet, axis: AxisName): number {
  const { report } = sheet;
  if (axis === 'range') return report.sdRangeM;
  if (axis === 'azimuth') return report.sdAzimuthRad;
  if (axis === 'elevation') return report.sdElevationRad;
  return report.sdPositionM;
}

/** What the spread says of the announced errors. */
export function verdict(axis: AxisSheet): string {
  const { count, mean, sd } = axis.normalised;
  if (count < FEW) return 'too few plots to say';
  const noise =
    sd > AS_SAID[1]
      ? 'noisier than announced'
      : sd < AS_SAID[0]
        ? 'better than announced'
        : 'as announced';
  return Math.abs(mean) > BIASED ? `biased; noise ${noise.replace('noisier', 'more')}` : noise;
}

function drawSheet(sheet: SensorSheet): string {
  const { report } = sheet;
  return sheet.axes
    .map((axis, i) => {
      const words = `${axis.normalised.count} plots, spread ${showNumber(axis.normalised.sd, 2)} of its standard deviation, mean ${plain(axis.axis, axis.mean)}: ${verdict(axis)}.`;
      const title = `${report.name || report.id}: ${axis.axis}`;
      const id = `res-${report.id.replace(/[^A-Za-z0-9]/g, (c) => `_${c.charCodeAt(0)}`)}-${i}`;
      const drawing = drawHistogram(id, `Residuals of ${title}`, words, axis.normalised);
      return `<figure class="small"><h4>${escapeText(title)}</h4>${drawing}<figcaption>${escapeText(words)}</figcaption></figure>`;
    })
    .join('');
}

function residualTable(sheets: readonly SensorSheet[]): string {
  const rows = sheets.flatMap((sheet) =>
    sheet.axes.map((axis) => [
      sheet.report.name || sheet.report.id,
      axis.axis,
      showNumber(axis.normalised.count, 0),
      plain(axis.axis, axis.mean),
      plain(axis.axis, axis.rms),
      plain(axis.axis, announced(sheet, axis.axis)),
      showNumber(axis.normalised.sd, 2),
      verdict(axis),
    ]),
  );
  const head = [
    'sensor',
    'axis',
    'plots',
    'mean',
    'root mean square',
    'announced error',
    'spread / its own sd',
    'verdict',
  ];
  return table('Residuals by sensor', head, rows);
}
