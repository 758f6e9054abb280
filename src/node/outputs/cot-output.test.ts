import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { DEG_TO_RAD } from '../../base/index.ts';
import {
  makePicture,
  OWN_ONLY,
  type Alert,
  type Incident,
  type Label,
  type Picture,
} from '../../model/index.ts';
import {
  CotDetail,
  CotStream,
  encodeCot,
  encodeTakMessage,
  frameTakStream,
  makeCotEvent,
  makeElement,
  readWords,
  type CotEvent,
} from '../../wire/cot/index.ts';
import { UNLABELLED, type SourceLabels } from '../api/index.ts';
import { parseConfig, type CotOutputConfig, type CotReaderConfig } from '../config/index.ts';
import { CotClient, SKIP_PART, STUCK_MS } from './cot-client.ts';
import { CotOutput } from './cot-output.ts';
import { CotShelf, type ShelfView } from './cot-shelf.ts';

const AT = Date.UTC(2026, 10, 24, 2, 30);
const RELEASED: Label = { ...OWN_ONLY, releasableTo: ['POL'] };
const READER: CotReaderConfig = {
  client: null,
  reader: {
    member: 'POL',
    clearance: 'restricted',
    groups: [],
    caveats: [],
    policies: ['ALLIANCE'],
  },
  trackLabel: RELEASED,
  maxClients: 2,
  queueOctets: 8 << 20,
};
const CONFIG: CotOutputConfig = {
  id: 'tak',
  host: '127.0.0.1',
  port: 0,
  readers: [READER],
  staleMs: 15_000,
  tls: null,
};

function picture(numbers: readonly number[], at = AT): Picture {
  const one = makePicture(10, at);
  one.count = numbers.length;
  numbers.forEach((number, row) => {
    one.trackNumber[row] = number;
    one.latRad[row] = 45 * DEG_TO_RAD;
    one.lonRad[row] = 29 * DEG_TO_RAD;
    one.status[row] = 1;
    one.updatedAt[row] = at;
    one.environment[row] = 1;
  });
  return one;
}

function alert(given: Partial<Alert> = {}): Alert {
  return {
    id: 'A-1',
    key: 'k',
    condition: 'incursion',
    priority: 'emergency',
    object: { kind: 'track', trackNumber: 1 },
    zoneId: 'z',
    state: 'active-unack',
    text: 'inside',
    tip: '',
    firstAt: AT,
    lastAt: AT,
    count: 1,
    forecast: null,
    latDeg: 45,
    lonDeg: 29,
    acknowledged: null,
    shelved: null,
    escalation: 0,
    incidentId: null,
    simulated: false,
    label: RELEASED,
    ...given,
  };
}

interface FakeView extends ShelfView {
  labels: SourceLabels;
  now: Picture;
  list: Alert[];
  cases: Incident[];
}

function fakeView(numbers: readonly number[]): FakeView {
  return {
    member: 'ROU',
    labels: UNLABELLED,
    now: picture(numbers),
    list: [],
    cases: [],
    picture() {
      return this.now;
    },
    detail: () => undefined,
    identity: (trackNumber) => ({
      trackNumber,
      identity: 'unknown',
      by: { kind: 'rule', id: 'r' },
      at: AT,
      reason: '',
    }),
    alerts() {
      return this.list;
    },
    incidents() {
      return this.cases;
    },
  };
}

function eventsOf(bytes: Uint8Array): CotEvent[] {
  return new CotStream().push(bytes).items.map(({ event }) => event!);
}

function allOf(shelf: CotShelf, view: ShelfView, now: number): CotEvent[] {
  const news = shelf.look(view, now);
  return [...eventsOf(news.positions(false)), ...eventsOf(news.notices(false))];
}

test('what the reader may not see does not leave, and is counted', () => {
  const view = fakeView([1, 2]);
  view.list = [alert(), alert({ id: 'A-2', label: { ...RELEASED, classification: 'secret' } })];
  const open = new CotShelf(READER, CONFIG.staleMs);
  assert.deepEqual(
    allOf(open, view, AT).map(({ uid }) => uid),
    ['tocsin.ROU.1', 'tocsin.ROU.2', 'tocsin.ROU.alert.A-1'],
  );
  assert.equal(open.withheld, 1);
  for (const trackLabel of [OWN_ONLY, { ...RELEASED, caveats: ['NOFORN'] }]) {
    const shut = new CotShelf({ ...READER, trackLabel }, CONFIG.staleMs);
    assert.deepEqual(
      allOf(shut, view, AT).map(({ uid }) => uid),
      ['tocsin.ROU.alert.A-1'],
    );
    assert.equal(shut.withheld, 3);
  }
});

test('REL-14 a track fed by a feed with a label of its own leaves only when that lets the reader see it', () => {
  const view = fakeView([1, 2, 3]);
  view.list = [alert({ object: { kind: 'track', trackNumber: 2 } })];
  const list = [OWN_ONLY, { ...RELEASED, classification: 'secret' }, { ...RELEASED, caveats: [] }];
  const bits = [0, 1, 1 + 2, 1 + 4];
  view.labels = {
    ...UNLABELLED,
    labels: () => list as Label[],
    bits: (trackNumber) => bits[trackNumber] ?? 0,
    labelOf: (trackNumber) => (trackNumber === 2 ? (list[1] as Label) : OWN_ONLY),
  };
  const shelf = new CotShelf(READER, CONFIG.staleMs);
  assert.deepEqual(
    allOf(shelf, view, AT).map(({ uid }) => uid),
    ['tocsin.ROU.1', 'tocsin.ROU.3'],
  );
  assert.equal(shelf.withheld, 2, 'the track, and the alert about it');
});

test('a track is sent when it moved, again before it is stale, and deleted when it is gone', () => {
  const view = fakeView([1]);
  const shelf = new CotShelf(READER, CONFIG.staleMs);
  assert.equal(allOf(shelf, view, AT).length, 1);
  assert.equal(allOf(shelf, view, AT + 500).length, 0);
  view.now = picture([1], AT + 1000);
  assert.equal(allOf(shelf, view, AT + 1000).length, 1);
  view.now = { ...picture([1], AT + 3000), updatedAt: new Float64Array(10).fill(AT + 1000) };
  assert.equal(allOf(shelf, view, AT + 3000).length, 0);
  view.now = { ...picture([1], AT + 6100), updatedAt: new Float64Array(10).fill(AT + 1000) };
  assert.equal(allOf(shelf, view, AT + 6100).length, 1);
  view.now = picture([], AT + 7000);
  const [gone] = allOf(shelf, view, AT + 7000);
  assert.equal(gone!.type, 't-x-d-d');
  assert.equal(readWords(gone!.detail).links[0]?.uid, 'tocsin.ROU.1');
  assert.equal(shelf.tracks, 0);
});

test('an alert is sent once, when it changes, and cancelled when it is over', () => {
  const view = fakeView([]);
  view.list = [alert()];
  const shelf = new CotShelf(READER, CONFIG.staleMs);
  assert.deepEqual(
    allOf(shelf, view, AT).map(({ type }) => type),
    ['b-a-g'],
  );
  assert.equal(allOf(shelf, view, AT + 1000).length, 0);
  view.list = [alert({ state: 'active-ack' })];
  assert.equal(allOf(shelf, view, AT + 2000).length, 1);
  view.list = [alert({ state: 'normal' })];
  assert.deepEqual(
    allOf(shelf, view, AT + 3000).map(({ type }) => type),
    ['b-a-o-can'],
  );
  assert.equal(allOf(shelf, view, AT + 4000).length, 0);
});

test('an alert whose label is narrowed is taken back', () => {
  const view = fakeView([]);
  view.list = [alert()];
  const shelf = new CotShelf(READER, CONFIG.staleMs);
  allOf(shelf, view, AT);
  view.list = [alert({ label: OWN_ONLY })];
  const [gone] = allOf(shelf, view, AT + 1000);
  assert.equal(gone!.type, 't-x-d-d');
});

function incident(given: Partial<Incident> = {}): Incident {
  return {
    id: 'I-1',
    title: 'Incursion at the gas platform',
    state: 'open',
    severity: 'emergency',
    openedAt: AT,
    openedBy: 'rule',
    closedAt: null,
    zoneId: 'z',
    alertIds: ['A-1'],
    trackNumbers: [1],
    notes: [{ at: AT, by: 'ana', text: 'called the duty desk', kind: 'person' }],
    simulated: false,
    label: RELEASED,
    ...given,
  };
}

test('an incident stands where its latest alert is, is sent when it changes, and goes when closed', () => {
  const view = fakeView([1]);
  view.list = [alert({ latDeg: 44.1, lonDeg: 28.9 })];
  view.cases = [incident()];
  const shelf = new CotShelf(READER, CONFIG.staleMs);
  const first = allOf(shelf, view, AT).find(({ type }) => type === 'b-m-p-s-m')!;
  assert.deepEqual([first.latDeg, first.lonDeg], [44.1, 28.9]);
  assert.equal(first.uid, 'tocsin.ROU.incident.I-1');
  assert.ok(!first.detail!.toString().includes('duty desk'), 'notes stay at home');
  const spots = (at: number): CotEvent[] =>
    allOf(shelf, view, at).filter(({ uid }) => uid.includes('incident'));
  assert.equal(spots(AT + 1000).length, 0);
  view.cases = [incident({ severity: 'warning' })];
  assert.equal(spots(AT + 2000).length, 1);
  view.cases = [incident({ state: 'closed' })];
  assert.deepEqual(
    spots(AT + 3000).map(({ type, uid }) => [type, uid]),
    [['t-x-d-d', 'tocsin.ROU.incident.I-1.gone']],
  );
  assert.equal(spots(AT + 4000).length, 0);
});

test('an incident without an alert that the reader may see stands at its track, and without either not at all', () => {
  const view = fakeView([1]);
  view.list = [alert({ label: OWN_ONLY, latDeg: 40, lonDeg: 20 })];
  view.cases = [incident({ trackNumbers: [9, 1] }), incident({ id: 'I-2', trackNumbers: [9] })];
  const spots = allOf(new CotShelf(READER, CONFIG.staleMs), view, AT).filter(
    ({ type }) => type === 'b-m-p-s-m',
  );
  assert.deepEqual(
    spots.map(({ uid, latDeg }) => [uid, Math.round(latDeg)]),
    [['tocsin.ROU.incident.I-1', 45]],
  );
});

test('an incident whose label is narrowed is taken back', () => {
  const view = fakeView([1]);
  view.cases = [incident()];
  const shelf = new CotShelf(READER, CONFIG.staleMs);
  allOf(shelf, view, AT);
  view.cases = [incident({ label: OWN_ONLY })];
  const gone = allOf(shelf, view, AT + 500);
  assert.deepEqual(
    gone.map(({ type }) => type),
    ['t-x-d-d'],
  );
  assert.equal(shelf.withheld, 1);
});

/** A socket that never drains. */
function stuckSocket(): {
  writableLength: number;
  written: number;
  write(b: Uint8Array): boolean;
  destroy(): void;
} {
  return {
    writableLength: 0,
    written: 0,
    write(bytes) {
      this.written++;
      this.writableLength += bytes.length;
      return false;
    },
    destroy() {},
  };
}

test('a client that does not read misses positions, not alerts, and is cut off in the end', () => {
  const view = fakeView([1]);
  view.list = [alert()];
  const news = new CotShelf(READER, CONFIG.staleMs).look(view, AT);
  const socket = stuckSocket();
  const queueOctets = 640_000;
  const client = new CotClient(socket, 'u', queueOctets, AT);
  socket.writableLength = queueOctets * SKIP_PART + 1;
  socket.written = 0;
  assert.equal(client.send(news, AT), true);
  assert.deepEqual([socket.written, client.positionsSkipped], [1, 1]);
  assert.equal(client.send(news, AT + STUCK_MS), true);
  assert.equal(client.send(news, AT + STUCK_MS + 1), false);
  const other = new CotClient(socket, 'v', queueOctets, AT);
  socket.writableLength = queueOctets + 1;
  assert.equal(other.send(news, AT), false);
});

async function withOutput(t: TestContext, view: FakeView): Promise<CotOutput> {
  const log = { info: () => undefined, warn: () => undefined };
  const output = new CotOutput(CONFIG, view, () => AT, log);
  await output.start();
  t.after(() => output.stop());
  return output;
}

/** A TAK client that collects events until it has some that fit. */
class TestClient {
  readonly socket: Socket;
  readonly #stream = new CotStream();
  readonly #events: CotEvent[] = [];
  framed = false;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (data) => {
      const bytes = Uint8Array.from(data);
      for (const { event, message } of this.#stream.push(bytes).items) {
        this.framed = message !== null;
        this.#events.push(event!);
        this.socket.emit('event');
      }
    });
    this.socket.on('error', () => undefined);
  }

  async next(type: string): Promise<CotEvent> {
    for (;;) {
      const at = this.#events.findIndex((event) => event.type === type);
      if (at >= 0) return this.#events.splice(at, 1)[0]!;
      await once(this.socket, 'event');
    }
  }
}

/** However it ended. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.on('close', () => resolve()));
}

function control(uid: string, type: string, detail = CotDetail.of()): CotEvent {
  const place = { latDeg: 0, lonDeg: 0 };
  return makeCotEvent({ uid, type, timeAt: AT, staleAt: AT + 60_000, ...place, detail });
}

test('a client gets the picture at once, its pings answered, and frames when it asks', async (t) => {
  const view = fakeView([1]);
  view.list = [alert()];
  const output = await withOutput(t, view);
  output.look();
  const client = new TestClient(output.port);
  t.after(() => client.socket.destroy());
  const offer = await client.next('t-x-takp-v');
  assert.equal((await client.next('a-u-A')).uid, 'tocsin.ROU.1');
  await client.next('b-a-g');
  client.socket.write(encodeCot(control('p', 't-x-c-t')));
  await client.next('t-x-c-t-r');
  const request = makeElement('TakControl', {}, [makeElement('TakRequest', { version: 1 })]);
  client.socket.write(encodeCot(control(offer.uid, 't-x-takp-q', CotDetail.of(request))));
  await client.next('t-x-takp-r');
  assert.equal(client.framed, false);
  view.now = picture([1, 2], AT + 1000);
  output.look();
  await client.next('a-u-A');
  assert.equal(client.framed, true);
  client.socket.write(frameTakStream(encodeTakMessage({ event: control('p', 't-x-c-t') })));
  await client.next('t-x-c-t-r');
  assert.equal(output.stats().clients, 1);
});

test('nothing is taken from clients, one that floods is cut off, one too many refused', async (t) => {
  const output = await withOutput(t, fakeView([1]));
  const clients = [new TestClient(output.port), new TestClient(output.port)];
  for (const client of clients) await client.next('t-x-takp-v');
  const third = connect(output.port, '127.0.0.1');
  third.on('error', () => undefined);
  await closed(third);
  assert.equal(output.stats().clientsRefused, 1);
  clients[0]!.socket.write(Buffer.alloc(3 << 20, 0x20));
  await closed(clients[0]!.socket);
  assert.equal(output.stats().clientsCutOff, 1);
  clients[1]!.socket.write(encodeCot(control('x', 'a-h-A')));
  clients[1]!.socket.write(encodeCot(control('p', 't-x-c-t')));
  await clients[1]!.next('t-x-c-t-r');
  clients[1]!.socket.destroy();
});

test('an output to other machines needs client certificates, or somebody who says plain', () => {
  const parse = (more: string): boolean =>
    parseConfig(
      `outputs:\n  - { id: tak, format: cot, listen: '0.0.0.0:8088', reader: { member: POL }${more} }\n`,
      '/tmp',
      null,
      {},
    ).ok;
  assert.equal(parse(''), false);
  assert.equal(parse(', tls_cert: c.pem, tls_key: k.pem'), false);
  assert.equal(parse(', tls_cert: c.pem, tls_key: k.pem, client_ca: a.pem'), true);
  assert.equal(parse(', plain: true'), true);
  const read = parseConfig(
    "outputs:\n  - { id: tak, format: cot, listen: '127.0.0.1:8088', reader: { member: POL } }\n",
    '/tmp',
    null,
    {},
  );
  assert.ok(read.ok);
  const [reader] = read.value.outputs[0]!.readers;
  assert.deepEqual(reader!.trackLabel, OWN_ONLY);
  assert.equal(reader!.reader.clearance, 'unclassified');
  assert.equal(reader!.client, null);
});

test('readers are known by certificate, each name once; without reader and readers nobody reads', () => {
  const parse = (more: string): ReturnType<typeof parseConfig> =>
    parseConfig(
      `outputs:\n  - { id: tak, format: cot, listen: '0.0.0.0:8088'${more} }\n`,
      '/tmp',
      null,
      {},
    );
  const tls = ', tls_cert: c.pem, tls_key: k.pem, client_ca: a.pem';
  const one = '{ client: pol-1, reader: { member: POL } }';
  assert.equal(parse(tls).ok, false);
  assert.equal(parse(`${tls}, readers: [${one}, ${one}]`).ok, false);
  assert.equal(parse(`, plain: true, readers: [${one}]`).ok, false);
  const read = parse(
    `${tls}, queue_kib: 128, tracks: { releasable_to: [POL, ROU] }, readers: [${one}, { client: b, reader: { member: BGR }, queue_kib: 64, max_clients: 3, tracks: { releasable_to: [BGR] } }]`,
  );
  assert.ok(read.ok);
  assert.deepEqual(
    read.value.outputs[0]!.readers.map(({ client, queueOctets, maxClients, trackLabel }) => [
      client,
      queueOctets,
      maxClients,
      trackLabel.releasableTo,
    ]),
    [
      ['pol-1', 131_072, 200, ['POL', 'ROU']],
      ['b', 65_536, 3, ['BGR']],
    ],
  );
});
