import type { SourceConfig } from '../model/index.ts';
import type { FeedDecoder } from './feed.ts';
import { createAisFeed } from './from-ais.ts';
import { createAsterixFeed } from './from-asterix.ts';
import { createCotFeed } from './from-cot.ts';
import { createRemoteIdFeed } from './from-remote-id.ts';
import { createSapientFeed } from './from-sapient.ts';
import { createAvrFeed, createBeastFeed } from './from-modes.ts';
import { createAircraftJsonFeed, createSbsFeed } from './from-modes-text.ts';

/** The decoder and mapper of a source, by its format. */
export function createFeed(config: SourceConfig): FeedDecoder {
  switch (config.format) {
    case 'asterix':
      return createAsterixFeed(config);
    case 'beast':
      return createBeastFeed(config);
    case 'avr':
      return createAvrFeed(config);
    case 'sbs':
      return createSbsFeed(config);
    case 'aircraft-json':
      return createAircraftJsonFeed(config);
    case 'ais':
      return createAisFeed(config);
    case 'remote-id':
      return createRemoteIdFeed(config);
    case 'cot':
      return createCotFeed(config);
    case 'sapient':
      return createSapientFeed(config);
  }
}
