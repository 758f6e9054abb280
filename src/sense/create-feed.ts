import type { SourceConfig } from '../model/index.ts';
import type { FeedDecoder } from './feed.ts';
import { createSapientFeed } from './from-sapient.ts';
import { createUnsupportedFeed } from './unsupported-feed.ts';

/** The decoder and mapper of a source, by its format. */
export function createFeed(config: SourceConfig): FeedDecoder {
  switch (config.format) {
    case 'asterix':
    case 'beast':
    case 'avr':
    case 'ais':
    case 'remote-id':
      return createUnsupportedFeed(config);
    case 'sapient':
      return createSapientFeed(config);
  }
}
