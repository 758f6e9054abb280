import type { Label } from './label.ts';
import type { AlertPriority } from './alert.ts';

export type IncidentState = 'open' | 'monitoring' | 'closed';

export interface IncidentNote {
  readonly at: number;
  readonly by: string;
  readonly text: string;
  /** machine entry or a person's note */
  readonly kind: 'machine' | 'person';
}

/** The case file that gathers alerts, tracks and notes. Fold of its ledger events; notes are append-only. */
export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly state: IncidentState;
  readonly severity: AlertPriority;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly closedAt: number | null;
  readonly zoneId: string | null;
  readonly alertIds: readonly string[];
  readonly trackNumbers: readonly number[];
  readonly notes: readonly IncidentNote[];
  readonly simulated: boolean;
  readonly label: Label;
}
