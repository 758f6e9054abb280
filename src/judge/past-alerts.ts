import type { Alert, LedgerFact } from '../model/index.ts';
import { evolveAlerts, makeAlertBook } from './alert-book.ts';

/** Alerts as they stood at some instant: a fold of the ledger's facts up to it that keeps what the watch has let go. */
export class PastAlerts {
  readonly #book = makeAlertBook();
  readonly #alerts = new Map<string, Alert>();
  readonly #most: number;

  /** @param most alerts beyond these are forgotten, those first that began first */
  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most;
  }

  /** The next fact, oldest first; facts of other kinds are passed over. */
  take(fact: LedgerFact): void {
    if (!fact.type.startsWith('alert.')) return;
    evolveAlerts(this.#book, fact);
    for (const id of this.#book.changed) {
      const record = this.#book.records.get(id);
      if (record !== undefined) this.#alerts.set(id, record.alert);
    }
    this.#book.changed.clear();
    for (const id of this.#alerts.keys()) {
      if (this.#alerts.size <= this.#most) break;
      this.#alerts.delete(id);
    }
  }

  /** oldest first */
  list(): readonly Alert[] {
    return [...this.#alerts.values()];
  }
}
