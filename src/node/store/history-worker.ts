/** The history's threads: 'write' packs and stores pictures, 'read' answers questions; neither holds up the picture. */
import { parentPort, workerData } from 'node:worker_threads';
import { explainDisk } from './explain-disk.ts';
import { HistoryFile } from './history-file.ts';
import { HistoryReader } from './history-reader.ts';
import type { Box, OperatorPoint, Retention } from './types.ts';

export type ToHistoryWorker =
  | { readonly type: 'picture'; readonly snapshot: Float64Array; readonly at: number }
  | { readonly type: 'operator'; readonly point: OperatorPoint }
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
      readonly at: number;
    }
  | { readonly type: 'lost'; readonly text: string };

/** Frames sent in one message, and streams open at a time (the oldest ends). */
const FRAMES_A_MESSAGE = 20;
const MAX_STREAMS = 16;

const port = parentPort;
if (port !== null) {
  const { dataDir, side } = workerData as { dataDir: string; side: 'write' | 'read' };
  const send = (message: FromHistoryWorker): void => port.postMessage(message);
  try {
    const answer =
      side === 'write'
        ? serveWriter(new HistoryFile(dataDir))
        : serveReader(new HistoryReader(dataDir));
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

function serveWriter(file: HistoryFile): (what: HistoryAsk) => unknown {
  const send = (message: FromHistoryWorker): void => port?.postMessage(message);
  port?.on('message', (message: ToHistoryWorker) => {
    try {
      if (message.type === 'picture') {
        file.add(message.snapshot, message.at);
        send({ type: 'written', points: file.points, segments: file.segments, at: message.at });
      } else if (message.type === 'operator') file.addOperator(message.point);
    } catch (error) {
      send({ type: 'lost', text: explainDisk(error).text });
    }
  });
  return (what) => {
    if (what.ask === 'flush') file.flush();
    else if (what.ask === 'retain') file.retain(what.limits, what.now);
    else if (what.ask === 'close') file.close();
    return null;
  };
}

function serveReader(reader: HistoryReader): (what: HistoryAsk) => unknown {
  const streams = new Map<number, Generator<Uint8Array>>();
  let nextStream = 1;
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
      case 'frames': {
        const stream = nextStream++;
        streams.set(stream, reader.frames(what.fromAt, what.toAt, what.stepMs, what.box));
        for (const oldest of streams.keys()) {
          if (streams.size <= MAX_STREAMS) break;
          streams.delete(oldest);
        }
        return stream;
      }
      case 'next-frames': {
        const frames: Uint8Array[] = [];
        const source = streams.get(what.stream);
        while (source !== undefined && frames.length < FRAMES_A_MESSAGE) {
          const next = source.next();
          if (next.done === true) {
            streams.delete(what.stream);
            break;
          }
          frames.push(next.value);
        }
        return frames;
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
