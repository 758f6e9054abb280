/** Shared by the mutation bench: seeded damage, and a job a format that may not throw, hang or grow. */
import type { Random } from '../src/base/index.ts';

/** One format under damage. State is kept from mutation to mutation, so that growth would show. */
export interface MutationJob {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** Reads what was damaged in every way the format has; gives records and faults found. Must not throw. */
  readonly chew: (
    bytes: Uint8Array,
    at: number,
  ) => { readonly records: number; readonly faults: number };
}

/** One to four hits: an octet set, a bit flipped, a stretch moved, octets put in or taken out; at times cut short. */
export function mutate(random: Random, seeds: readonly Uint8Array[]): Uint8Array {
  const seed = random.pick(seeds);
  let out = new Uint8Array(seed.length + 8);
  out.set(seed);
  let length = seed.length;
  for (let hits = 1 + random.below(4); hits > 0 && length > 0; hits--) {
    const at = random.below(length);
    switch (random.below(6)) {
      case 0:
        out[at] = random.below(256);
        break;
      case 1:
        out[at]! ^= 1 << random.below(8);
        break;
      case 2:
        out.copyWithin(at, random.below(length), length);
        break;
      case 3:
        out[at] = random.pick([0, 1, 127, 128, 254, 255]);
        break;
      case 4:
        out.copyWithin(at, at + 1, length);
        length--;
        break;
      default:
        if (length === out.length) break;
        out.copyWithin(at + 1, at, length);
        out[at] = random.below(256);
        length++;
    }
  }
  out = out.subarray(0, length);
  return random.chance(0.2) ? out.subarray(0, random.below(length + 1)) : out;
}
