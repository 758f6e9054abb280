import type { Label, LedgerFact, SharedTrack } from '../../model/index.ts';
import type { PeerMessage } from './messages.ts';
import type { Commit } from './store.ts';

/**
 * What a message leads to. The shell writes `commit` durably, then calls apply(commit), appends `append` to the own log
 * (and hands the entries to addOwn), then sends `send`. When the disk refuses it drops the whole step: the peer sends
 * again.
 */
export interface Step {
  readonly commit: Commit | null;
  readonly append: readonly LedgerFact[];
  /** the own log must begin a new epoch before anything is written: this node was put back from a copy */
  readonly needsEpoch: boolean;
  readonly send: readonly PeerMessage[];
  /** newest states of the peer's tracks: for the picture, not for the log */
  readonly tracks: { readonly label: Label; readonly tracks: readonly SharedTrack[] } | null;
}

export const NOTHING: Step = {
  commit: null,
  append: [],
  needsEpoch: false,
  send: [],
  tracks: null,
};

export function emptyCommit(peer: string, takenAt: number): Commit {
  return {
    peer,
    position: null,
    items: [],
    voids: [],
    recalls: [],
    heads: [],
    ring: null,
    quarantine: [],
    takenAt,
  };
}
