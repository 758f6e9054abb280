/** A broken invariant: only a bug in Tocsin can raise it, never input. */
export class AssertionFailed extends Error {
  override name = 'AssertionFailed';
}

/** Guards what only a bug can break; stays on in production. `what` says what must hold. */
export function assert(condition: boolean, what: string): asserts condition {
  if (!condition) throw new AssertionFailed(`must hold: ${what}`);
}

/** For the default branch of an exhaustive switch. */
export function unreachable(value: never): never {
  throw new AssertionFailed(`unreachable value: ${String(value)}`);
}
