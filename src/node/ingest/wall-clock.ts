/** ms since the Unix epoch, UTC, with fractions: receive times of datagrams within one ms stay in order. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now();
}
