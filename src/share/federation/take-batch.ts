import { OWN_ONLY, type ItemFault, type Label, type SharedItem } from '../../model/index.ts';
import { FIRST_HASH, itemId } from '../ledger/item.ts';
import type { KeyRing } from '../ledger/key-ring.ts';
import type { Notary } from '../ledger/notary.ts';
import { checkItem } from './check-item.ts';
import type { OutboxRow, PeerMessage, Position, SeriesMark } from './messages.ts';
import { chainOn } from './outbox.ts';
import { UNKNOWN_HASH } from './store.ts';
import type { Commit, FederationStore, Place, Quarantined, SeriesHead } from './store.ts';

type Batch = Extract<PeerMessage, { type: 'batch' }>;

export interface TakeContext {
  readonly notary: Notary;
  readonly store: FederationStore;
  readonly heads: ReadonlyMap<string, SeriesHead>;
  readonly ring: KeyRing;
  readonly peer: string;
  readonly now: number;
}

export interface Taken {
  /** null: nothing to write */
  readonly commit: Commit | null;
  readonly position: Position;
  /** ask for the rows after `position` again */
  readonly again: boolean;
  readonly fault: ItemFault | null;
}

/** What has been taken of a batch so far. */
interface Draft {
  n: number;
  chain: string;
  readonly items: { item: SharedItem; hash: string }[];
  readonly voids: SeriesMark[];
  readonly recalls: { series: string; number: number }[];
  readonly heads: Map<string, SeriesHead>;
  readonly quarantine: Quarantined[];
}

/**
 * Checks the rows of a batch one after the other: number, chain, series, signature. What is sound up to the first
 * damaged row is taken, the rest is asked for again. Two signed items under one number are no damage: they are kept as
 * evidence, the series is closed, and the outbox goes on. Pure; the commit is the caller's to write.
 */
export function takeBatch(
  context: TakeContext,
  epoch: string,
  from: Position,
  batch: Batch,
): Taken {
  const isNew = from.epoch !== epoch;
  const start: Position = isNew ? { epoch, n: 0, chain: FIRST_HASH } : from;
  const { peer } = context;
  if (batch.from > start.n + 1) {
    const text = `row ${start.n + 1} is missing, ${batch.from} came`;
    return {
      commit: null,
      position: start,
      again: true,
      fault: { code: 'outbox-gap', member: peer, text },
    };
  }
  const draft: Draft = {
    n: start.n,
    chain: start.chain,
    items: [],
    voids: [],
    recalls: [],
    heads: new Map(),
    quarantine: [],
  };
  let fault: ItemFault | null = null;
  for (const row of batch.rows.slice(Math.max(0, start.n + 1 - batch.from))) {
    fault = takeRow(context, draft, row);
    if (fault !== null) break;
  }
  const isWhole = fault === null && draft.n === batch.from + batch.rows.length - 1;
  if (isWhole && draft.n > start.n && draft.chain !== batch.chain) {
    const text = `row ${draft.n} does not continue what ${peer} sent before`;
    return {
      commit: null,
      position: start,
      again: true,
      fault: { code: 'outbox-fork', member: peer, text },
    };
  }
  const position = { epoch, n: draft.n, chain: draft.chain };
  const hasMoved = draft.n > start.n || draft.quarantine.length > 0;
  return {
    commit: hasMoved ? toCommit(context, draft, position) : null,
    position,
    again: fault !== null,
    fault,
  };
}

function toCommit({ peer, now }: TakeContext, draft: Draft, position: Position): Commit {
  const { items, voids, recalls, quarantine } = draft;
  const heads = [...draft.heads.values()];
  return { peer, position, items, voids, recalls, heads, ring: null, quarantine, takenAt: now };
}

function takeRow(context: TakeContext, draft: Draft, row: OutboxRow): ItemFault | null {
  if ('void' in row) return takeVoid(context, draft, row.void);
  const checked = checkItem(context.notary, context.ring, row.item, null);
  if (!checked.ok) return checked.fault;
  const { item, hash } = checked.value;
  const { series, number } = item;
  const head = headOf(context, draft, series);
  if (head?.isClosed === true) return advance(context, draft, hash);
  const known = placeKnown(context, draft, series, number);
  if (known !== null) {
    if (known.hash !== hash && known.hash !== UNKNOWN_HASH)
      closeSeries(context, draft, item, series);
    // A restored sender did not have it when it sent its place, and has got it back since.
    else if (known.state === 'void') draft.items.push({ item, hash });
    return advance(context, draft, hash);
  }
  if (number !== (head?.number ?? 0) + 1)
    return {
      code: 'series-gap',
      member: context.peer,
      text: `item ${(head?.number ?? 0) + 1} of a series is missing, ${number} came`,
    };
  if (item.prev !== (head?.hash ?? FIRST_HASH) && head?.hash !== UNKNOWN_HASH) {
    closeSeries(context, draft, item, series);
    return advance(context, draft, hash);
  }
  draft.items.push({ item, hash });
  const { origin, label } = item;
  draft.heads.set(series, { origin, series, number, hash, label, isClosed: false });
  noteRecall(context, draft, item);
  return advance(context, draft, hash);
}

/** The place of an item that was recalled before it could come: it counts, and has no content. */
function takeVoid(
  context: TakeContext,
  draft: Draft,
  { series, number, hash }: { series: string; number: number; hash: string },
): ItemFault | null {
  const head = headOf(context, draft, series);
  if (placeKnown(context, draft, series, number) === null && head?.isClosed !== true) {
    // The label of a series that began with a void is not known: its head is kept without one to compare.
    if (number !== (head?.number ?? 0) + 1)
      return { code: 'series-gap', member: context.peer, text: `a place in a series is missing` };
    const mark = { origin: context.peer, series, number, hash };
    draft.voids.push(mark);
    draft.heads.set(series, { ...mark, label: head?.label ?? NO_LABEL, isClosed: false });
  }
  return advance(context, draft, hash);
}

/** For nobody: what is not known is not told on. */
const NO_LABEL: Label = { ...OWN_ONLY, classification: 'top-secret' };

function advance({ notary }: TakeContext, draft: Draft, hash: string): null {
  draft.n++;
  draft.chain = chainOn(notary, draft.chain, hash);
  return null;
}

function headOf({ heads }: TakeContext, draft: Draft, series: string): SeriesHead | undefined {
  return draft.heads.get(series) ?? heads.get(series);
}

/** What is held, or was taken earlier in this batch, under a number. */
function placeKnown(
  { store }: TakeContext,
  draft: Draft,
  series: string,
  number: number,
): Place | null {
  const here = draft.items.find((one) => one.item.series === series && one.item.number === number);
  if (here !== undefined) return { hash: here.hash, state: 'held' };
  const empty = draft.voids.find((one) => one.series === series && one.number === number);
  if (empty !== undefined) return { hash: empty.hash, state: 'void' };
  return store.placeOf(series, number);
}

/** Two different items under one number, both signed: kept as evidence, nothing more of the series is taken. */
function closeSeries(context: TakeContext, draft: Draft, item: SharedItem, series: string): void {
  const { store, peer, now } = context;
  const other = store.itemAt(series, item.number) ?? store.itemAt(series, item.number - 1);
  draft.quarantine.push(forkOf(peer, item, other, now));
  const head = headOf(context, draft, series);
  if (head !== undefined) draft.heads.set(series, { ...head, isClosed: true });
}

export function forkOf(
  member: string,
  item: SharedItem,
  other: SharedItem | null,
  at: number,
): Quarantined {
  return {
    at,
    member,
    code: 'series-fork',
    text: `${member} signed two different items ${item.number} (${itemId(item)})`,
    evidence: other === null ? [item] : [other, item],
  };
}

function noteRecall({ peer, heads }: TakeContext, draft: Draft, item: SharedItem): void {
  if (item.type !== 'item.recalled') return;
  const { series, number } = item.body;
  if (typeof series !== 'string' || typeof number !== 'number') return;
  // Nobody takes back another's.
  if ((draft.heads.get(series) ?? heads.get(series))?.origin === peer)
    draft.recalls.push({ series, number });
}
