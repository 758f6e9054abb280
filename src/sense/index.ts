export { makeFeedOutput, type CreateFeed, type FeedDecoder, type FeedOutput } from './feed.ts';
