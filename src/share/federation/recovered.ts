import { OWN_ONLY, type ItemFault, type LedgerFact, type SharedItem } from '../../model/index.ts';
import { itemId } from '../ledger/item.ts';
import type { KeyRing } from '../ledger/key-ring.ts';
import type { Notary } from '../ledger/notary.ts';
import { checkItem } from './check-item.ts';
import type { OwnItems } from './own-items.ts';

export interface Recovered {
  readonly append: readonly LedgerFact[];
  readonly needsEpoch: boolean;
  readonly faults: readonly ItemFault[];
}

/**
 * Own items that a restore has forgotten and a peer gives back: as good as ever, they bear our signature. Pure.
 * @param ring this node's own keys
 */
export function takeRecovered(
  notary: Notary,
  ring: KeyRing,
  own: OwnItems,
  items: readonly SharedItem[],
  now: number,
): Recovered {
  const append: LedgerFact[] = [];
  const faults: ItemFault[] = [];
  let needsEpoch = false;
  for (const value of items) {
    const checked = checkItem(notary, ring, value, 0);
    if (!checked.ok) {
      faults.push(checked.fault);
      continue;
    }
    const { item } = checked.value;
    if (own.indexOf(itemId(item)) >= 0) continue;
    // An item of this very epoch that we do not know: this node was put back from a copy without being told so.
    needsEpoch ||= item.epoch === own.epoch;
    const body = { item } as unknown as LedgerFact['body'];
    append.push({ type: 'item.recovered', at: now, actor: 'node', body, label: OWN_ONLY });
  }
  return { append, needsEpoch, faults };
}
