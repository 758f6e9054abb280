/** The worker thread of Ingest: sockets, files and decoders; the main loop gets packed batches. */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../base/index.ts';
import { HubDesk, type DeskSettings } from './hub-desk.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { packParts } from './plot-columns.ts';

const port = parentPort;
assert(port !== null, 'ingest-worker runs as a worker thread');
const send = (message: FromWorker, transfer: ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer);

const desk = new HubDesk(workerData as DeskSettings, {
  batch: (parts, postedAt) => {
    const packed = packParts(parts);
    send({ type: 'batch', packed, postedAt }, [packed.numbers.buffer as ArrayBuffer]);
  },
  advisories: (advisories) => send({ type: 'advisories', advisories }),
  statuses: (statuses, recorder) => send({ type: 'statuses', statuses, recorder }),
});

port.on('message', (message: ToWorker) => {
  if (message.type === 'ack') {
    desk.acknowledged();
    return;
  }
  void desk.call(message).then((trouble) => {
    send({ type: 'done', call: message.call, trouble });
    if (message.type === 'stop') port.close();
  });
});
