import { decodeFault, toHex } from '../base/index.ts';
import type { SourceConfig } from '../model/index.ts';
import type { FeedDecoder } from './feed.ts';

/** For a format that this build cannot decode: every chunk is one fault 'unsupported', never silence. */
export function createUnsupportedFeed(config: SourceConfig): FeedDecoder {
  return {
    accept(chunk, out) {
      const fault = decodeFault('unsupported', 0, config.format, 'this build does not decode it');
      out.faults.push({ fault, bytesHex: toHex(chunk.bytes, 0, Math.min(64, chunk.bytes.length)) });
    },
    close: () => undefined,
    lastRecord: () => null,
  };
}
