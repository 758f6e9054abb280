/**
 * What does it cost to show a picture to 500 TAK clients? Deliveries (one event at one client) per CPU-second of the
 * serving process, beside a relay that parses nothing and copies the octets it gets to all clients; in turn, in one
 * process, the clients in another. One client never reads: the others must get everything all the same.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { DEG_TO_RAD, Random } from '../src/base/index.ts';
import { makePicture, OWN_ONLY, type Picture } from '../src/model/index.ts';
import { UNLABELLED } from '../src/node/api/index.ts';
import { CotOutput, type ShelfView } from '../src/node/outputs/index.ts';
import { report, type Timing } from './timing.ts';

const CLIENTS = 500;
const TRACKS = 200;
const ROUNDS = 5;
const LOOKS = 3;

/** Counts ends of events at each client; the first client never reads. */
function runClients(): void {
  let seen = 0;
  let sockets: Socket[] = [];
  const end = Buffer.from('</event>');
  process.on('message', (port: number) => {
    for (const socket of sockets) socket.destroy();
    seen = 0;
    sockets = Array.from({ length: CLIENTS }, (_, i) => {
      const socket = connect(port, '127.0.0.1');
      if (i === 0) return socket.pause();
      let rest: Buffer = Buffer.alloc(0);
      socket.on('data', (data: Buffer) => {
        const bytes = rest.length === 0 ? data : Buffer.concat([rest, data]);
        let at = 0;
        for (let next = bytes.indexOf(end); next >= 0; next = bytes.indexOf(end, at)) {
          seen++;
          at = next + end.length;
        }
        rest = bytes.subarray(Math.max(at, bytes.length - end.length));
      });
      return socket;
    });
  });
  setInterval(() => process.send?.(seen), 20);
}

function makeView(): { view: ShelfView; move: (at: number) => void } {
  const random = new Random(500);
  let picture: Picture = makePicture(TRACKS);
  const move = (at: number): void => {
    picture = makePicture(TRACKS, at);
    picture.count = TRACKS;
    for (let row = 0; row < TRACKS; row++) {
      picture.trackNumber[row] = row + 1;
      picture.latRad[row] = (45 + random.next()) * DEG_TO_RAD;
      picture.lonRad[row] = (29 + random.next()) * DEG_TO_RAD;
      picture.altM[row] = 300;
      picture.covEE[row] = 400;
      picture.covNN[row] = 400;
      picture.covUU[row] = 400;
      picture.status[row] = 1;
      picture.environment[row] = 1;
      picture.updatedAt[row] = at;
    }
  };
  const view: ShelfView = {
    member: 'ROU',
    labels: UNLABELLED,
    picture: () => picture,
    detail: () => undefined,
    identity: (trackNumber) => ({
      trackNumber,
      identity: 'unknown',
      by: { kind: 'rule', id: 'r' },
      at: 0,
      reason: '',
    }),
    alerts: () => [],
    incidents: () => [],
  };
  return { view, move };
}

let seen = 0;
async function until(what: () => boolean): Promise<void> {
  const from = Date.now();
  while (!what()) {
    if (Date.now() - from > 60_000) throw new Error(`clients got ${seen} events in a minute`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Deliveries per CPU-second of this process over some looks; all but the stuck client must get all. */
async function measure(before: number, look: () => void): Promise<number> {
  const readers = CLIENTS - 1;
  const from = process.cpuUsage();
  for (let n = 1; n <= LOOKS; n++) {
    look();
    await until(() => seen >= before + n * TRACKS * readers);
  }
  const used = process.cpuUsage(from);
  return (LOOKS * TRACKS * readers) / ((used.user + used.system) / 1e6);
}

async function runOutput(child: ChildProcess): Promise<number[]> {
  let now = Date.UTC(2026, 10, 24, 2);
  const { view, move } = makeView();
  const output = new CotOutput(
    {
      id: 'bench',
      host: '127.0.0.1',
      port: 0,
      readers: [
        {
          client: null,
          reader: {
            member: 'POL',
            clearance: 'unclassified',
            groups: [],
            caveats: [],
            policies: [OWN_ONLY.policy],
          },
          trackLabel: { ...OWN_ONLY, releasableTo: ['POL'] },
          maxClients: CLIENTS,
          queueOctets: 8 << 20,
        },
      ],
      staleMs: 20_000,
      tls: null,
    },
    view,
    () => now,
    { info: () => undefined, warn: () => undefined },
  );
  await output.start();
  child.send(output.port);
  await until(() => output.stats().clients === CLIENTS);
  // the offers of the protocol have come
  await until(() => seen >= CLIENTS - 1);
  const figures: number[] = [];
  let done = CLIENTS - 1;
  for (let round = 0; round <= ROUNDS; round++) {
    const figure = await measure(done, () => {
      now += 1000;
      move(now);
      output.look();
    });
    done += LOOKS * TRACKS * (CLIENTS - 1);
    if (round > 0) figures.push(figure);
  }
  await output.stop();
  return figures;
}

/** The yardstick: one sender's octets, copied to everybody else as they come. */
async function runRelay(child: ChildProcess): Promise<number[]> {
  const sockets = new Set<Socket>();
  let sender: Socket | null = null;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (sender === null) {
      sender = socket;
      socket.on('data', (data) => {
        for (const other of sockets) other.write(data);
      });
      return;
    }
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const source = connect(port, '127.0.0.1');
  await until(() => sender !== null);
  child.send(port);
  await until(() => sockets.size === CLIENTS);
  const event = `<event version="2.0" uid="tocsin.ROU.1"${' '.repeat(700)}></event>`;
  const chunk = Buffer.from(event.repeat(TRACKS));
  const figures: number[] = [];
  let done = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const figure = await measure(done, () => void source.write(chunk));
    done += LOOKS * TRACKS * (CLIENTS - 1);
    if (round > 0) figures.push(figure);
  }
  for (const socket of sockets) socket.destroy();
  source.destroy();
  sender!.destroy();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return figures;
}

async function main(): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), ['clients']);
  child.on('message', (count: number) => (seen = count));
  const timings: Timing[] = [];
  const count = LOOKS * TRACKS * (CLIENTS - 1);
  timings.push({ name: 'Tocsin, tracks written anew', count, perCpuS: await runOutput(child) });
  seen = 0;
  timings.push({ name: 'relay that parses nothing', count, perCpuS: await runRelay(child) });
  child.kill();
  report('tak-fanout', timings, { clients: CLIENTS, tracks: TRACKS, stuck: 1 });
}

if (process.argv[2] === 'clients') runClients();
else await main();
