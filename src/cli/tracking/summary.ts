/** What a run says on the terminal, in JSON and on its page. */
import { RAD_TO_DEG } from '../../base/index.ts';
import {
  type MapPlan,
  type ReportPlan,
  type ScoreDetail,
  type SensorSheet,
  buildReport,
  showNumber,
} from '../../track/index.ts';
import { printable } from '../terminal.ts';
import { version } from '../version.ts';
import type { TrackRun } from './run.ts';

export interface Summary {
  readonly run: TrackRun;
  readonly sheets: readonly SensorSheet[];
  readonly score: ScoreDetail | null;
}

export function summarise(run: TrackRun): Summary {
  const reports = run.tracker?.sensorReports() ?? [];
  const sheets = run.collector.sheets(reports.filter((report) => report.scans > 0));
  return { run, sheets, score: run.options.truth?.scorer.detail() ?? null };
}

function plotsPerS(run: TrackRun): number {
  return Math.round((run.tracker?.stats.plotsIn ?? 0) / Math.max(run.trackMs / 1000, 1e-6));
}

/** Time a scan below which 99 % of them stay, ms. */
function p99Ms(run: TrackRun): number {
  const sorted = [...run.scanMs].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
}

export function toJson({ run, sheets, score }: Summary): object {
  return {
    ...run.tracker!.stats,
    trackMs: Math.round(run.trackMs),
    plotsPerS: plotsPerS(run),
    p99ScanMs: Number(p99Ms(run).toFixed(2)),
    inputFaults: run.faults,
    sensors: sheets.map((sheet) => ({
      ...sheet.report,
      latencyP50S: sheet.latencyP50S,
      latencyP95S: sheet.latencyP95S,
      residuals: sheet.axes.map(({ axis, normalised, mean, rms }) => ({
        axis,
        plots: normalised.count,
        mean,
        rms,
        spread: normalised.sd,
      })),
    })),
    ...(score === null ? {} : { score: score.score }),
  };
}

export function toText({ run, sheets, score }: Summary): string {
  const stats = run.tracker!.stats;
  const lines = [
    `${showNumber(stats.plotsIn, 0)} plots in ${showNumber(stats.scans, 0)} scans: ${showNumber(stats.plotsUsed, 0)} used (${showNumber(stats.plotsRewound, 0)} late ones by rewinding, ${showNumber(stats.plotsTooLate, 0)} too late); ` +
      `${stats.confirmed} tracks confirmed, ${stats.dropped} dropped; ${(run.trackMs / 1000).toFixed(2)} s in the tracker, ${showNumber(plotsPerS(run), 0)} plots/s, 99 % of scans below ${p99Ms(run).toFixed(1)} ms`,
    '',
    ...columns([HEAD, ...sheets.map(sensorRow)]),
  ];
  if (score !== null) {
    const s = score.score;
    lines.push(
      '',
      `GOSPA ${showNumber(s.gospa, 1)} m, ${s.switches} switches, longest segment ${s.longestSegment.toFixed(3)}, completeness ${s.completeness.toFixed(3)}, NEES/dims ${showNumber(s.nees, 2)}`,
    );
  }
  return lines.join('\n');
}

const HEAD = [
  'sensor',
  'plots',
  'used',
  'too late',
  'latency s',
  '95 %',
  'detection said',
  'seen',
  'false said',
  'seen',
  'range bias m',
  'azimuth bias °',
];

function sensorRow({ report, latencyP50S, latencyP95S }: SensorSheet): string[] {
  const bias = report.registration;
  const spread = (value: number, sd: number, decimals: number): string =>
    `${showNumber(value, decimals)} ± ${showNumber(sd, decimals)}`;
  return [
    printable(report.id).slice(0, 28),
    showNumber(report.plots, 0),
    `${showNumber((100 * report.used) / Math.max(report.plots, 1), 0)} %`,
    showNumber(report.late, 0),
    showNumber(latencyP50S, 2),
    showNumber(latencyP95S, 2),
    showNumber(report.pdAnnounced, 3),
    showNumber(report.pd, 3),
    showNumber(report.clutterAnnounced, 1),
    showNumber(report.clutter, 1),
    bias === null ? '–' : spread(bias.rangeM, bias.sdRangeM, 1),
    bias === null ? '–' : spread(bias.azimuthRad * RAD_TO_DEG, bias.sdAzimuthRad * RAD_TO_DEG, 3),
  ];
}

/** Rows under each other: the first column to the left, numbers to the right. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map((row) =>
    row.map((c, i) => (i === 0 ? c.padEnd(widths[i]!) : c.padStart(widths[i]!))).join('  '),
  );
}

export function toPage({ run, sheets, score }: Summary, command: string): string {
  const { truth } = run.options;
  const plan: ReportPlan = {
    title: run.name,
    command,
    madeBy: `Tocsin ${version()}`,
    fromAt: run.fromAt,
    toAt: run.toAt,
    simulated: run.simulated,
    stats: run.tracker!.stats,
    plotsPerS: plotsPerS(run),
    curve: run.collector.curve(),
    sensors: sheets,
    score: score === null || truth === null ? null : { detail: score, rules: truth.scorer.rules },
    map: mapOf(run, sheets),
  };
  return buildReport(plan);
}

function mapOf(run: TrackRun, sheets: readonly SensorSheet[]): MapPlan {
  return {
    truth: run.options.truth?.paths.list() ?? [],
    tracks: run.collector.paths.list(),
    sensors: sheets
      .filter(({ report }) => Number.isFinite(report.latRad + report.lonRad))
      .map(({ report }) => ({
        id: report.id,
        latDeg: report.latRad * RAD_TO_DEG,
        lonDeg: report.lonRad * RAD_TO_DEG,
        reachM: report.reachM,
      })),
  };
}
