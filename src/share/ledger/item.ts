import { canonicalJson, type Json } from '../../base/index.ts';
import type { Label, LedgerFact, SharedContent, SharedItem } from '../../model/index.ts';
import { fingerprint, type Notary, type Signer } from './notary.ts';
import { isCount, isHex, isRecord } from './shapes.ts';

export const FIRST_HASH = '0'.repeat(64);
/** Longest item taken from another member, characters of canonical JSON. */
export const MAX_ITEM_CHARS = 262_144;

/** Name of the series an item with this label belongs to: nothing in it tells of other labels. */
export function seriesOf(
  notary: Notary,
  origin: string,
  epoch: string,
  label: LedgerFact['label'],
): string {
  return notary.hash(canonicalJson({ origin, epoch, label } as unknown as Json)).slice(0, 32);
}

/** An item without key and signature. */
export function contentOf(item: SharedContent): SharedContent {
  const { origin, epoch, series, number, prev, type, at, actor, body, label } = item;
  return { origin, epoch, series, number, prev, type, at, actor, body, label };
}

/** The text that is signed: canonical JSON of the content. */
export function contentText(item: SharedContent): string {
  return canonicalJson(contentOf(item) as unknown as Json);
}

/** The series' hash of an item: over its content alone, so that a new signature after a key change is the same item. */
export function hashItem(notary: Notary, item: SharedContent): string {
  return notary.hash(contentText(item));
}

export function signItem(notary: Notary, signer: Signer, content: SharedContent): SharedItem {
  return {
    ...content,
    key: fingerprint(notary, signer.publicKey),
    signature: signer.sign(contentText(content)),
  };
}

/** What makes an item one and the same wherever it is met. */
export function itemId(item: { readonly series: string; readonly number: number }): string {
  return `${item.series}-${item.number}`;
}

/** Whether parsed JSON has the shape of a shared item. Content is the domain's to judge. */
export function isItemShaped(value: unknown): value is SharedItem {
  if (!isRecord(value)) return false;
  const { label, body } = value;
  return (
    isText(value['origin'], 16) &&
    isHex(value['epoch'], 16) &&
    isHex(value['series'], 32) &&
    isHex(value['prev'], 64) &&
    isHex(value['key'], 32) &&
    isHex(value['signature'], 128) &&
    isCount(value['number'], 1) &&
    Number.isFinite(value['at']) &&
    isText(value['type'], 100) &&
    isText(value['actor'], 200) &&
    isRecord(body) &&
    isLabelShaped(label)
  );
}

export function isLabelShaped(label: unknown): label is Label {
  return (
    isRecord(label) &&
    isText(label['policy'], 100) &&
    isText(label['classification'], 20) &&
    isTexts(label['releasableTo']) &&
    isTexts(label['caveats']) &&
    (label['excluded'] === undefined || isTexts(label['excluded'])) &&
    typeof label['exercise'] === 'boolean'
  );
}

function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= most;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length <= 500 && value.every((one) => isText(one, 100));
}
