import { fail, ok, type Result } from '../../base/index.ts';
import type { ItemFault, ItemFaultCode, SharedItem } from '../../model/index.ts';
import { contentText, isItemShaped, MAX_ITEM_CHARS, seriesOf } from '../ledger/item.ts';
import { checkSignature, type KeyRing } from '../ledger/key-ring.ts';
import type { Notary } from '../ledger/notary.ts';

/**
 * Everything about an item that can be judged by itself: shape, size, series, signature.
 * @param ring the pinned keys of the member it says it is from
 * @param takenAt null: it arrives now and must bear the current key
 */
export function checkItem(
  notary: Notary,
  ring: KeyRing,
  value: unknown,
  takenAt: number | null,
): Result<{ readonly item: SharedItem; readonly hash: string }, ItemFault> {
  const refuse = (code: ItemFaultCode, text: string): Result<never, ItemFault> =>
    fail({ code, member: ring.member, text });
  if (!isItemShaped(value)) return refuse('item-malformed', 'it has not the shape of an item');
  const item = value;
  if (item.origin !== ring.member)
    return refuse('not-its-own', `it says it is of ${item.origin}, ${ring.member} was expected`);
  // NaN and the like cannot come out of JSON, so this does not throw on what came over a link.
  const text = contentText(item);
  if (text.length > MAX_ITEM_CHARS)
    return refuse('item-malformed', `it is longer than ${MAX_ITEM_CHARS} characters`);
  if (item.series !== seriesOf(notary, item.origin, item.epoch, item.label))
    return refuse('wrong-series', `its series is not that of its label and epoch`);
  const signed = checkSignature(notary, ring, item, takenAt, text);
  if (!signed.ok) return signed;
  return ok({ item, hash: notary.hash(text) });
}
