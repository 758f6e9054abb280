/** What bad input gets, on a real node with one feed of each kind: counted, named, and the next good one is read. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { createServer, connect, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { fromHex, fromLatin1, Random } from '../../src/base/index.ts';
import type { Alert, FeedFormat, SourceStatus } from '../../src/model/index.ts';
import { encodeSentences } from '../../src/wire/ais/index.ts';
import { encodeRecords } from '../../src/wire/asterix/index.ts';
import { encodeBeastFrame } from '../../src/wire/modes/index.ts';
import { freePort, makeFolder, NodeProcess, until } from './node-process.ts';
import { report021 } from './traffic.ts';

const MESSAGE = fromHex('8D4840D6202CC371C32CE0576098')!;
const GOOD: Readonly<Record<string, () => Uint8Array>> = {
  asterix: () => report021(0xabcdef, 1, Date.now()),
  beast: () => encodeBeastFrame(MESSAGE, 12_000_000, 100),
  avr: () => fromLatin1('*8D4840D6202CC371C32CE0576098;\r\n'),
  ais: () =>
    fromLatin1(
      encodeSentences({ type: 14, repeat: 0, mmsi: 123_456_789, text: 'OK' }, {}).join(''),
    ),
  // A bare Basic ID message: a serial number of a multirotor.
  'remote-id': () => Uint8Array.from([0x02, 0x12, ...fromLatin1('1596F3BAD0000000TEST'), 0, 0, 0]),
};

const folder = makeFolder();
const ports: Record<string, number> = {};
let node: NodeProcess;
let radio: { sockets: Socket[]; close(): void };

const udp = createSocket('udp4');
const send = (id: string, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve) => udp.send(bytes, ports[id]!, '127.0.0.1', () => resolve()));
const status = async (id: string): Promise<SourceStatus> =>
  (await node.get<SourceStatus[]>('/sources')).find((one) => one.id === id)!;

/** A Beast server that the node dials. */
function serve(port: number): Promise<typeof radio> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
  });
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return new Promise((resolve) =>
    server.listen(port, '127.0.0.1', () => resolve({ sockets, close })),
  );
}

before(async () => {
  for (const id of [...Object.keys(GOOD), 'strict']) ports[id] = await freePort('udp');
  ports['link'] = await freePort('tcp');
  ports['sapient'] = await freePort('tcp');
  radio = await serve(ports['link']);
  const feed = (id: string, format: FeedFormat, more: object = {}) => ({
    id,
    format,
    udp: { port: ports[id] },
    ...more,
  });
  const config = {
    node: { mode: 'exercise', lat: 30, lon: -40 },
    http: { port: 0 },
    log: { level: 'fatal' },
    feeds: [
      ...Object.keys(GOOD).map((id) => feed(id, id as FeedFormat)),
      feed('strict', 'asterix', { options: { editions: { '21': '0.23' } } }),
      {
        id: 'link',
        format: 'beast',
        connect: `127.0.0.1:${ports['link']}`,
        options: { silentAfterS: 3 },
      },
      { id: 'sapient', format: 'sapient', listen: `127.0.0.1:${ports['sapient']}` },
    ],
  };
  node = await NodeProcess.start(folder.dir, { config });
});
after(async () => {
  udp.close();
  radio.close();
  await node.end('SIGKILL');
  folder.remove();
});

for (const id of Object.keys(GOOD))
  test(`${id}: garbage and halves are counted as named faults, and the next good datagram is decoded`, async () => {
    const random = new Random(7);
    const good = GOOD[id]!();
    // Text formats end a line of rubbish, binary ones a datagram.
    const rubbish = Array.from({ length: 30 }, () =>
      Uint8Array.from({ length: 40 }, () => random.below(256)),
    );
    for (const bytes of rubbish) await send(id, bytes);
    await send(id, good.subarray(0, good.length - 3));
    await send(id, fromLatin1('\r\n'));
    const before = (await status(id)).records;
    await until('the next good one is decoded', async () => {
      await send(id, GOOD[id]!());
      return (await status(id)).records > before;
    });
    const now = await status(id);
    assert.equal(now.state, 'live');
    assert.ok(now.faults > 0, JSON.stringify(now.faultsByCode));
    const [fault] = now.recentFaults;
    assert.ok(fault!.fault.code.length > 0 && fault!.fault.item.length > 0);
    assert.ok(Number.isInteger(fault!.fault.offset));
    assert.match(fault!.bytesHex, /^[0-9a-f ]*$/i);
  });

test('sapient: garbage on one connection is a named fault, and another connection is served', async () => {
  const dial = (): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connect(ports['sapient']!, '127.0.0.1', () => resolve(socket));
      socket.on('error', reject);
    });
  const bad = await dial();
  bad.on('error', () => undefined);
  bad.write(Uint8Array.from({ length: 64 }, (_, n) => (n < 4 ? [16, 0, 0, 0][n]! : 255)));
  await until('a fault', async () => (await status('sapient')).faults > 0);
  const other = await dial();
  assert.equal(other.destroyed, false);
  bad.destroy();
  other.destroy();
});

test('a wrong ASTERIX edition is named as such, with the one that fits', async () => {
  const encoded = encodeRecords(21, '2.4', [
    {
      '010': { SAC: 1, SIC: 2 },
      '040': { ATP: 0 },
      '071': 100,
      '080': 0xabc,
      '131': { LAT: 30, LON: -40 },
      '170': 'OLD1',
    },
  ]);
  assert.ok(encoded.ok);
  await until('the named fault', async () => {
    await send('strict', encoded.value);
    return ((await status('strict')).faultsByCode['wrong-edition'] ?? 0) > 0;
  });
  const fault = (await status('strict')).recentFaults.find(
    (one) => one.fault.code === 'wrong-edition',
  );
  assert.match(fault!.fault.detail, /\d\.\d/);
});

test(
  'a flood is bounded: the oldest positions are dropped and counted, alerts never, other feeds go on',
  { timeout: 120_000 },
  async () => {
    const alerts = (await node.get<Alert[]>('/alerts')).map(({ id }) => id);
    const aisBefore = (await status('ais')).records;
    // A second of everything that the loopback takes, far over what the feed's bounds hold.
    const block = new Uint8Array(1400);
    const one = report021(0xabcdef, 1, Date.now()).subarray(3);
    let length = 3;
    while (length + one.length <= block.length) {
      block.set(one, length);
      length += one.length;
    }
    const bytes = block.subarray(0, length);
    bytes.set([21, length >>> 8, length & 255]);
    const until_ = performance.now() + 1500;
    while (performance.now() < until_) {
      for (let i = 0; i < 200; i++) udp.send(bytes, ports['asterix']!, '127.0.0.1');
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until('other feeds go on', async () => {
      await send('ais', GOOD['ais']!());
      return (await status('ais')).records > aisBefore;
    });
    const flooded = await until('the flood is counted', async () => {
      const now = await status('asterix');
      return now.dropped + now.kernelDropped > 0 && now;
    });
    assert.equal(flooded.state, 'live');
    const still = new Set((await node.get<Alert[]>('/alerts')).map(({ id }) => id));
    for (const id of alerts) assert.ok(still.has(id), `alert ${id} was lost`);
    const rss = await node.get<string>('//metrics');
    const octets = Number(/^tocsin_process_resident_memory_bytes (\S+)/m.exec(rss)?.[1]);
    assert.ok(octets < 1.5e9, `${octets} octets`);
  },
);

test(
  'a cut TCP link raises a feed alarm, is dialled again with back-off, and recovers',
  { timeout: 120_000 },
  async () => {
    const speak = (): unknown =>
      radio.sockets.at(-1)?.write(encodeBeastFrame(MESSAGE, 12_000_000, 100));
    await until('the link lives', async () => {
      speak();
      return (await status('link')).state === 'live';
    });
    radio.close();
    const lost = await until('the alarm', async () =>
      (await node.get<Alert[]>('/alerts')).find(
        ({ condition, object, state }) =>
          condition === 'feed-lost' &&
          object.kind === 'source' &&
          object.sourceId === 'link' &&
          state.startsWith('active'),
      ),
    );
    assert.match(lost.text, /link/);
    assert.match((await status('link')).reason, /refused|broke|closed|nothing/);
    radio = await serve(ports['link']!);
    await until(
      'the link lives again',
      async () => {
        speak();
        const now = await status('link');
        return now.state === 'live' && now.reconnects > 0;
      },
      60_000,
    );
    await until('the alarm ends', async () => {
      speak();
      const alert = (await node.get<Alert[]>('/alerts')).find(({ id }) => id === lost.id);
      return alert === undefined || !alert.state.startsWith('active');
    });
  },
);
