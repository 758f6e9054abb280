import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatBytes, fromHex, Random, toHex } from '../../base/index.ts';
import { decodeSapient, encodeSapient, encodeSapientFrame } from './codec.ts';
import { SapientFramer } from './framer.ts';
import { makeUlid, makeUuid, isUlid, isUuid } from './ids.ts';
import {
  INFO,
  LOCATION_DATUM,
  LOCATION_SYSTEM,
  SYSTEM,
  timestampFromAt,
  timestampToAt,
  type SapientMessage,
} from './types.ts';
import { validateSapient } from './validate.ts';

const random = new Random(335);
const node = makeUuid(random);
const AT = Date.UTC(2026, 10, 24, 2, 20, 1, 250);

function statusReport(): SapientMessage {
  return {
    timestamp: timestampFromAt(AT),
    node_id: node,
    status_report: {
      report_id: makeUlid(AT, random),
      system: SYSTEM.OK,
      info: INFO.NEW,
      mode: 'default',
      node_location: {
        x: 28.5,
        y: 45.1,
        z: 12,
        coordinate_system: LOCATION_SYSTEM.LAT_LNG_DEG_M,
        datum: LOCATION_DATUM.WGS84_E,
      },
    },
  };
}

test('a status report survives encoding and decoding and is valid', () => {
  const message = statusReport();
  const decoded = decodeSapient(encodeSapient(message));
  assert.ok(decoded.ok);
  assert.deepEqual(decoded.value, message);
  assert.deepEqual(validateSapient(decoded.value), []);
  assert.equal(timestampToAt(decoded.value.timestamp), AT);
});

test('an unknown field is kept and written again', () => {
  const bytes = concatBytes([encodeSapient(statusReport()), fromHex('fa07024142')!]);
  const decoded = decodeSapient(bytes);
  assert.ok(decoded.ok);
  assert.deepEqual(
    decoded.value.$unknown?.map((field) => [field.number, toHex(field.bytes)]),
    [[127, 'fa07024142']],
  );
  assert.equal(toHex(encodeSapient(decoded.value)), toHex(bytes));
  assert.deepEqual(
    validateSapient(decoded.value).map(({ rule, path }) => [rule, path]),
    [['no_unknown_fields', '']],
  );
});

test('the last member of a oneof wins and a repeated message field merges', () => {
  const first = encodeSapient({ registration_ack: { acceptance: true } });
  const second = encodeSapient({ alert_ack: { alert_id: 'A' } });
  const third = encodeSapient({ alert_ack: { alert_ack_status: 1 } });
  const decoded = decodeSapient(concatBytes([first, second, third]));
  assert.ok(decoded.ok);
  assert.deepEqual(decoded.value, { alert_ack: { alert_id: 'A', alert_ack_status: 1 } });
});

test('a truncated message names the field and the offset', () => {
  const bytes = encodeSapient({ node_id: node, alert: { alert_id: 'ABC' } });
  const decoded = decodeSapient(bytes.subarray(0, bytes.length - 1));
  assert.ok(!decoded.ok);
  assert.equal(decoded.fault.code, 'truncated');
  assert.equal(decoded.fault.item, 'SapientMessage.alert');
  assert.equal(decoded.fault.offset, 40);
});

test('negative numbers take ten octets and come back', () => {
  const message = { status_report: { power: { level: -3 } } };
  const bytes = encodeSapient(message);
  assert.equal(toHex(bytes), '320d320b18fdffffffffffffffff01');
  const decoded = decodeSapient(bytes);
  assert.ok(decoded.ok);
  assert.deepEqual(decoded.value, message);
});

test('frames arrive whole whatever the pieces are', () => {
  const frames = [statusReport(), statusReport(), statusReport()].map((m) => encodeSapientFrame(m));
  const stream = concatBytes(frames);
  for (const size of [1, 3, 7, 150, 100_000]) {
    const framer = new SapientFramer();
    const got: string[] = [];
    for (let at = 0; at < stream.length; at += size) {
      const { messages, fault } = framer.push(stream.subarray(at, at + size));
      assert.equal(fault, null);
      got.push(...messages.map((m) => toHex(m)));
    }
    assert.deepEqual(
      got,
      frames.map((frame) => toHex(frame.subarray(4))),
    );
    assert.equal(framer.held, 0);
  }
});

test('a length above the bound is one fault, and nothing after it is taken', () => {
  const framer = new SapientFramer(1000);
  const good = encodeSapientFrame(statusReport());
  const { messages, fault } = framer.push(concatBytes([good, fromHex('e9030000ffff')!]));
  assert.equal(messages.length, 1);
  assert.equal(fault?.code, 'bad-length');
  assert.equal(fault?.offset, good.length);
  assert.equal(framer.broken, true);
  assert.deepEqual(framer.push(good), { messages: [], fault: null });
});

test('a length of zero is an empty message', () => {
  const { messages } = new SapientFramer().push(fromHex('00000000')!);
  assert.deepEqual(messages, [new Uint8Array(0)]);
});

test('made ids pass the strict checks; braces and lower case only the lenient ones', () => {
  assert.ok(isUuid(node) && isUlid(makeUlid(AT, random)));
  assert.equal(isUuid(`{${node.toUpperCase()}}`), false);
  assert.equal(isUuid(`{${node.toUpperCase()}}`, false), true);
  assert.equal(isUlid('8ZZZZZZZZZZZZZZZZZZZZZZZZZ'), false);
  assert.equal(makeUlid(1469918176385, new Random(1)).slice(0, 10), '01ARYZ6S41');
});
