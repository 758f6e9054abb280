import {
  ALERT_PRIORITIES,
  type Alert,
  type Incident,
  type IncidentNote,
} from '../../model/index.ts';
import { t } from '../text/text.ts';

export type IncidentFilter = 'open' | 'all';
const STATES: readonly Incident['state'][] = ['open', 'monitoring', 'closed'];

/** Open ones first, the most severe first, then the newest. */
export function listIncidents(incidents: Iterable<Incident>, filter: IncidentFilter): Incident[] {
  return [...incidents]
    .filter((incident) => filter === 'all' || incident.state !== 'closed')
    .sort(
      (a, b) =>
        STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
        ALERT_PRIORITIES.indexOf(a.severity) - ALERT_PRIORITIES.indexOf(b.severity) ||
        b.openedAt - a.openedAt,
    );
}

export interface LogLine {
  readonly at: number;
  readonly by: string;
  readonly text: string;
  readonly kind: IncidentNote['kind'] | 'alert';
}

/** Notes and what the incident's alerts did, in the order of time. */
export function incidentLog(incident: Incident, alerts: ReadonlyMap<string, Alert>): LogLine[] {
  const lines: LogLine[] = [...incident.notes];
  for (const id of incident.alertIds) {
    const alert = alerts.get(id);
    if (alert === undefined) continue;
    lines.push({
      at: alert.firstAt,
      by: t('incidents.alertLine', { id }),
      text: alert.text,
      kind: 'alert',
    });
    if (alert.acknowledged !== null)
      lines.push({
        at: alert.acknowledged.at,
        by: alert.acknowledged.by,
        text: t('incidents.acknowledged', { text: alert.text }),
        kind: 'alert',
      });
  }
  return lines.sort((a, b) => a.at - b.at);
}
