import { FT_TO_M, KT_TO_MPS, NM_TO_M } from '../../base/index.ts';
import { t } from '../text/text.ts';

/** What stands where a number is not known. */
export const UNKNOWN = '–';

export function formatKnots(speedMps: number): string {
  const knots = speedMps / KT_TO_MPS;
  return `${knots < 10 ? knots.toFixed(1) : Math.round(knots)} kt`;
}

export function formatCourse(courseDeg: number): string {
  return `${String(Math.round(courseDeg) % 360).padStart(3, '0')}°`;
}

export function formatFeet(altM: number | null): string {
  if (altM === null || Number.isNaN(altM)) return UNKNOWN;
  return `${(Math.round(altM / FT_TO_M / 25) * 25).toLocaleString('en-GB')} ft`;
}

/** 1,250 ft/min up or down; empty when level. */
export function formatClimb(vUpMps: number | null): string {
  if (vUpMps === null) return UNKNOWN;
  const ftMin = Math.round(((vUpMps / FT_TO_M) * 60) / 50) * 50;
  if (ftMin === 0) return t('fact.level');
  return `${ftMin > 0 ? '↑' : '↓'} ${Math.abs(ftMin).toLocaleString('en-GB')} ft/min`;
}

/** m below 2 km, then NM: what the watch reads off a chart. */
export function formatDistance(distanceM: number): string {
  if (distanceM < 1852) return `${Math.round(distanceM)} m`;
  const nm = distanceM / NM_TO_M;
  return `${nm < 100 ? nm.toFixed(1) : Math.round(nm)} NM`;
}

export function formatMetres(valueM: number): string {
  return valueM >= 10_000
    ? `${(valueM / 1000).toFixed(0)} km`
    : `${Math.round(valueM).toLocaleString('en-GB')} m`;
}

export function formatRate(perS: number): string {
  return `${perS < 10 ? perS.toFixed(1) : Math.round(perS).toLocaleString('en-GB')} /s`;
}

export function formatCount(count: number): string {
  return count < 1_000_000 ? count.toLocaleString('en-GB') : `${(count / 1e6).toFixed(1)} M`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const step = bytes < 1e6 ? 1 : bytes < 1e9 ? 2 : 3;
  return `${(bytes / 1000 ** step).toFixed(1)} ${['kB', 'MB', 'GB'][step - 1]}`;
}

/** Whole percent; a little is never said to be nothing. */
export function formatPercent(part: number): string {
  if (part > 0 && part < 0.005) return '<\u00a01\u00a0%';
  return `${Math.round(part * 100)}\u00a0%`;
}
