import type { SourceConfig } from '../../model/index.ts';
import { AsterixDecoder } from '../../wire/asterix/index.ts';

/** Where a category has its time of day, in s; the first that a record holds counts. */
const TIME_PATHS: ReadonlyMap<number, readonly string[]> = new Map([
  [2, ['030']],
  [4, ['020']],
  [10, ['140']],
  [11, ['140']],
  [19, ['140']],
  [20, ['140']],
  [21, ['071', '073', '077', '030']],
  [23, ['070']],
  [25, ['070']],
  [34, ['030']],
  [48, ['140']],
  [62, ['070']],
  [63, ['030']],
  [65, ['030']],
]);

/** Reads when a data block was measured, so that a file of bare blocks can be replayed at its own pace. */
export class AsterixTime {
  readonly #decoder: AsterixDecoder;

  constructor(config: SourceConfig) {
    const editions = config.options['editions'];
    const isRecord = typeof editions === 'object' && editions !== null;
    this.#decoder = new AsterixDecoder(
      isRecord ? { editions: editions as Record<string, string> } : {},
    );
  }

  /** s since midnight UTC of the first record that tells; NaN when none does or the block does not decode. */
  secondsOfDay(block: Uint8Array): number {
    for (const record of this.#decoder.decode(block).records)
      for (const path of TIME_PATHS.get(record.category) ?? []) {
        const seconds = record.number(path);
        if (seconds >= 0 && seconds < 86_400) return seconds;
      }
    return Number.NaN;
  }
}
