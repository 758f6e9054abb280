import { concatBytes } from '../../base/index.ts';
import type { Emission } from './sensor.ts';

/** Gathers small messages into the chunks in which a stream delivers them: one emission a bin. */
export class EmissionBins {
  readonly #channel: string;
  readonly #binMs: number;
  readonly #latencyMs: number;
  readonly #bins = new Map<number, { at: number; bytes: Uint8Array }[]>();

  constructor(channel: string, binMs: number, latencyMs: number) {
    this.#channel = channel;
    this.#binMs = binMs;
    this.#latencyMs = latencyMs;
  }

  add(at: number, bytes: Uint8Array): void {
    const bin = Math.floor(at / this.#binMs);
    const known = this.#bins.get(bin);
    if (known) known.push({ at, bytes });
    else this.#bins.set(bin, [{ at, bytes }]);
  }

  /** The bins in order of time, each leaving at its end, messages inside in order. */
  take(): Emission[] {
    return [...this.#bins.entries()]
      .sort(([a], [b]) => a - b)
      .map(([bin, messages]) => ({
        channel: this.#channel,
        at: (bin + 1) * this.#binMs + this.#latencyMs,
        bytes: concatBytes(messages.sort((a, b) => a.at - b.at).map((message) => message.bytes)),
      }));
  }
}
