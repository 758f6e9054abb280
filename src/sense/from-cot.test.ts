import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatBytes, DEG_TO_RAD, encodeUtf8 } from '../base/index.ts';
import { makeSenseBatch, type SourceConfig, type Transport } from '../model/index.ts';
import {
  CotDetail,
  CotStream,
  decodeCot,
  encodeCot,
  encodeTakMessage,
  frameTakMesh,
  frameTakStream,
  makeCotEvent,
  makeElement,
  type CotEvent,
} from '../wire/cot/index.ts';
import { makeFeedOutput, type FeedDecoder, type FeedOutput } from './feed.ts';
import { createFeed } from './create-feed.ts';

const AT = Date.UTC(2026, 10, 24, 2, 30);
const SERVER: Transport = { kind: 'tcp-server', host: '127.0.0.1', port: 8087 };

function feed(given: Partial<SourceConfig> = {}): FeedDecoder {
  return createFeed({
    id: 'tak',
    name: 'TAK',
    format: 'cot',
    transport: SERVER,
    simulated: false,
    options: {},
    sensors: [],
    ...given,
  });
}

function event(given: Partial<CotEvent> = {}): CotEvent {
  return makeCotEvent({
    uid: 'drone-7',
    type: 'a-h-A-M-F-Q',
    how: 'm-f',
    timeAt: AT,
    staleAt: AT + 15_000,
    latDeg: 45.2,
    lonDeg: 29.6,
    haeM: 310,
    ceM: 20,
    leM: 30,
    detail: CotDetail.of(
      makeElement('contact', { callsign: 'UAS 7' }),
      makeElement('track', { course: 90, speed: 50 }),
    ),
    ...given,
  });
}

function send(
  to: FeedDecoder,
  bytes: Uint8Array,
  connection = 1,
  receivedAt = AT + 200,
): FeedOutput {
  const out = makeFeedOutput(makeSenseBatch());
  to.accept({ sourceId: 'tak', connection, receivedAt, bytes }, out);
  return out;
}

test('a fused drone track becomes a plot of a tracker, with its claims', () => {
  const { batch, faults, records } = send(feed(), encodeCot(event()));
  assert.deepEqual([batch.plots.length, faults.length, records], [1, 0, 1]);
  const plot = batch.plots[0]!;
  assert.equal(plot.sensorId, 'cot:tak/tracks');
  assert.equal(batch.sensors[0]!.kind, 'tracks');
  assert.equal(plot.at, AT);
  assert.equal(plot.latRad, 45.2 * DEG_TO_RAD);
  assert.deepEqual([plot.altM, plot.altKind, plot.sdAltM], [310, 'ellipsoid', 30]);
  assert.deepEqual([plot.covEE, plot.covEN, plot.covNN], [400, 0, 400]);
  assert.ok(Math.abs(plot.vEastMps - 50) < 1e-9 && Math.abs(plot.vNorthMps) < 1e-9);
  assert.deepEqual(plot.claims, {
    objectId: 'drone-7',
    callsign: 'UAS 7',
    classes: [{ type: 'UAV fixed wing', confidence: 0.8 }],
    affiliation: { identity: 'hostile', by: 'TAK' },
  });
  assert.equal(plot.environment, 'air');
});

test('XML and TakMessages, on streams and the mesh, give the same plot', () => {
  const payload = encodeTakMessage({ event: event() });
  const plots = [
    send(feed(), encodeCot(event(), true)),
    send(feed(), frameTakStream(payload)),
    send(feed(), frameTakMesh(payload), 0),
    send(feed(), encodeCot(event()), 0),
  ].map((out) => out.batch.plots);
  for (const found of plots) assert.deepEqual(found, plots[0]);
  assert.equal(plots[0]!.length, 1);
});

test('own positions, trackers and people are three sensors with errors of their own', () => {
  const to = feed();
  const hows = ['m-g', 'm-f', 'h-e'];
  const found = hows.map((how, i) =>
    send(to, encodeCot(event({ uid: `u${i}`, how, ceM: null, leM: null }))),
  );
  assert.deepEqual(
    found.map(({ batch }) => [batch.plots[0]!.sensorId, batch.sensors[0]!.kind]),
    [
      ['cot:tak', 'selfreport'],
      ['cot:tak/tracks', 'tracks'],
      ['cot:tak/people', 'position'],
    ],
  );
  assert.ok(found.every(({ batch }) => Number.isNaN(batch.plots[0]!.covEE)));
});

test('gateways name aircraft and ships in the uid', () => {
  const to = feed();
  const aircraft = send(to, encodeCot(event({ uid: 'ICAO-4B1A2C', type: 'a-n-A-C-F' })));
  assert.equal(aircraft.batch.plots[0]!.claims!.icao, 0x4b1a2c);
  const ship = send(to, encodeCot(event({ uid: 'MMSI-264900123', type: 'a-n-S-X-M' })));
  const { claims, environment } = ship.batch.plots[0]!;
  assert.deepEqual([claims!.mmsi, claims!.shipName, environment], [264_900_123, 'UAS 7', 'sea']);
});

test('what is no measurement gives no plot: other types, 0 N 0 E, repetitions, what is over', () => {
  const to = feed();
  const none = (given: Partial<CotEvent>, receivedAt = AT + 200): FeedOutput => {
    const out = send(to, encodeCot(event(given)), 1, receivedAt);
    assert.equal(out.batch.plots.length, 0);
    return out;
  };
  none({ type: 'b-m-p-w' });
  none({ latDeg: 0, lonDeg: 0 });
  assert.equal(send(to, encodeCot(event())).batch.plots.length, 1);
  none({});
  const old = none({ uid: 'old' }, AT + 60_001);
  assert.deepEqual(
    old.faults.map(({ fault }) => fault.item),
    ['stale'],
  );
  const taken = feed({ options: { takeStale: true } });
  assert.equal(send(taken, encodeCot(event()), 1, AT + 60_001).batch.plots.length, 1);
});

test('exercise data never enters a live picture; on an exercise node all is exercise', () => {
  for (const given of [{ opex: 'e-Sea Shield' }, { opex: 's' }, { how: 'm-s' }]) {
    const live = feed();
    const out = send(live, encodeCot(event(given)));
    assert.deepEqual([out.batch.plots.length, out.faults[0]?.fault.code], [0, 'out-of-turn']);
    const again = send(live, encodeCot(event({ ...given, uid: 'other' })));
    assert.deepEqual([again.batch.plots.length, again.faults.length], [0, 0]);
    const exercise = send(feed({ simulated: true }), encodeCot(event(given)));
    assert.equal(exercise.batch.plots[0]!.simulated, true);
  }
  assert.equal(send(feed(), encodeCot(event({ opex: 'o-Real' }))).batch.plots.length, 1);
});

test('what a Tocsin node sent does not come back as a sensor', () => {
  const own = event({ detail: CotDetail.of(makeElement('__tocsin', { node: 'ROU' })) });
  assert.equal(send(feed(), encodeCot(own)).batch.plots.length, 0);
  const taken = send(feed({ options: { acceptTocsin: true } }), encodeCot(own));
  assert.equal(taken.batch.plots.length, 1);
});

test('an emergency stands with its thing until it is cancelled', () => {
  const to = feed();
  const alarm = (cancel: boolean): Uint8Array =>
    encodeCot(
      event({
        uid: 'drone-7-9-1-1',
        type: cancel ? 'b-a-o-can' : 'b-a-o-tbl',
        detail: CotDetail.of(
          makeElement('link', { uid: 'drone-7', relation: 'p-p' }),
          makeElement('emergency', cancel ? { cancel: 'true' } : { type: '911 Alert' }),
        ),
      }),
    );
  const emergencyAt = (timeAt: number): string | undefined =>
    send(to, encodeCot(event({ timeAt }))).batch.plots[0]!.claims!.emergency;
  send(to, alarm(false));
  assert.equal(emergencyAt(AT), '911 Alert');
  send(to, alarm(true));
  assert.equal(emergencyAt(AT + 1), undefined);
});

test('a client that dials in is offered version 1, answered, and answered in frames after', () => {
  const to = feed();
  const ping = event({ uid: 'p', type: 't-x-c-t' });
  const first = send(to, encodeCot(ping)).replies.map(({ bytes }) => decoded(bytes));
  assert.deepEqual(
    first.map(({ type }) => type),
    ['t-x-takp-v', 't-x-c-t-r'],
  );
  const request = makeCotEvent({
    ...first[0]!,
    type: 't-x-takp-q',
    detail: CotDetail.of(
      makeElement('TakControl', {}, [makeElement('TakRequest', { version: 1 })]),
    ),
  });
  const [answer] = send(to, encodeCot(request)).replies;
  assert.equal(decoded(answer!.bytes).type, 't-x-takp-r');
  const [pong] = send(to, frameTakStream(encodeTakMessage({ event: ping }))).replies;
  assert.equal(pong!.bytes[0], 0xbf);
  assert.equal(new CotStream().push(pong!.bytes).items[0]?.event?.type, 't-x-c-t-r');
});

function decoded(bytes: Uint8Array): CotEvent {
  const read = decodeCot(bytes);
  assert.ok(read.ok);
  return read.value;
}

test('a server that we dialled is pinged every 15 s and sent nothing else', () => {
  const to = feed({ transport: { kind: 'tcp-client', host: 'tak.example', port: 8087 } });
  assert.equal(send(to, encodeCot(event())).replies.length, 0);
  const pings = [10_000, 16_000, 17_000, 32_000].map((ms) => {
    const out = makeFeedOutput(makeSenseBatch());
    to.tick!(AT + ms, out);
    return out.replies.map(({ bytes }) => decoded(bytes).type);
  });
  assert.deepEqual(pings, [[], ['t-x-c-t'], [], ['t-x-c-t']]);
});

test('connections are apart; damage is a fault with its octets and stops nothing', () => {
  const to = feed();
  const whole = encodeCot(event());
  assert.equal(send(to, whole.subarray(0, 100), 1).batch.plots.length, 0);
  assert.equal(send(to, encodeCot(event({ uid: 'b' })), 2).batch.plots.length, 1);
  assert.equal(send(to, whole.subarray(100), 1).batch.plots.length, 1);
  const bad = encodeUtf8("<event uid='x'></event>");
  const out = send(to, concatBytes([bad, encodeCot(event({ uid: 'c' }))]), 1);
  assert.deepEqual([out.batch.plots.length, out.faults.length], [1, 1]);
  assert.ok(out.faults[0]!.bytesHex.startsWith('3c6576656e74'));
});

test('the side in the type is a claim with who made it; letters that say nothing claim nothing', () => {
  const said = (given: Partial<CotEvent>): unknown =>
    send(feed(), encodeCot(event(given))).batch.plots[0]!.claims!.affiliation;
  const drawn = CotDetail.of(
    makeElement('contact', { callsign: 'S.4' }),
    makeElement('link', { uid: 'ANDROID-9', relation: 'p-p', type: 'a-f-G-U-C' }),
  );
  assert.deepEqual(said({ type: 'a-h-G', how: 'h-g-i-g-o', detail: drawn }), {
    identity: 'hostile',
    by: 'TAK: ANDROID-9',
  });
  assert.deepEqual(said({ type: 'a-f-G-U-C', how: 'm-g' }), {
    identity: 'friend',
    by: 'TAK: UAS 7',
  });
  for (const type of ['a-u-A', 'a-p-A', 'a-o-A', 'a-j-A', 'a-k-A', 'a-z-A'])
    assert.equal(said({ type }), undefined, type);
});
