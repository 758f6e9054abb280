import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEG_TO_RAD, HOUR_MS } from '../base/index.ts';
import { makeSenseBatch, type SourceConfig } from '../model/index.ts';
import {
  encodeRemoteIdEnvelope,
  encodeRemoteIdMessage,
  encodeRemoteIdPack,
  makeAdvertising,
  makeBeacon,
  type RemoteIdInput,
} from '../wire/remote-id/index.ts';
import { makeFeedOutput, type FeedOutput } from './feed.ts';
import { createRemoteIdFeed } from './from-remote-id.ts';

const CONFIG: SourceConfig = {
  id: 'rid',
  name: 'Remote ID',
  format: 'remote-id',
  transport: { kind: 'udp', host: '127.0.0.1', port: 1 },
  simulated: true,
  options: {},
  sensors: [],
};
const HOUR = Date.UTC(2026, 10, 24, 2);
const AT = HOUR + 1_800_000;
const ADDRESS = new Uint8Array([0x02, 1, 2, 3, 4, 5]);
const OTHER_ADDRESS = new Uint8Array([0x02, 9, 9, 9, 9, 9]);
const SERIAL = '1ABCD123456789';

const basicId: RemoteIdInput = { type: 'basicId', idType: 1, uaType: 2, id: SERIAL };
type LocationInput = Extract<RemoteIdInput, { type: 'location' }>;
function location(given: Partial<LocationInput> = {}): RemoteIdInput {
  return {
    type: 'location',
    status: 2,
    heightType: 'above-takeoff',
    directionDeg: 90,
    speedMps: 20,
    verticalSpeedMps: 1,
    latDeg: 45,
    lonDeg: 29,
    pressureAltM: 100,
    geodeticAltM: 140,
    heightM: 60,
    horizontalAccuracy: 10,
    verticalAccuracy: 4,
    pressureAccuracy: 3,
    speedAccuracy: 3,
    timeAccuracy: 1,
    timeOfHourS: 1800,
    ...given,
  };
}

function message(input: RemoteIdInput): Uint8Array {
  const made = encodeRemoteIdMessage(input);
  assert.ok(made.ok);
  return made.value;
}

function pack(...inputs: RemoteIdInput[]): Uint8Array {
  const made = encodeRemoteIdPack(inputs);
  assert.ok(made.ok);
  return made.value;
}

let counter = 0;
/** A Bluetooth advert in an envelope; each has a counter of its own unless one is given. */
function advert(payload: Uint8Array, address = ADDRESS, count = counter++): Uint8Array {
  return encodeRemoteIdEnvelope({
    carrier: 'bt-ad',
    bytes: makeAdvertising(payload, count),
    address,
    rssiDbm: -61,
    receiver: 'port',
  });
}

function setUp(): {
  readonly out: FeedOutput;
  readonly send: (bytes: Uint8Array, at?: number) => void;
  readonly last: () => unknown;
} {
  const feed = createRemoteIdFeed(CONFIG);
  const out = makeFeedOutput(makeSenseBatch());
  return {
    out,
    send: (bytes, at = AT) =>
      feed.accept({ sourceId: 'rid', connection: 0, receivedAt: at, bytes }, out),
    last: () => feed.lastRecord()?.record,
  };
}

test('a pack in a beacon becomes a plot with serial, operator and covariance from the accuracy code', () => {
  const { out, send } = setUp();
  const system: RemoteIdInput = {
    type: 'system',
    operatorLocationType: 1,
    classificationType: 1,
    operatorLatDeg: 44.9,
    operatorLonDeg: 28.9,
    areaCount: 1,
    areaRadiusM: 0,
    areaCeilingM: null,
    areaFloorM: null,
    categoryEu: 1,
    classEu: 2,
    operatorAltM: null,
    timestampS: 0,
  };
  const operator: RemoteIdInput = {
    type: 'operatorId',
    operatorIdType: 0,
    operatorId: 'ROU87astrdge12k8',
  };
  const bytes = pack(basicId, location(), system, operator);
  send(
    encodeRemoteIdEnvelope({
      carrier: 'wifi-frame',
      bytes: makeBeacon(bytes, { address: ADDRESS, ssid: 'x', counter: 3 }),
    }),
  );
  assert.deepEqual(out.faults, []);
  assert.equal(out.records, 4);
  assert.deepEqual(
    out.batch.sensors.map(({ id, kind }) => [id, kind]),
    [['remote-id:rid', 'selfreport']],
  );
  const [plot] = out.batch.plots;
  assert.ok(plot);
  assert.equal(plot.at, AT);
  assert.equal(plot.simulated, true);
  assert.ok(Math.abs(plot.latRad - 45 * DEG_TO_RAD) < 1e-12);
  assert.ok(Math.abs(Math.sqrt(plot.covEE) - 10 / 2.4477) < 1e-9);
  assert.equal(plot.altM, 140);
  assert.equal(plot.altKind, 'ellipsoid');
  assert.ok(Math.abs(plot.vEastMps - 20) < 1e-9 && Math.abs(plot.vNorthMps) < 1e-9);
  const { uasId, operatorId, operatorLatRad, operatorLonRad, onGround } = plot.claims!;
  assert.deepEqual([uasId, operatorId, onGround], [SERIAL, 'ROU87astrdge12k8', false]);
  assert.ok(Math.abs(operatorLatRad! - 44.9 * DEG_TO_RAD) < 1e-9);
  assert.ok(Math.abs(operatorLonRad! - 28.9 * DEG_TO_RAD) < 1e-9);
});

test('single messages are put together by transmitter address', () => {
  const { out, send } = setUp();
  send(advert(message(location({ timeOfHourS: 1799 }))));
  send(advert(message(basicId)));
  send(advert(message(basicId), OTHER_ADDRESS));
  send(advert(message(location())));
  assert.deepEqual(
    out.batch.plots.map((plot) => [plot.claims?.uasId, plot.claims?.objectId]),
    [
      [undefined, '02:01:02:03:04:05'],
      [SERIAL, undefined],
    ],
  );
});

test('after 30 s of silence the address is nobody', () => {
  const { out, send } = setUp();
  send(advert(message(basicId)));
  send(advert(message(location())), AT + 31_000);
  assert.equal(out.batch.plots[0]?.claims?.uasId, undefined);
});

test('an unknown position gives no plot, and unknown values stay unknown', () => {
  const { out, send } = setUp();
  send(advert(pack(basicId, location({ latDeg: null, lonDeg: null }))));
  assert.equal(out.batch.plots.length, 0);
  send(
    advert(
      pack(
        basicId,
        location({
          geodeticAltM: null,
          pressureAltM: null,
          directionDeg: null,
          verticalSpeedMps: null,
          horizontalAccuracy: 0,
          timeOfHourS: null,
        }),
      ),
    ),
    AT + 5,
  );
  const [plot] = out.batch.plots;
  assert.ok(plot);
  assert.equal(plot.altKind, 'none');
  for (const value of [plot.altM, plot.vEastMps, plot.vUpMps, plot.covEE, plot.sdAltM])
    assert.ok(Number.isNaN(value));
  assert.equal(plot.at, AT + 5);
});

test('the same report by two receivers or a repeated advert is one plot', () => {
  const { out, send } = setUp();
  const bytes = pack(basicId, location());
  send(advert(bytes, ADDRESS, 7));
  send(advert(bytes, ADDRESS, 7), AT + 20);
  send(advert(bytes, OTHER_ADDRESS, 90), AT + 300);
  assert.equal(out.batch.plots.length, 1);
  send(advert(pack(basicId, location({ timeOfHourS: 1801 })), ADDRESS, 8), AT + 1000);
  assert.equal(out.batch.plots.length, 2);
});

test('two aircraft that report the same place are two plots', () => {
  const { out, send } = setUp();
  const second: RemoteIdInput = { ...basicId, id: '1ABCD223456789' } as RemoteIdInput;
  send(advert(pack(basicId, location())));
  send(advert(pack(second, location()), OTHER_ADDRESS));
  assert.deepEqual(
    out.batch.plots.map((plot) => plot.claims?.uasId),
    [SERIAL, '1ABCD223456789'],
  );
});

test('the time of hour is resolved to the nearest hour, also at the turn of the hour', () => {
  const { out, send } = setUp();
  send(advert(pack(basicId, location({ timeOfHourS: 3599.5 }))), HOUR + HOUR_MS + 200);
  send(advert(pack(basicId, location({ timeOfHourS: 0.5 }))), HOUR + HOUR_MS - 100);
  assert.deepEqual(
    out.batch.plots.map((plot) => plot.at),
    [HOUR + HOUR_MS - 500, HOUR + HOUR_MS + 500],
  );
});

test('a wrong clock is told once and the time of hearing is used', () => {
  const { out, send } = setUp();
  send(advert(pack(basicId, location({ timeOfHourS: 600 }))));
  send(advert(pack(basicId, location({ timeOfHourS: 601 }))), AT + 1000);
  assert.deepEqual(
    out.batch.plots.map((plot) => plot.at),
    [AT, AT + 1000],
  );
  assert.deepEqual(
    out.faults.map(({ fault }) => fault.item),
    ['Location time'],
  );
});

test('a bare message and a bare pack need no envelope', () => {
  const { out, send } = setUp();
  send(message(location({ timeOfHourS: 1790 })));
  send(pack(basicId, location()));
  assert.deepEqual(
    out.batch.plots.map((plot) => plot.claims?.uasId),
    [undefined, SERIAL],
  );
});

test('an empty pack is no fault; noise is one', () => {
  const { out, send } = setUp();
  send(advert(new Uint8Array([0xf0, 25, 0, 0, 0])));
  assert.deepEqual([out.faults.length, out.records], [0, 0]);
  send(new Uint8Array([1, 2, 3]));
  send(advert(new Uint8Array([0x62, ...new Uint8Array(24)])));
  assert.deepEqual(
    out.faults.map(({ fault }) => fault.code),
    ['bad-value', 'unsupported'],
  );
});

test('an emergency and an aircraft on the ground are claimed as such', () => {
  const { out, send } = setUp();
  send(advert(pack(basicId, location({ status: 3 }))));
  send(advert(pack(basicId, location({ status: 1, timeOfHourS: 1801 }))), AT + 1000);
  assert.deepEqual(
    out.batch.plots.map((plot) => [plot.claims?.emergency, plot.claims?.onGround]),
    [
      ['Remote ID emergency', false],
      [undefined, true],
    ],
  );
});

test('the last record shows reception and messages to a person', () => {
  const { send, last } = setUp();
  send(advert(pack(basicId, location()), ADDRESS, 5));
  const record = last() as {
    address: string;
    rssiDbm: number;
    receiver: string;
    messages: unknown[];
  };
  assert.deepEqual(
    [record.address, record.rssiDbm, record.receiver, record.messages.length],
    ['02:01:02:03:04:05', -61, 'port', 2],
  );
});
