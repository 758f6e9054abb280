import type { SourceConfig, SourceStatus } from '../../model/index.ts';
import type { CreateFeed } from '../../sense/index.ts';
import { FeedHub } from './feed-hub.ts';
import type { IngestPart } from './part-queue.ts';
import { wallClock } from './wall-clock.ts';

export interface ReplayResult {
  /** of the file's source, and of every source in it when it is a recording */
  readonly statuses: readonly SourceStatus[];
}

const PARTS_SIZE = 1_000;

/**
 * Replays one file source to its end on this thread, each chunk with its recorded time, and gives every part in order:
 * for tests and tools. The same sources and decoders as the node; nothing is dropped.
 */
export async function replayFile(
  config: SourceConfig,
  take: (part: IngestPart) => void,
  createFeed?: CreateFeed,
): Promise<ReplayResult> {
  let ended = (): void => undefined;
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const drain = (): void => {
    while (!hub.isEmpty) for (const part of hub.take(PARTS_SIZE)) take(part);
    const state = hub.stateOf(config.id);
    if (state === 'ended' || state === 'failed') ended();
  };
  const hub = new FeedHub({
    now: wallClock,
    maxPending: 4 * PARTS_SIZE,
    // Not in the middle of what the hub is doing.
    wake: () => queueMicrotask(drain),
    ...(createFeed === undefined ? {} : { createFeed }),
  });
  await hub.apply([config]);
  await end;
  const statuses = hub.statuses();
  await hub.stop();
  return { statuses };
}
