import type { Alert } from '../../model/index.ts';
import { compareAlerts, isUnacknowledged } from '../picture/alert-model.ts';

export interface Announcements {
  /** alert id -> escalation level already said */
  readonly next: ReadonlyMap<string, number>;
  readonly emergencies: readonly Alert[];
  readonly others: readonly Alert[];
}

/**
 * Alerts that became unacknowledged, or escalated, since the last look; most urgent first. The first look (known null)
 * says nothing but emergencies: whoever opens the screen reads the list.
 */
export function newAnnouncements(
  known: ReadonlyMap<string, number> | null,
  alerts: ReadonlyMap<string, Alert>,
): Announcements {
  const next = new Map<string, number>();
  const fresh: Alert[] = [];
  for (const alert of alerts.values()) {
    if (!isUnacknowledged(alert)) continue;
    next.set(alert.id, alert.escalation);
    const before = known?.get(alert.id);
    if (before === undefined || alert.escalation > before) fresh.push(alert);
  }
  fresh.sort(compareAlerts);
  return {
    next,
    emergencies: fresh.filter((alert) => alert.priority === 'emergency'),
    others: known === null ? [] : fresh.filter((alert) => alert.priority !== 'emergency'),
  };
}
