const FIRST_MS = 500;
const MAX_MS = 15_000;

/**
 * Wait before try number `attempt` (0 = first retry), ms: doubles from 0.5 s to 15 s, spread by `chance` [0, 1) over
 * the upper half, so that a room full of consoles does not come back in the same instant.
 */
export function backoffMs(attempt: number, chance: number): number {
  const full = Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(full / 2 + (full / 2) * chance);
}
