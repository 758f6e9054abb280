import type { Alert, LedgerFact } from '../model/index.ts';
import { evolveAlerts, makeAlertBook } from './alert-book.ts';

/** Alerts as they stood at some instant: a fold of the ledger's facts up to it that forgets none of what it was given. */
export class PastAlerts {
  readonly #book = makeAlertBook();
  readonly #alerts = new Map<string, Alert>();

  /** The next fact, oldest first; facts of other kinds are passed over. */
  take(fact: LedgerFact): void {
    if (!fact.type.startsWith('alert.')) return;
    evolveAlerts(this.#book, fact);
    for (const id of this.#book.changed) {
      const record = this.#book.records.get(id);
      if (record !== undefined) this.#alerts.set(id, record.alert);
    }
    this.#book.changed.clear();
  }

  /** oldest first */
  list(): readonly Alert[] {
    return [...this.#alerts.values()];
  }
}
