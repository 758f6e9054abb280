/**
 * What a node says about itself every few seconds to all, and to one that has just started: on tocsin.here.MEMBER and
 * tocsin.here.MEMBER.TO. A hint whom to call, never a proof.
 */
export interface Beacon {
  /** changes with every start of the node: sessions of before are over */
  readonly boot: string;
}

/** A word of life after so long, ms. */
export const BEACON_MS = 5_000;
/** A member not heard for so long is away. */
export const AWAY_MS = 16_000;

const MAX_BEACON_OCTETS = 256;

export function writeBeacon({ boot }: Beacon): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ boot }));
}

/** Null when it is none: anybody on the network may have said it. */
export function readBeacon(octets: Uint8Array): Beacon | null {
  if (octets.length > MAX_BEACON_OCTETS) return null;
  try {
    const { boot } = JSON.parse(new TextDecoder().decode(octets)) as Partial<Beacon>;
    return typeof boot === 'string' && /^[0-9a-f]{16}$/.test(boot) ? { boot } : null;
  } catch {
    return null;
  }
}
