import type { Label, SharedItem } from '../../model/index.ts';
import { isLabelShaped } from '../ledger/item.ts';
import { isCount, isHex, isRecord } from '../ledger/shapes.ts';

/** Where a receiver stands in the outbox a peer keeps for it. */
export interface Position {
  /** epoch of the outbox: a restored node begins a new one */
  readonly epoch: string;
  /** rows taken, gapless from 1 */
  readonly n: number;
  /** chain hash over the rows taken */
  readonly chain: string;
}

/** One row of an outbox: an item, or the place of one that was recalled before it could go out. */
export type OutboxRow =
  | { readonly item: SharedItem }
  | { readonly void: { readonly series: string; readonly number: number; readonly hash: string } };

/** Newest item of a series somebody holds. */
export interface SeriesMark {
  readonly origin: string;
  readonly series: string;
  readonly number: number;
  readonly hash: string;
}

export type PeerMessage =
  /** first word on a link, and whenever the sender wants to know where it stands */
  | {
      readonly type: 'hello';
      readonly have: Position | null;
      /** changes of key so far, oldest first (KeyRotation) */
      readonly rotations: readonly unknown[];
    }
  | {
      readonly type: 'batch';
      /** number of the first row */
      readonly from: number;
      readonly rows: readonly OutboxRow[];
      /** chain hash after the last row */
      readonly chain: string;
    }
  /** `again`: a gap or damage was met, send from n + 1 */
  | { readonly type: 'ack'; readonly have: Position; readonly again: boolean }
  /** what the sender holds of others, as far as the receiver may see it: differences tell of a member with two tongues */
  | { readonly type: 'witness'; readonly marks: readonly SeriesMark[] }
  | { readonly type: 'evidence'; readonly item: SharedItem }
  /** a restored node asks for its own items beyond these; `askedAt` (its clock) comes back in the answer */
  | { readonly type: 'recover'; readonly marks: readonly SeriesMark[]; readonly askedAt: number }
  | {
      readonly type: 'recovered';
      readonly items: readonly SharedItem[];
      readonly isMore: boolean;
      readonly askedAt: number;
    }
  /** newest states of tracks, apart from the log: a lost one is made good by the next. Rows are SharedTrack */
  | { readonly type: 'tracks'; readonly label: Label; readonly rows: readonly unknown[] };

/** What every message carries; the transport knows and proves who sent it. */
export interface Envelope {
  readonly v: 1;
  /** the sender's clock, ms */
  readonly sentAt: number;
  /** the sender's outbox for the receiver: its epoch and length */
  readonly epoch: string;
  readonly upTo: number;
  /** everything the sender wrote for the receiver until this instant of its clock is in these rows */
  readonly asOf: number;
  /** sentAt of the newest message the sender has from the receiver, and how long ago it came; null: none */
  readonly echo: { readonly sentAt: number; readonly heldMs: number } | null;
  readonly message: PeerMessage;
}

/** Rows and items in one message at most, and characters of JSON. */
export const MAX_BATCH_ROWS = 200;
export const MAX_MESSAGE_CHARS = 4 * 1024 * 1024;
export const MAX_MARKS = 2000;
export const MAX_TRACK_ROWS = 2000;
export const MAX_ROTATIONS = 100;

/** The JSON that came over a link as an envelope; null when it is none. Items are checked where they are taken. */
export function readEnvelope(text: string): Envelope | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value)) return null;
  const { v, sentAt, epoch, upTo, asOf, echo, message } = value;
  if (v !== 1 || !isTime(sentAt) || !isTime(asOf) || !isHex(epoch, 16) || !isCount(upTo))
    return null;
  if (echo !== null && !(isRecord(echo) && isTime(echo['sentAt']) && isTime(echo['heldMs'])))
    return null;
  return isMessage(message) ? (value as unknown as Envelope) : null;
}

function isMessage(value: unknown): value is PeerMessage {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'hello':
      return (
        (value['have'] === null || isPosition(value['have'])) &&
        isList(value['rotations'], MAX_ROTATIONS, () => true)
      );
    case 'batch':
      return (
        isCount(value['from']) &&
        isHex(value['chain'], 64) &&
        isList(value['rows'], MAX_BATCH_ROWS, isRow)
      );
    case 'ack':
      return isPosition(value['have']) && typeof value['again'] === 'boolean';
    case 'witness':
      return isList(value['marks'], MAX_MARKS, isMark);
    case 'recover':
      return isTime(value['askedAt']) && isList(value['marks'], MAX_MARKS, isMark);
    case 'evidence':
      return isRecord(value['item']);
    case 'recovered':
      return (
        isTime(value['askedAt']) &&
        isList(value['items'], MAX_BATCH_ROWS, isRecord) &&
        typeof value['isMore'] === 'boolean'
      );
    case 'tracks':
      return isLabelShaped(value['label']) && isList(value['rows'], MAX_TRACK_ROWS, isRecord);
    default:
      return false;
  }
}

function isRow(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const empty = value['void'];
  if (empty === undefined) return isRecord(value['item']);
  return (
    isRecord(empty) &&
    isHex(empty['series'], 32) &&
    isHex(empty['hash'], 64) &&
    isCount(empty['number'])
  );
}

function isMark(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['origin'] === 'string' &&
    isHex(value['series'], 32) &&
    isHex(value['hash'], 64) &&
    isCount(value['number'])
  );
}

function isPosition(value: unknown): boolean {
  return (
    isRecord(value) && isHex(value['epoch'], 16) && isHex(value['chain'], 64) && isCount(value['n'])
  );
}

function isList(value: unknown, most: number, check: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= most && value.every(check);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
