import { fromMgrs, spaceMgrs, toMgrs } from './mgrs.ts';

export type CoordinateForm = 'dms' | 'mgrs' | 'decimal';

/** 44°10′24.1″N, to a tenth of a second (3 m). */
function dms(deg: number, width: number, letters: string): string {
  const tenths = Math.round(Math.abs(deg) * 36_000);
  const whole = Math.floor(tenths / 36_000);
  const minutes = Math.floor((tenths % 36_000) / 600);
  const seconds = (tenths % 600) / 10;
  const two = (n: number): string => String(n).padStart(2, '0');
  const sec = seconds.toFixed(1).padStart(4, '0');
  return `${String(whole).padStart(width, '0')}°${two(minutes)}′${sec}″${letters[deg < 0 ? 1 : 0]}`;
}

export function formatDms(latDeg: number, lonDeg: number): string {
  return `${dms(latDeg, 2, 'NS')} ${dms(lonDeg, 3, 'EW')}`;
}

export function formatDecimal(latDeg: number, lonDeg: number): string {
  return `${latDeg.toFixed(5)}°, ${lonDeg.toFixed(5)}°`;
}

export function formatMgrs(latDeg: number, lonDeg: number): string {
  const mgrs = toMgrs(latDeg, lonDeg);
  return mgrs === null ? 'no MGRS here' : spaceMgrs(mgrs);
}

export function formatPosition(form: CoordinateForm, latDeg: number, lonDeg: number): string {
  if (form === 'mgrs') return formatMgrs(latDeg, lonDeg);
  return form === 'decimal' ? formatDecimal(latDeg, lonDeg) : formatDms(latDeg, lonDeg);
}

type Place = { readonly latDeg: number; readonly lonDeg: number };

/**
 * A place as people type it: MGRS, decimal degrees (`44.17 28.64`, `44.17N 28.64E`, comma or space between), or
 * degrees-minutes-seconds in any of the usual marks (`44°10'24"N 28°38'18"E`, `44 10 24 N 28 38 18 E`, `4410N02838E`).
 * Null when it is none of them or out of range.
 */
export function parsePosition(text: string): Place | null {
  const trimmed = text.trim();
  return (
    fromMgrs(trimmed) ?? parseCompact(trimmed) ?? parseLettered(trimmed) ?? parseDecimal(trimmed)
  );
}

function inRange(latDeg: number, lonDeg: number): Place | null {
  return Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180 ? { latDeg, lonDeg } : null;
}

function parseDecimal(text: string): Place | null {
  const match = /^([+-]?\d+(?:\.\d+)?)°?\s*[,; ]\s*([+-]?\d+(?:\.\d+)?)°?$/.exec(text);
  return match === null ? null : inRange(Number(match[1]), Number(match[2]));
}

/** ddmm[ss]N dddmm[ss]E */
function parseCompact(text: string): Place | null {
  const match = /^(\d{2})(\d{2})(\d{2})?([NS])\s*(\d{3})(\d{2})(\d{2})?([EW])$/i.exec(text);
  if (match === null) return null;
  const [, d1, m1, s1, ns, d2, m2, s2, ew] = match;
  const value = (d = '0', m = '0', s = '0'): number =>
    Number(d) + Number(m) / 60 + Number(s) / 3600;
  const lat = value(d1, m1, s1) * (/s/i.test(ns!) ? -1 : 1);
  return inRange(lat, value(d2, m2, s2) * (/w/i.test(ew!) ? -1 : 1));
}

function parseLettered(text: string): Place | null {
  const match = /^([^NSEW]+)([NS])[\s,;]*([^NSEW]+)([EW])$/i.exec(text);
  if (match === null) return null;
  const lat = angle(match[1]!);
  const lon = angle(match[3]!);
  if (lat === null || lon === null) return null;
  return inRange(/s/i.test(match[2]!) ? -lat : lat, /w/i.test(match[4]!) ? -lon : lon);
}

/** `44°10'24.1"`, `44 10.5`, `44.17`; null for minutes or seconds of 60 and more. */
function angle(text: string): number | null {
  const parts = text.match(/\d+(?:\.\d+)?/g)?.map(Number) ?? [];
  if (parts.length < 1 || parts.length > 3 || /[^\d.\s°º'′’"″”:dms-]/i.test(text)) return null;
  const [d = 0, m = 0, s = 0] = parts;
  return m >= 60 || s >= 60 ? null : d + m / 60 + s / 3600;
}
