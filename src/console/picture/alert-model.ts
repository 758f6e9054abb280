import { ALERT_PRIORITIES, type Alert, type AlertPriority, type Zone } from '../../model/index.ts';
import { t } from '../text/text.ts';

export type AlertTab = 'active' | 'shelved' | 'all';

export const isUnacknowledged = (alert: Alert): boolean =>
  alert.state === 'active-unack' || alert.state === 'rectified-unack';
export const isShelved = (alert: Alert, now: number): boolean =>
  alert.shelved !== null && alert.shelved.until > now;
/** Waits for a person: not acknowledged and not put aside. */
export const needsPerson = (alert: Alert, now: number): boolean =>
  isUnacknowledged(alert) && !isShelved(alert, now);

const rank = (alert: Alert): number => ALERT_PRIORITIES.indexOf(alert.priority);

/** Most urgent first: unacknowledged before acknowledged, then priority, then the newest beginning. */
export function compareAlerts(a: Alert, b: Alert): number {
  const unack = Number(isUnacknowledged(b)) - Number(isUnacknowledged(a));
  return unack !== 0 ? unack : rank(a) - rank(b) || b.firstAt - a.firstAt || (a.id < b.id ? -1 : 1);
}

export function listAlerts(alerts: Iterable<Alert>, tab: AlertTab, now: number): Alert[] {
  const keep = (alert: Alert): boolean => {
    if (tab === 'all') return true;
    if (tab === 'shelved') return isShelved(alert, now);
    return alert.state !== 'normal' && !isShelved(alert, now);
  };
  return [...alerts].filter(keep).sort(compareAlerts);
}

/** Unacknowledged alerts that wait for a person, by priority. */
export function countWaiting(
  alerts: Iterable<Alert>,
  now: number,
): Readonly<Record<AlertPriority, number>> {
  const counts = { emergency: 0, warning: 0, caution: 0, advisory: 0 };
  for (const alert of alerts) if (needsPerson(alert, now)) counts[alert.priority]++;
  return counts;
}

export interface AlertLoad {
  readonly waiting: number;
  readonly standing: number;
  readonly shelved: number;
  readonly last10Min: number;
  /** raised a day at the rate of the last hour */
  readonly perDay: number;
  /** above 10 in 10 minutes for one desk (ISA-18.2) */
  readonly flood: boolean;
}

const TEN_MIN = 600_000;
const HOUR = 3_600_000;
export const FLOOD_ABOVE = 10;

export function measureLoad(alerts: Iterable<Alert>, now: number): AlertLoad {
  let waiting = 0;
  let standing = 0;
  let shelved = 0;
  let last10Min = 0;
  let lastHour = 0;
  for (const alert of alerts) {
    if (isShelved(alert, now)) shelved++;
    else if (isUnacknowledged(alert)) waiting++;
    else if (alert.state === 'active-ack') standing++;
    if (now - alert.firstAt <= TEN_MIN) last10Min++;
    if (now - alert.firstAt <= HOUR) lastHour++;
  }
  return {
    waiting,
    standing,
    shelved,
    last10Min,
    perDay: lastHour * 24,
    flood: last10Min > FLOOD_ABOVE,
  };
}

/** Track numbers an alert is about. */
export function tracksOf(alert: Alert): readonly number[] {
  const { object } = alert;
  if (object.kind === 'track') return [object.trackNumber];
  return object.kind === 'group' ? object.trackNumbers : [];
}

export function zoneName(zones: readonly Zone[], id: string | null): string | null {
  return id === null ? null : (zones.find((zone) => zone.id === id)?.name ?? id);
}

/** Desks that can be called: this one again, the next one, the alliance's. */
const TOP_LEVEL = 3;
export const mayEscalate = (alert: Alert): boolean =>
  alert.state !== 'normal' && alert.escalation < TOP_LEVEL;

/** Who has been called beyond this desk's first call; null when nobody. */
export function escalationText({ escalation }: Alert): string | null {
  if (escalation <= 0) return null;
  return t(`alerts.level.${Math.min(TOP_LEVEL, escalation) as 1 | 2 | 3}`);
}

/** Emergency alerts may not be put aside. */
export const mayShelve = (alert: Alert): boolean => alert.priority !== 'emergency';
export const SHELVE_MINUTES = [5, 15, 30, 60, 120, 240, 480] as const;
