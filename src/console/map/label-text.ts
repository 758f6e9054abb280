import { FT_TO_M, KT_TO_MPS } from '../../base/index.ts';
import { ENVIRONMENTS } from '../../model/index.ts';
import { formatCountdown } from '../format/clock.ts';
import { t } from '../text/text.ts';
import type { TrackStore } from '../tracks/track-store.ts';

const AIR = ENVIRONMENTS.indexOf('air');
/** above this a level is written as flight level */
const TRANSITION_FT = 5000;
/** climb or descent worth an arrow: 1 m/s = 200 ft/min */
const CLIMB_DMPS = 15;

/** Level as controllers write it: A012 (hundreds of ft) below the transition, FL above; empty when unknown. */
export function levelText(altM: number): string {
  if (altM === -32768) return '';
  const ft = altM / FT_TO_M;
  const hundreds = String(Math.max(0, Math.round(ft / 100))).padStart(3, '0');
  return ft < TRANSITION_FT ? `A${hundreds}` : `FL${hundreds}`;
}

export function climbArrow(vUpDmps: number): string {
  return vUpDmps > CLIMB_DMPS ? '↑' : vUpDmps < -CLIMB_DMPS ? '↓' : '';
}

export type LabelDetail = 'short' | 'more' | 'full';

/**
 * Data block of a track: who it is; level, arrow and ground speed (air) or speed (surface). `more` adds the zone it is
 * heading for, `full` its kind as well. Numeric age is added when it is worth knowing (> 10 s).
 */
export function labelLines(
  store: TrackStore,
  row: number,
  detail: LabelDetail,
  now: number,
): string[] {
  const label = store.labels.get(store.trackNumber[row]!);
  const lines = [label?.name ?? `#${store.trackNumber[row]!}`];
  const knots = Math.hypot(store.vEast[row]!, store.vNorth[row]!) / 10 / KT_TO_MPS;
  const air = store.environment[row] === AIR;
  const speed = air ? `${Math.round(knots)} kt` : `${knots.toFixed(knots < 10 ? 1 : 0)} kt`;
  const level = air ? `${levelText(store.altM[row]!)}${climbArrow(store.vUp[row]!)}` : '';
  lines.push(level === '' ? speed : `${level} ${speed}`);
  const age = store.ageS[row]!;
  if (age > 10) lines[1] += ` · ${t('map.old', { age: Math.round(age) })}`;
  if (detail === 'short' || label === undefined) return lines;
  const what = [label.kind, label.squawk === null ? '' : `SQ ${label.squawk}`].filter(
    (text) => text !== '',
  );
  if (detail === 'full' && what.length > 0) lines.push(what.join(' · '));
  if (label.entryZone !== null && label.entryLikelyAt !== null)
    lines.push(`${etaText(label.entryLikelyAt, now)} ${shorten(label.entryZone)}`);
  return lines;
}

/** When comes before where, and both stay short: several of these stand side by side when a group comes in. */
const ZONE_CHARS = 20;

function shorten(name: string): string {
  return name.length <= ZONE_CHARS ? name : `${name.slice(0, ZONE_CHARS - 1).trimEnd()}…`;
}

/** `inside`, or the time left: 02:14. */
export function etaText(at: number, now: number): string {
  return at <= now ? t('table.inside') : formatCountdown(at - now);
}
