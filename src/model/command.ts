import type { ZoneDraft } from './api.ts';
import type { Identity } from './identity.ts';
import type { IncidentState } from './incident.ts';
import type { Zone } from './zone.ts';

/** Everything a person can ask of the watch; each gives ledger facts or a refusal. */
export type WatchCommand =
  | { readonly type: 'alert.acknowledge'; readonly alertId: string }
  | {
      readonly type: 'alert.shelve';
      readonly alertId: string;
      readonly reason: string;
      readonly minutes: number;
    }
  | { readonly type: 'alert.unshelve'; readonly alertId: string }
  | { readonly type: 'alert.escalate'; readonly alertId: string }
  | {
      readonly type: 'incident.open';
      readonly title: string;
      readonly alertIds: readonly string[];
      readonly trackNumbers: readonly number[];
    }
  | { readonly type: 'incident.note'; readonly incidentId: string; readonly text: string }
  | { readonly type: 'incident.add-alert'; readonly incidentId: string; readonly alertId: string }
  | {
      readonly type: 'incident.add-track';
      readonly incidentId: string;
      readonly trackNumber: number;
    }
  | { readonly type: 'incident.state'; readonly incidentId: string; readonly state: IncidentState }
  | {
      readonly type: 'identity.override';
      readonly trackNumber: number;
      readonly identity: Identity;
      readonly reason: string;
    }
  | { readonly type: 'identity.lift'; readonly trackNumber: number }
  | { readonly type: 'zone.draw'; readonly draft: ZoneDraft }
  | { readonly type: 'zone.change'; readonly zoneId: string; readonly draft: ZoneDraft }
  | {
      readonly type: 'zone.import';
      readonly zones: readonly Zone[];
      /** file name or address: zones of an earlier import of the same source that are gone are removed */
      readonly source?: string;
      /** zones of the file that could not be loaded; above 0 the set is incomplete and an alert says so */
      readonly errors?: number;
    }
  | { readonly type: 'zone.remove'; readonly zoneId: string };
