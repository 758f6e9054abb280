/** What a node says about itself every few seconds on tocsin.here.MEMBER: a hint whom to call, never a proof. */
export interface Beacon {
  /** changes with every start of the node: sessions of before are over */
  readonly boot: string;
  /** members whose streams it reads by now: who is named may call it */
  readonly reads: readonly string[];
}

/** A word of life after so long, ms. */
export const BEACON_MS = 2_000;
/** After such a pause the way was interrupted: what was asked of the server may be forgotten. */
export const INTERRUPTED_MS = 3_000;
/** A member not heard for so long is away. */
export const AWAY_MS = 15_000;

const MAX_READS = 1_000;
const MAX_BEACON_OCTETS = 16 * 1024;

export function writeBeacon(beacon: Beacon): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(beacon));
}

/** Null when it is none: anybody on the network may have said it. */
export function readBeacon(octets: Uint8Array): Beacon | null {
  if (octets.length > MAX_BEACON_OCTETS) return null;
  try {
    const { boot, reads } = JSON.parse(new TextDecoder().decode(octets)) as Partial<Beacon>;
    const isSound =
      typeof boot === 'string' &&
      /^[0-9a-f]{16}$/.test(boot) &&
      Array.isArray(reads) &&
      reads.length <= MAX_READS &&
      reads.every((one) => typeof one === 'string');
    return isSound ? { boot, reads } : null;
  } catch {
    return null;
  }
}
