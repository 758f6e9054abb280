/** A whole run on one page that opens anywhere: no script, nothing loaded, valid as HTML and as XML. */
import { formatIso } from '../../base/index.ts';
import type { ScoreDetail, ScoreRules } from '../score/types.ts';
import type { TrackerStats } from '../settings.ts';
import type { PictureCurve, SensorSheet } from './collect.ts';
import { key, lines } from './curves.ts';
import { type MapPlan, drawMap } from './map.ts';
import { embedJson, escapeText, figure, showClock, showNumber, table } from './markup.ts';
import { scoreSection, scoreTable } from './score-section.ts';
import { sensorSection } from './sensor-section.ts';
import { STYLE } from './style.ts';

export interface ReportPlan {
  readonly title: string;
  /** what was run over what, for the reader who wants to do it again */
  readonly command: string;
  /** program and version */
  readonly madeBy: string;
  readonly fromAt: number;
  readonly toAt: number;
  readonly simulated: boolean;
  readonly stats: TrackerStats | null;
  readonly plotsPerS: number;
  readonly curve: PictureCurve | null;
  readonly sensors: readonly SensorSheet[];
  readonly score: { readonly detail: ScoreDetail; readonly rules: ScoreRules } | null;
  readonly map: MapPlan | null;
}

export function buildReport(plan: ReportPlan): string {
  const { score } = plan;
  const sections = [
    score === null ? '' : scoreSection(score.detail, score.rules),
    plan.curve === null || score !== null ? '' : pictureSection(plan.curve),
    sensorSection(plan.sensors),
    mapSection(plan),
    figuresSection(plan),
  ].join('');
  const data = embedJson({
    score: score?.detail.score ?? null,
    stats: plan.stats,
    sensors: plan.sensors.map((sheet) => sheet.report),
  });
  return (
    '<!DOCTYPE html>\n<html lang="en" xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8"/>' +
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>' +
    `<title>${escapeText(plan.title)}: track report</title><style>${STYLE}</style></head><body>` +
    `${head(plan)}<main>${sections}</main><footer><p>Made by ${escapeText(plan.madeBy)} with <code>${escapeText(plan.command)}</code>. This page loads nothing and runs no script. GOSPA: Rahmathullah, García-Fernández, Svensson 2017, p 2, α 2. SIAP: SIAP SE TF TR 2001-001.</p></footer>` +
    `<script type="application/json" id="figures">${data}</script></body></html>\n`
  );
}

function head(plan: ReportPlan): string {
  const span = showClock((plan.toAt - plan.fromAt) / 1000);
  const badge = plan.simulated ? '<strong class="badge">SIMULATED</strong>' : '';
  const links = [
    ...(plan.score === null
      ? [['picture', 'Picture']]
      : [
          ['time', 'Over time'],
          ['objects', 'Objects'],
        ]),
    ...(plan.sensors.length === 0 ? [] : [['sensors', 'Sensors']]),
    ...(plan.map === null ? [] : [['map', 'Map']]),
    ['figures-of-the-run', 'Figures'],
  ].filter(([id]) => id !== 'picture' || plan.curve !== null);
  const nav = links.map(([id, name]) => `<li><a href="#${id}">${name}</a></li>`).join('');
  return (
    `<header><p class="eyebrow">Track report</p><h1>${escapeText(plan.title)}${badge}</h1>` +
    `<p class="meta">${showInstant(plan.fromAt)} to ${showInstant(plan.toAt)} UTC, ${span}</p>${tiles(plan)}` +
    `<nav aria-label="Parts of this page"><ul>${nav}</ul></nav></header>`
  );
}

function tiles(plan: ReportPlan): string {
  const tile = (name: string, value: string, unit = ''): string =>
    `<div><dt>${name}</dt><dd>${value}${unit === '' ? '' : ` <small>${unit}</small>`}</dd></div>`;
  const shown: string[] = [];
  const score = plan.score?.detail.score;
  if (score !== undefined) {
    shown.push(
      tile('GOSPA, mean', showNumber(score.gospa, 1), 'm'),
      tile('switches', showNumber(score.switches, 0)),
      tile('longest segment', showNumber(100 * score.longestSegment, 1), '%'),
      tile('completeness', showNumber(100 * score.completeness, 1), '%'),
      tile('NEES / dimensions', showNumber(score.nees, 2)),
    );
  }
  if (plan.stats !== null) {
    shown.push(
      tile('plots', showNumber(plan.stats.plotsIn, 0)),
      tile('tracks confirmed', showNumber(plan.stats.confirmed, 0)),
      tile('plots a second', showNumber(plan.plotsPerS, 0)),
    );
  }
  return shown.length === 0 ? '' : `<dl class="tiles">${shown.join('')}</dl>`;
}

function pictureSection(curve: PictureCurve): string {
  const from = curve.times[0] ?? 0;
  const most = Math.max(0, ...curve.held.map((n, i) => n + curve.coasting[i]!));
  const words = `Up to ${showNumber(most, 0)} tracks at a time.`;
  const drawing = lines({
    id: 'picture-curve',
    title: 'Tracks over time',
    words,
    label: 'tracks',
    times: curve.times.map((t) => t - from),
    series: [
      { name: 'updated', tone: 'c1', values: curve.held },
      { name: 'coasting', tone: 'c2', values: curve.coasting },
    ],
  });
  return `<section id="picture"><h2>Picture</h2>${figure('Tracks over time', drawing, words)}</section>`;
}

function mapSection(plan: ReportPlan): string {
  const { map } = plan;
  if (map === null) return '';
  const truth =
    map.truth.length === 0
      ? ''
      : `${showNumber(map.truth.length, 0)} objects in truth (broad grey) and `;
  const words = `${truth}${showNumber(map.tracks.length, 0)} tracks (thin, in turn of six colours), ${map.sensors.length} sensors; dotted circles are their reach.`;
  const legend =
    map.truth.length === 0
      ? ''
      : key([
          { name: 'truth', tone: 'truth' },
          { name: 'tracks', tone: 'c1' },
        ]);
  return `<section id="map"><h2>Map</h2>${figure('Where they went', legend + drawMap('map-drawing', words, map), words)}</section>`;
}

function figuresSection(plan: ReportPlan): string {
  const score = plan.score === null ? '' : scoreTable(plan.score.detail.score);
  return `<section id="figures-of-the-run"><h2>Figures</h2>${score}${plan.stats === null ? '' : statsTable(plan.stats)}</section>`;
}

function statsTable(stats: TrackerStats): string {
  const rows: readonly (readonly [keyof TrackerStats, string, string])[] = [
    ['plotsIn', 'plots', 'taken in'],
    ['scans', 'scans', ''],
    ['plotsUsed', 'plots used', 'updated a track'],
    ['plotsRewound', 'used after rewinding', 'late ones, put in at their own time'],
    ['plotsTooLate', 'too late', 'older than all that is kept: not used'],
    ['plotsRefused', 'refused', 'no place or no time'],
    ['born', 'tracks started', 'tentative ones, most of them clutter'],
    ['confirmed', 'tracks confirmed', ''],
    ['merged', 'tracks merged', 'two of one object'],
    ['dropped', 'tracks dropped', 'confirmed ones'],
    ['capacityHits', 'births at capacity', ''],
  ];
  return table(
    'What the tracker did',
    ['count', 'value', 'meaning'],
    rows.map(([name, label, note]) => [label, showNumber(stats[name], 0), note]),
  );
}

function showInstant(at: number): string {
  return Number.isFinite(at) ? formatIso(at).replace('T', ' ').replace('Z', '') : '–';
}
