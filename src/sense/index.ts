export { allyOf, allySensorId, readAllyTracks, type AllyFrame } from './from-ally-tracks.ts';
export { createAsterixFeed, type AsterixFeed } from './from-asterix.ts';
export { createFeed } from './create-feed.ts';
export {
  makeFeedOutput,
  type CreateFeed,
  type FaultWithBytes,
  type FeedDecoder,
  type FeedOutput,
} from './feed.ts';
export { createAisFeed } from './from-ais.ts';
export { createCotFeed } from './from-cot.ts';
export { createAvrFeed, createBeastFeed } from './from-modes.ts';
export { ScanBuilder } from './scan-builder.ts';
export { readZones, type ZonesRead } from './from-geo-zones.ts';
export { createRemoteIdFeed } from './from-remote-id.ts';
export { createSapientFeed } from './from-sapient.ts';
