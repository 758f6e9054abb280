import type { Judge } from '../../judge/index.ts';
import type { Alert, Incident, Zone } from '../../model/index.ts';
import { codesByTrack } from '../api/index.ts';

/** The judge's alerts, incidents and zones as the API shows them: the same object until something changes. */
export class JudgedLists {
  readonly #judge: Judge;
  readonly #announce: (change: 'alerts' | 'incidents' | 'zones') => void;
  #alertCodes = new Map<number, number>();
  alerts: readonly Alert[] = [];
  incidents: readonly Incident[] = [];
  zones: readonly Zone[] = [];

  constructor(judge: Judge, announce: (change: 'alerts' | 'incidents' | 'zones') => void) {
    this.#judge = judge;
    this.#announce = announce;
  }

  /** code of the alert column of the track frame (alertCode()) */
  alertOf(trackNumber: number): number {
    return this.#alertCodes.get(trackNumber) ?? 0;
  }

  /** Takes over what the judge changed. */
  refresh(): void {
    const changes = this.#judge.takeChanges();
    const live = this.alerts.some((alert) => alert.forecast !== null);
    if (changes.alerts.length > 0 || live || this.alerts.length === 0) {
      this.alerts = mergeSame(this.alerts, this.#judge.alerts());
      this.#alertCodes = codesByTrack(this.alerts);
      this.#announce('alerts');
    }
    if (changes.incidents.length > 0 || this.incidents.length === 0) {
      this.incidents = this.#judge.incidents();
      this.#announce('incidents');
    }
    const zones = this.#judge.zones();
    if (zones.length !== this.zones.length || zones.some((zone, i) => zone !== this.zones[i])) {
      this.zones = zones;
      this.#announce('zones');
    }
  }
}

/** The new list, with the old objects where nothing changed: what is the same object need not be sent again. */
function mergeSame(before: readonly Alert[], after: readonly Alert[]): readonly Alert[] {
  const old = new Map(before.map((alert) => [alert.id, alert]));
  return after.map((alert) => {
    const was = old.get(alert.id);
    return was !== undefined && JSON.stringify(was) === JSON.stringify(alert) ? was : alert;
  });
}
