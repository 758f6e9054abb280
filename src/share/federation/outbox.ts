import type { ReleaseGate } from '../releasability.ts';
import { FIRST_HASH } from '../ledger/item.ts';
import type { Notary } from '../ledger/notary.ts';
import type { Position } from './messages.ts';
import type { OwnItem } from './own-items.ts';

/** Rows sent ahead of the peer's acknowledgement at most. */
export const WINDOW_ROWS = 1000;

/**
 * What goes to one peer, in order, numbered from 1 without gaps. A fold over the own items and the peer's terms, so it
 * is the same whenever the log is read again; only how far the peer has got comes from the peer. A new epoch of the
 * log begins it anew: what the peer holds already it takes for known.
 */
export class Outbox {
  /** index of the own item of each row */
  readonly rows: number[] = [];
  epoch: string;
  /** rows the peer has acknowledged, and its chain there */
  acked = 0;
  /** next row to send, counted from 1 */
  next = 1;
  /** when a row was last sent, and when the peer last asked for rows again */
  sentAt = Number.NEGATIVE_INFINITY;
  rewoundAt = Number.NEGATIVE_INFINITY;
  #ackedChain = FIRST_HASH;
  readonly #has = new Set<number>();

  constructor(epoch: string) {
    this.epoch = epoch;
  }

  /** Appends what the peer may read and has not got in it yet, from an index of the own items on. */
  extend(items: readonly OwnItem[], from: number, gate: ReleaseGate): void {
    for (let index = from; index < items.length; index++) {
      const { origin, label } = items[index]!;
      // The gate lets an originator read its own, which is not what is asked here.
      if (this.#has.has(index) || origin === gate.reader.member) continue;
      if (!gate.mayRead(origin, label)) continue;
      this.#has.add(index);
      this.rows.push(index);
    }
  }

  restart(epoch: string): void {
    this.epoch = epoch;
    this.rows.length = 0;
    this.#has.clear();
    this.acked = 0;
    this.next = 1;
    this.#ackedChain = FIRST_HASH;
  }

  /** The peer stands at its beginning again: it was put back from a copy, or does not know this epoch. */
  restartSending(): void {
    this.acked = 0;
    this.next = 1;
    this.#ackedChain = FIRST_HASH;
  }

  /** Chain hash over the first n rows. */
  chainAt(notary: Notary, items: readonly OwnItem[], n: number): string {
    let chain = FIRST_HASH;
    let row = 0;
    if (n >= this.acked) {
      chain = this.#ackedChain;
      row = this.acked;
    }
    for (; row < n; row++) chain = chainOn(notary, chain, items[this.rows[row]!]!.hash);
    return chain;
  }

  /**
   * The peer says where it stands. 'ahead': it knows more of us than we do, so this node was put back from a copy.
   */
  settle(notary: Notary, items: readonly OwnItem[], have: Position): 'ok' | 'old-epoch' | 'ahead' {
    if (have.epoch !== this.epoch) return 'old-epoch';
    if (have.n > this.rows.length) return 'ahead';
    if (this.chainAt(notary, items, have.n) !== have.chain) return 'ahead';
    this.acked = have.n;
    this.#ackedChain = have.chain;
    if (this.next <= have.n) this.next = have.n + 1;
    return 'ok';
  }
}

export function chainOn(notary: Notary, chain: string, itemHash: string): string {
  return notary.hash(chain + itemHash);
}
