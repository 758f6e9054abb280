/** The history's threads: 'write' packs and stores pictures, 'read' answers questions; neither holds up the picture. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Box } from '../../model/index.ts';
import { explainDisk } from './explain-disk.ts';
import { HistoryWriter } from './history-writer.ts';
import { HistoryReader } from './history-reader.ts';
import { Replay } from './replay.ts';
import type { Snapshot } from './snapshot.ts';
import type { StoreSetting } from './store-setting.ts';
import { StoreFailure, type KeptDetail, type OperatorPoint, type Retention } from './types.ts';

export interface HistoryWorkerData {
  readonly dataDir: string;
  readonly store: StoreSetting;
  readonly side: 'write' | 'read';
}

export type ToHistoryWorker =
  | { readonly type: 'picture'; readonly snapshot: Snapshot }
  /** to the reader: pictures up to and including this number are in segments */
  | { readonly type: 'flushed'; readonly through: number }
  | { readonly type: 'operator'; readonly point: OperatorPoint }
  | { readonly type: 'detail'; readonly detail: KeptDetail }
  | { readonly type: 'ask'; readonly call: number; readonly what: HistoryAsk };

export type HistoryAsk =
  | { readonly ask: 'flush' }
  | { readonly ask: 'retain'; readonly limits: Retention; readonly now: number }
  | { readonly ask: 'close' }
  | { readonly ask: 'span' }
  | {
      readonly ask: 'track';
      readonly trackNumber: number;
      readonly fromAt: number;
      readonly toAt: number;
    }
  | { readonly ask: 'box'; readonly box: Box; readonly fromAt: number; readonly toAt: number }
  | {
      readonly ask: 'density';
      readonly fromAt: number;
      readonly toAt: number;
      readonly buckets: number;
    }
  | {
      readonly ask: 'operators';
      readonly trackNumber: number;
      readonly fromAt: number;
      readonly toAt: number;
    }
  | { readonly ask: 'details'; readonly trackNumbers: readonly number[]; readonly at: number }
  | {
      readonly ask: 'frames';
      readonly fromAt: number;
      readonly toAt: number;
      readonly stepMs: number;
      readonly box: Box | null;
    }
  | { readonly ask: 'next-frames'; readonly stream: number }
  | { readonly ask: 'end-frames'; readonly stream: number };

export type FromHistoryWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly code: string; readonly text: string }
  | { readonly type: 'answer'; readonly call: number; readonly value: unknown }
  | {
      readonly type: 'trouble';
      readonly call: number;
      readonly code: string;
      readonly text: string;
    }
  | {
      readonly type: 'written';
      readonly points: number;
      readonly segments: number;
      readonly lost: number;
      /** why the disk refuses; empty when it does not */
      readonly trouble: string;
    }
  /** from the writer: pictures up to and including this number are in segments */
  | { readonly type: 'flushed'; readonly through: number };

/** Frames sent in one message. */
const FRAMES_A_MESSAGE = 20;
const MESSAGE_OCTETS = 2_000_000;
/** Replays at a time; each holds a minute unpacked (30 MB for 10,000 tracks). The one unused longest is ended. */
const MAX_STREAMS = 8;

const port = parentPort;
if (port !== null) {
  const { dataDir, store, side } = workerData as HistoryWorkerData;
  const send = (message: FromHistoryWorker): void => port.postMessage(message);
  try {
    const answer =
      side === 'write'
        ? serveWriter(new HistoryWriter(dataDir, store))
        : serveReader(new HistoryReader(dataDir, store));
    port.on('message', (message: ToHistoryWorker) => {
      if (message.type !== 'ask') return;
      try {
        send({ type: 'answer', call: message.call, value: answer(message.what) });
      } catch (error) {
        send({ type: 'trouble', call: message.call, ...explainDisk(error) });
      }
      if (message.what.ask === 'close') port.close();
    });
    send({ type: 'ready' });
  } catch (error) {
    send({ type: 'failed', ...explainDisk(error) });
  }
}

function serveWriter(writer: HistoryWriter): (what: HistoryAsk) => unknown {
  const send = (message: FromHistoryWorker): void => port?.postMessage(message);
  const attempt = (write: () => void): string => {
    try {
      write();
      return '';
    } catch (error) {
      return explainDisk(error).text;
    }
  };
  const flush = (): void => {
    const through = writer.flush();
    if (through !== null) send({ type: 'flushed', through });
  };
  port?.on('message', (message: ToHistoryWorker) => {
    if (message.type === 'picture') {
      let trouble = writer.needsFlush(message.snapshot.at) ? attempt(flush) : '';
      trouble = attempt(() => writer.add(message.snapshot)) || trouble;
      const { points, segments, lost } = writer;
      send({ type: 'written', points, segments, lost, trouble });
    } else if (message.type === 'operator') attempt(() => writer.addOperator(message.point));
    else if (message.type === 'detail') attempt(() => writer.addDetail(message.detail));
  });
  return (what) => {
    if (what.ask === 'flush') flush();
    else if (what.ask === 'retain') writer.retain(what.limits, what.now);
    else if (what.ask === 'close') writer.close();
    return null;
  };
}

/** A replay in progress: made when its first frames are asked for. */
interface Stream {
  readonly replay: Replay;
  nextAt: number;
  readonly toAt: number;
  readonly stepMs: number;
}

function serveReader(reader: HistoryReader): (what: HistoryAsk) => unknown {
  const streams = new Map<number, Stream>();
  let nextStream = 1;
  port?.on('message', (message: ToHistoryWorker) => {
    if (message.type === 'picture') reader.add(message.snapshot);
    else if (message.type === 'flushed') reader.flushed(message.through);
  });
  return (what) => {
    switch (what.ask) {
      case 'span':
        return reader.span();
      case 'track':
        return reader.trackPoints(what.trackNumber, what.fromAt, what.toAt);
      case 'box':
        return reader.boxPoints(what.box, what.fromAt, what.toAt);
      case 'density':
        return reader.density(what.fromAt, what.toAt, what.buckets);
      case 'operators':
        return reader.operators(what.trackNumber, what.fromAt, what.toAt);
      case 'details':
        return reader.details(what.trackNumbers, what.at);
      case 'frames': {
        const { fromAt, toAt, stepMs, box } = what;
        streams.set(nextStream, { replay: new Replay(reader, box), nextAt: fromAt, toAt, stepMs });
        for (const oldest of streams.keys()) {
          if (streams.size <= MAX_STREAMS) break;
          streams.delete(oldest);
        }
        return nextStream++;
      }
      case 'next-frames': {
        const stream = streams.get(what.stream);
        if (stream === undefined)
          throw new StoreFailure(
            'busy',
            `more than ${MAX_STREAMS} replays at a time: this one was ended`,
          );
        // Used last: the one to be ended is the one nobody reads.
        streams.delete(what.stream);
        streams.set(what.stream, stream);
        return takeFrames(stream);
      }
      case 'end-frames':
        streams.delete(what.stream);
        return null;
      case 'close':
        reader.close();
        return null;
      default:
        return null;
    }
  };
}

/** The next few frames; none at the end. */
function takeFrames(stream: Stream): Uint8Array[] {
  const frames: Uint8Array[] = [];
  let octets = 0;
  while (
    stream.nextAt <= stream.toAt &&
    frames.length < FRAMES_A_MESSAGE &&
    octets < MESSAGE_OCTETS
  ) {
    const frame = stream.replay.frameAt(stream.nextAt);
    octets += frame.length;
    frames.push(frame);
    stream.nextAt += stream.stepMs;
  }
  return frames;
}
