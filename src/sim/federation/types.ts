import type { Notary, Signer } from '../../share/index.ts';

/** Cryptography for a run: real Ed25519, given from outside, since the core has none. */
export interface SimCrypto {
  readonly notary: Notary;
  /** the same number gives the same key */
  signer(number: number): Signer;
}

export interface SimOptions {
  readonly seed: number;
  readonly crypto: SimCrypto;
  /** members; 0: 3 to 8, by the seed */
  readonly nodes?: number;
  /** ms of simulated time with faults; then everything is healed */
  readonly durationMs?: number;
}

export const FAULT_KINDS = [
  'drop',
  'repeat',
  'delay',
  'corrupt',
  'partition',
  'silent-cut',
  'disk-refuses',
  'crash',
  'restore',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface SimReport {
  readonly seed: number;
  readonly nodes: number;
  readonly faults: Readonly<Record<FaultKind, number>>;
  readonly messages: number;
  /** entries written to all logs */
  readonly entries: number;
  /** items taken by receivers */
  readonly deliveries: number;
  readonly recalls: number;
  readonly calls: number;
  readonly keyChanges: number;
  /** simulated ms from healing until nothing was left to do */
  readonly healMs: number;
  readonly violations: readonly string[];
  /** hash over the final state of all nodes: the same seed gives the same */
  readonly digest: string;
}
