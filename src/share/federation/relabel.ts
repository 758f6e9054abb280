import { fail, ok, type Result } from '../../base/index.ts';
import {
  OWN_ONLY,
  type Label,
  type LedgerFact,
  type Reader,
  type Refusal,
} from '../../model/index.ts';
import { itemId } from '../ledger/item.ts';
import type { OwnItems } from './own-items.ts';

/**
 * The fact that gives an own item another label: the item once more, under it. Recalls from those who could see it and
 * no longer may follow by themselves (Federation.dueRecalls). Refusal 'item-unknown'.
 * @param id itemId() of an item of this node
 */
export function decideRelabel(
  own: OwnItems,
  id: string,
  label: Label,
  who: { readonly actor: string; readonly now: number },
): Result<LedgerFact[], Refusal> {
  const index = own.indexOf(id);
  const content = own.contentAt(index);
  if (content === null)
    return fail({ code: 'item-unknown', text: `this node has shared no item ${id}` });
  const { series, number, type, at, actor, body } = content;
  const again = { series, number, item: { type, at, actor, body } };
  return ok([{ type: 'item.relabelled', at: who.now, actor: who.actor, body: again, label }]);
}

/** The fact that takes an item back from a member: for it alone, and in words that it can read. */
export function recallFact(
  item: { readonly series: string; readonly number: number },
  loser: Reader,
  now: number,
): LedgerFact {
  const { series, number } = item;
  const policy = loser.policies[0] ?? OWN_ONLY.policy;
  const label = { ...OWN_ONLY, policy, releasableTo: [loser.member] };
  const body = { series, number, item: itemId(item) };
  return { type: 'item.recalled', at: now, actor: 'node', body, label };
}
