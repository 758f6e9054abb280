import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatBytes, DEG_TO_RAD, Random } from '../base/index.ts';
import { makeSenseBatch, PLOT_FORM, type SourceConfig } from '../model/index.ts';
import {
  decodeSapient,
  encodeSapientFrame,
  makeUlid,
  makeUuid,
  NODE_TYPE,
  timestampFromAt,
  translateV2ToV1,
  validateSapient,
  type DetectionReport,
  type ModeDefinition,
  type Registration,
  type SapientMessage,
  type StatusReport,
} from '../wire/sapient/index.ts';
import { makeFeedOutput, type FeedDecoder, type FeedOutput } from './feed.ts';
import { createSapientFeed } from './from-sapient.ts';

const random = new Random(7);
const NODE = makeUuid(random);
const OTHER = makeUuid(random);
const AT = Date.UTC(2026, 10, 24, 2, 20);
const LOCATION = { x: 29, y: 45, z: 50, coordinate_system: 1, datum: 1 };

function config(options: Record<string, unknown> = {}): SourceConfig {
  return {
    id: 'cuas',
    name: 'Counter-drone',
    format: 'sapient',
    transport: { kind: 'tcp-server', host: '127.0.0.1', port: 1 },
    simulated: true,
    options,
    sensors: [],
  };
}

function mode(extra: Partial<ModeDefinition> = {}): ModeDefinition {
  return {
    mode_name: 'default',
    mode_type: 1,
    settle_time: { units: 4, value: 1 },
    detection_definition: [{ location_type: { location_units: 1, location_datum: 1 } }],
    task: {
      concurrent_tasks: 1,
      region_definition: {
        region_type: [3],
        region_area: [{ location_units: 1, location_datum: 1 }],
      },
    },
    ...extra,
  };
}

function registration(
  types: readonly number[] = [NODE_TYPE.RADAR],
  extra: Registration = {},
): Registration {
  return {
    node_definition: types.map((node_type) => ({ node_type })),
    icd_version: 'BSI Flex 335 v2.0',
    name: 'North radar',
    capabilities: [{ category: 'Radar', type: 'range' }],
    status_definition: { status_interval: { units: 4, value: 5 } },
    mode_definition: [mode()],
    config_data: [{ manufacturer: 'x', model: 'y' }],
    ...extra,
  };
}

function status(extra: StatusReport = {}): StatusReport {
  return {
    report_id: makeUlid(AT, random),
    system: 1,
    info: 1,
    mode: 'default',
    node_location: LOCATION,
    ...extra,
  };
}

function detection(extra: DetectionReport): DetectionReport {
  return { report_id: makeUlid(AT, random), object_id: makeUlid(AT, random), ...extra };
}

/** A feed with helpers to speak to it as a node. */
class Bench {
  readonly feed: FeedDecoder;
  readonly out: FeedOutput = makeFeedOutput(makeSenseBatch());
  now = AT;

  constructor(options: Record<string, unknown> = {}) {
    this.feed = createSapientFeed(config(options));
  }

  bytes(connection: number, bytes: Uint8Array): void {
    this.feed.accept({ sourceId: 'cuas', connection, receivedAt: this.now, bytes }, this.out);
  }

  say(content: Partial<SapientMessage>, connection = 1, node = NODE): void {
    const message = { timestamp: timestampFromAt(this.now - 50), node_id: node, ...content };
    this.bytes(connection, encodeSapientFrame(message));
  }

  join(register: Registration = registration(), connection = 1, node = NODE): void {
    this.say({ registration: register }, connection, node);
    this.say({ status_report: status() }, connection, node);
  }

  /** Answers since the last call, decoded; every one must be valid. */
  answers(): SapientMessage[] {
    return this.out.replies.splice(0).map(({ bytes }) => {
      const read = decodeSapient(bytes.subarray(4));
      assert.ok(read.ok);
      assert.deepEqual(validateSapient(read.value), []);
      return read.value;
    });
  }

  faults(): string[] {
    return this.out.faults.splice(0).map(({ fault }) => `${fault.code} ${fault.item}`);
  }
}

test('a node registers, says where it is, and its position becomes a plot', () => {
  const bench = new Bench();
  bench.join();
  const location = { ...LOCATION, x: 29.1, y: 45.2, z: 350, x_error: 10, y_error: 20, z_error: 15 };
  bench.say({
    detection_report: detection({
      location,
      detection_confidence: 0.9,
      classification: [
        {
          type: 'Air Vehicle',
          confidence: 0.9,
          sub_class: [{ type: 'UAV Fixed Wing', confidence: 0.75, level: 1 }],
        },
      ],
      behaviour: [{ type: 'loitering', confidence: 0.5 }],
      signal: [{ amplitude: -70, centre_frequency: 2.4e9 }],
      enu_velocity: { east_rate: 25, north_rate: -3, up_rate: 1 },
      id: '1ABCD123456789',
    }),
  });
  assert.deepEqual(bench.faults(), []);
  const [ack, ...others] = bench.answers();
  assert.deepEqual(others, []);
  assert.deepEqual(ack?.registration_ack, { acceptance: true });
  assert.equal(ack.destination_id, NODE);
  const [sensor] = bench.out.batch.sensors;
  assert.deepEqual(
    [sensor?.id, sensor?.kind, sensor?.name, sensor?.heightM],
    [`cuas/${NODE}`, 'position', 'North radar', 50],
  );
  const [plot] = bench.out.batch.plots;
  assert.ok(plot);
  assert.equal(plot.sensorId, `cuas/${NODE}`);
  assert.equal(plot.at, AT - 50);
  assert.equal(plot.form, PLOT_FORM.position);
  assert.equal(plot.environment, 'air');
  assert.ok(Math.abs(plot.latRad - 45.2 * DEG_TO_RAD) < 1e-12);
  assert.deepEqual([plot.covEE, plot.covNN, plot.sdAltM], [100, 400, 15]);
  assert.deepEqual([plot.vEastMps, plot.vNorthMps, plot.vUpMps], [25, -3, 1]);
  assert.equal(plot.claims?.uasId, '1ABCD123456789');
  assert.deepEqual(
    plot.claims.classes?.map(({ type, confidence }) => [type, Math.round(confidence * 100)]),
    [
      ['UAV Fixed Wing', 75],
      ['Air Vehicle', 15],
    ],
  );
  assert.deepEqual(plot.claims.signals, [{ centreHz: Math.fround(2.4e9), amplitude: -70 }]);
  assert.deepEqual(plot.claims.behaviours, [{ type: 'loitering', confidence: 0.5 }]);
});

test('range and bearing in km become a polar plot, a bearing alone a bearing', () => {
  const bench = new Bench();
  const polar = [{ location_type: { range_bearing_units: 3, range_bearing_datum: 1 } }];
  bench.join(
    registration([NODE_TYPE.RADAR], { mode_definition: [mode({ detection_definition: polar })] }),
  );
  const range_bearing = { elevation: 2, azimuth: 45, range: 3.2, coordinate_system: 3, datum: 1 };
  bench.say({ detection_report: detection({ range_bearing }) });
  bench.say({
    detection_report: detection({ range_bearing: { azimuth: 90, coordinate_system: 1, datum: 1 } }),
  });
  const [first, second] = bench.out.batch.plots;
  assert.deepEqual(
    [first?.form, first?.rangeM, first?.sensorId],
    [PLOT_FORM.polar3d, 3200, `cuas/${NODE}`],
  );
  assert.deepEqual([second?.form, second?.sensorId], [PLOT_FORM.bearing, `cuas/${NODE}/bearing`]);
  assert.deepEqual(
    bench.out.batch.sensors.map((sensor) => sensor.kind),
    ['radar3d', 'bearing'],
  );
});

test('velocities in km/h by the registration are turned to m/s', () => {
  const bench = new Bench();
  const detection_definition = [
    {
      location_type: { location_units: 1, location_datum: 1 },
      velocity_type: {
        enu_velocity_units: { east_north_rate_units: 2, up_rate_units: 1 },
        location_datum: 1,
      },
    },
  ];
  bench.join(
    registration([NODE_TYPE.RADAR], { mode_definition: [mode({ detection_definition })] }),
  );
  const enu_velocity = { east_rate: 36, north_rate: 72, up_rate: 5 };
  bench.say({ detection_report: detection({ location: LOCATION, enu_velocity }) });
  const [plot] = bench.out.batch.plots;
  assert.deepEqual([plot?.vEastMps, plot?.vNorthMps, plot?.vUpMps], [10, 20, 5]);
});

test('bytes may come one at a time', () => {
  const bench = new Bench();
  const message = { timestamp: timestampFromAt(AT), node_id: NODE, registration: registration() };
  for (const octet of encodeSapientFrame(message)) bench.bytes(1, new Uint8Array([octet]));
  assert.deepEqual(bench.answers()[0]?.registration_ack, { acceptance: true });
});

test('what comes before registration is answered with an Error that holds the packet', () => {
  const bench = new Bench();
  const message = {
    timestamp: timestampFromAt(AT),
    node_id: NODE,
    detection_report: detection({ location: LOCATION }),
  };
  const frame = encodeSapientFrame(message);
  bench.bytes(1, frame);
  const [answer] = bench.answers();
  assert.deepEqual(answer?.error?.packet, frame.slice(4));
  assert.deepEqual(bench.faults(), ['out-of-turn detection_report']);
  assert.equal(bench.out.batch.plots.length, 0);
});

test('a message that breaks a rule is answered with an Error and used all the same', () => {
  const bench = new Bench();
  bench.join();
  bench.answers();
  bench.say({ detection_report: { ...detection({ location: LOCATION }), report_id: 'bad' } });
  const [answer] = bench.answers();
  assert.match(
    answer?.error?.error_message?.[0] ?? '',
    /detection_report.report_id \(id format valid\)/,
  );
  assert.deepEqual(bench.faults(), ['bad-value detection_report.report_id']);
  assert.equal(bench.out.batch.plots.length, 1);
});

test('bytes that are no message are one fault and one Error; the connection goes on', () => {
  const bench = new Bench();
  bench.join();
  bench.answers();
  bench.bytes(1, new Uint8Array([2, 0, 0, 0, 0x0a, 0x05]));
  bench.say({ detection_report: detection({ location: LOCATION }) });
  assert.deepEqual(bench.faults(), ['truncated SapientMessage.timestamp']);
  assert.deepEqual(bench.answers()[0]?.error?.packet, new Uint8Array([0x0a, 0x05]));
  assert.equal(bench.out.batch.plots.length, 1);
});

test('a flood of wrong messages does not buy a flood of answers', () => {
  const bench = new Bench();
  for (let i = 0; i < 50; i++) bench.bytes(1, new Uint8Array([1, 0, 0, 0, 0xff]));
  assert.equal(bench.answers().length, 10);
  bench.now += 1000;
  bench.bytes(1, new Uint8Array([1, 0, 0, 0, 0xff]));
  assert.equal(bench.answers().length, 1);
});

test('an alert is a word to the desk, and only a person answers it', () => {
  const bench = new Bench();
  bench.join();
  bench.answers();
  const alert_id = makeUlid(AT, random);
  bench.say({
    alert: { alert_id, alert_type: 2, status: 1, priority: 3, description: 'Two UAS, low' },
  });
  assert.equal(bench.answers().length, 0);
  const [said] = bench.out.advisories;
  assert.deepEqual(
    [said!.alertId, said!.nodeId, said!.nodeName, said!.kind, said!.priority, said!.text],
    [alert_id, NODE, 'North radar', 'warning', 'high', 'Two UAS, low'],
  );
  assert.deepEqual([said!.cleared, said!.ofObject], [false, false], "at the node's own place");
  assert.ok(said!.latDeg !== null && said!.lonDeg !== null);
  const { nodeId, alertId } = said!;
  const answer = { nodeId, alertId, accepted: true, reason: '' };
  assert.equal(bench.feed.answer!(answer, AT, bench.out), true);
  assert.deepEqual(bench.answers()[0]?.alert_ack, { alert_id, alert_ack_status: 1 });
  bench.feed.answer!({ ...answer, accepted: false, reason: 'birds' }, AT, bench.out);
  assert.deepEqual(bench.answers()[0]?.alert_ack, {
    alert_id,
    alert_ack_status: 2,
    reason: ['birds'],
  });
  assert.equal(bench.feed.answer!({ ...answer, nodeId: 'another' }, AT, bench.out), false);
});

test('an alert lies where the detection lay that it names, or where it says', () => {
  const bench = new Bench();
  bench.join();
  const object_id = makeUlid(AT, random);
  bench.say({ detection_report: { ...detection({ location: LOCATION }), object_id } });
  const plot = bench.out.batch.plots.at(-1)!;
  const alert = (extra: object): void =>
    bench.say({ alert: { alert_id: makeUlid(AT, random), status: 5, ...extra } });
  alert({ associated_detection: [{ object_id, node_id: NODE }] });
  const [named] = bench.out.advisories;
  assert.deepEqual([named!.objectId, named!.ofObject, named!.cleared], [object_id, true, true]);
  assert.ok(Math.abs(named!.latDeg! - (plot.latRad * 180) / Math.PI) < 1e-9);
  alert({ range_bearing: { range: 1000, azimuth: 90, coordinate_system: 1, datum: 1 } });
  const east = bench.out.advisories[1]!;
  assert.equal(east.ofObject, true);
  assert.ok(east.lonDeg! > named!.lonDeg! - 1);
});

test('INFO_UNCHANGED is wrong before INFO_NEW and with another system state', () => {
  const bench = new Bench();
  bench.say({ registration: registration() });
  bench.say({ status_report: status({ info: 2 }) });
  bench.say({ status_report: status() });
  bench.say({ status_report: status({ info: 2 }) });
  bench.say({ status_report: status({ info: 2, system: 2 }) });
  assert.deepEqual(bench.faults(), ['out-of-turn StatusReport', 'out-of-turn StatusReport']);
  assert.equal(bench.answers().filter((answer) => answer.error).length, 2);
});

test('a message in the name of another node is not used', () => {
  const bench = new Bench();
  bench.join();
  bench.answers();
  bench.say({ detection_report: detection({ location: LOCATION }) }, 1, OTHER);
  const [answer] = bench.answers();
  const text = answer?.error?.error_message?.[0] ?? '';
  assert.ok(text.includes(OTHER) && text.includes(NODE));
  assert.equal(bench.out.batch.plots.length, 0);
});

test('a second connection under the same node id is kept apart and told', () => {
  const bench = new Bench();
  bench.join();
  bench.join(registration(), 2);
  assert.deepEqual(bench.faults(), ['out-of-turn Registration']);
  for (const connection of [1, 2])
    bench.say({ detection_report: detection({ location: LOCATION }) }, connection);
  assert.deepEqual(
    bench.out.batch.plots.map((plot) => plot.sensorId),
    [`cuas/${NODE}`, `cuas/${NODE}~2`],
  );
});

test('a node that comes back on a new connection after its old one closed is itself', () => {
  const bench = new Bench();
  bench.join();
  bench.feed.close(1);
  bench.join(registration(), 2);
  assert.deepEqual(bench.faults(), []);
  bench.say({ detection_report: detection({ location: LOCATION }) }, 2);
  assert.equal(bench.out.batch.plots[0]?.sensorId, `cuas/${NODE}`);
});

test('a node that is not on the list is refused and its detections are not used', () => {
  const bench = new Bench({ allow: [OTHER] });
  bench.join();
  bench.say({ detection_report: detection({ location: LOCATION }) });
  const ack = bench.answers().find((answer) => answer.registration_ack);
  assert.equal(ack?.registration_ack?.acceptance, false);
  assert.equal(bench.out.batch.plots.length, 0);
});

test('detections of a fusion node are tracks, with the nodes that it names as being in them', () => {
  const bench = new Bench();
  bench.join(registration([NODE_TYPE.FUSION_NODE]));
  const seenBy = (node_id: string) => ({
    timestamp: timestampFromAt(AT - 100),
    node_id,
    object_id: makeUlid(AT, random),
  });
  const first = 'a1b2c3d4-0000-4000-8000-000000000001';
  const second = 'a1b2c3d4-0000-4000-8000-000000000002';
  bench.say({
    detection_report: detection({
      location: LOCATION,
      associated_detection: [seenBy(first), seenBy(first)],
      derived_detection: [seenBy(second)],
    }),
  });
  assert.deepEqual(bench.out.batch.plots[0]?.claims?.contributors, [first, second]);
  assert.deepEqual(
    bench.out.batch.sensors.map((sensor) => sensor.kind),
    ['tracks'],
  );
});

test('no effector, and no other node, is ever sent a task', () => {
  const { KINETIC, JAMMER, CYBER, LDEW, RFDEW, RADAR, POINTABLE_NODE } = NODE_TYPE;
  for (const type of [KINETIC, JAMMER, CYBER, LDEW, RFDEW, RADAR, POINTABLE_NODE]) {
    const bench = new Bench();
    bench.join(registration([type]));
    bench.say({ detection_report: detection({ location: LOCATION }) });
    bench.say({ alert: { alert_id: makeUlid(AT, random), priority: 3 } });
    bench.say({ task: { task_id: makeUlid(AT, random), control: 1 } });
    bench.say({ task_ack: { task_id: makeUlid(AT, random), task_status: 1 } });
    bench.say({ status_report: status({ system: 5 }) });
    for (let second = 0; second < 120; second++) bench.feed.tick?.(AT + second * 1000, bench.out);
    const answers = bench.answers();
    assert.ok(answers.length > 0);
    assert.ok(answers.every((answer) => answer.task === undefined));
    const effector = /never commanded/.test(bench.out.batch.sensors[0]?.name ?? '');
    assert.equal(effector, type !== RADAR && type !== POINTABLE_NODE);
  }
});

test('"lost" is no measurement', () => {
  const bench = new Bench();
  bench.join();
  bench.say({ detection_report: detection({ location: LOCATION, state: 'lost' }) });
  assert.equal(bench.out.batch.plots.length, 0);
  assert.equal(bench.out.records, 3);
});

test('a range and bearing before the node said where it is cannot be placed', () => {
  const bench = new Bench();
  bench.say({ registration: registration() });
  const range_bearing = { azimuth: 45, range: 3, coordinate_system: 3, datum: 1 };
  bench.say({ detection_report: detection({ range_bearing }) });
  bench.say({ detection_report: detection({ range_bearing }) });
  assert.equal(bench.out.batch.plots.length, 0);
  assert.deepEqual(bench.faults(), ['bad-value detection_report.range_bearing']);
});

test('a field of view becomes the sensor of view, and a moved node a moved sensor', () => {
  const bench = new Bench();
  bench.say({ registration: registration() });
  const cone = { azimuth: 10, horizontal_extent: 40, range: 5, coordinate_system: 3, datum: 1 };
  bench.say({ status_report: status({ field_of_view: { range_bearing: cone } }) });
  bench.say({ status_report: status({ field_of_view: { range_bearing: cone } }) });
  bench.say({ status_report: status({ node_location: { ...LOCATION, x: 29.01 } }) });
  const [first, second, ...rest] = bench.out.batch.sensors;
  assert.equal(rest.length, 0);
  assert.equal(first?.fov?.maxRangeM, 5000);
  assert.ok(Math.abs(first.fov.azimuthFromRad! - 350 * DEG_TO_RAD) < 1e-9);
  assert.ok(Math.abs(first.fov.azimuthToRad! - 30 * DEG_TO_RAD) < 1e-9);
  assert.ok(Math.abs(second!.lonRad - 29.01 * DEG_TO_RAD) < 1e-12);
});

test('swapped axes are told once and placed when the node is set to it', () => {
  const swapped = { ...LOCATION, x: 45.1, y: 29.1 };
  const strict = new Bench();
  strict.join();
  for (let i = 0; i < 5; i++) strict.say({ detection_report: detection({ location: swapped }) });
  assert.deepEqual(strict.faults(), ['bad-value detection_report.location']);
  assert.equal(strict.out.batch.plots.length, 0);
  const told = new Bench({ nodes: { [NODE]: { swapAxes: true } } });
  told.say({ registration: registration() });
  told.say({ status_report: status({ node_location: { ...LOCATION, x: 45, y: 29 } }) });
  told.say({ detection_report: detection({ location: swapped }) });
  assert.ok(Math.abs(told.out.batch.plots[0]!.latRad - 45.1 * DEG_TO_RAD) < 1e-12);
});

test('a node whose clock is off has its times corrected, and the operator is told once', () => {
  const bench = new Bench();
  const late = (content: Partial<SapientMessage>): void =>
    bench.say({ ...content, timestamp: timestampFromAt(bench.now + 60_000) });
  late({ registration: registration() });
  late({ status_report: status() });
  bench.now += 1000;
  late({ detection_report: detection({ location: LOCATION }) });
  assert.deepEqual(bench.faults(), ['bad-value timestamp']);
  assert.ok(Math.abs(bench.out.batch.plots[0]!.at - bench.now) < 5);
});

test('a node that registers with v1 is read as v1 and answered in v1', () => {
  const bench = new Bench();
  const say = (content: Partial<SapientMessage>): void => {
    const message = { timestamp: timestampFromAt(AT), node_id: NODE, ...content };
    bench.bytes(1, encodeSapientFrame(translateV2ToV1(message), 1));
  };
  say({ registration: registration() });
  say({ status_report: status() });
  say({ detection_report: detection({ location: LOCATION }) });
  say({ alert: { alert_id: makeUlid(AT, random) } });
  const { nodeId, alertId } = bench.out.advisories[0]!;
  bench.feed.answer!({ nodeId, alertId, accepted: true, reason: '' }, AT, bench.out);
  assert.deepEqual(bench.faults(), []);
  assert.equal(bench.out.batch.plots.length, 1);
  const [, ack] = bench.out.replies;
  const v1 = decodeSapient(ack!.bytes.subarray(4), 1);
  assert.ok(v1.ok);
  assert.equal((v1.value.alert_ack as { alert_status?: number }).alert_status, 1);
});

test('a length above the bound ends the stream with one fault', () => {
  const bench = new Bench({ maxMessageOctets: 100 });
  bench.bytes(1, concatBytes([new Uint8Array([200, 0, 0, 0]), new Uint8Array(300)]));
  bench.say({ registration: registration() });
  assert.deepEqual(bench.faults(), ['bad-length SAPIENT length']);
  assert.equal(bench.out.records, 0);
});

test('an unknown field is marked and costs no Error', () => {
  const bench = new Bench();
  bench.join();
  bench.answers();
  const message = {
    timestamp: timestampFromAt(AT),
    node_id: NODE,
    detection_report: detection({ location: LOCATION }),
    $unknown: [{ number: 99, wireType: 0, bytes: new Uint8Array([0x98, 0x06, 0x01]) }],
  };
  bench.bytes(1, encodeSapientFrame(message));
  assert.deepEqual(bench.faults(), ['unsupported SapientMessage']);
  assert.deepEqual(bench.answers(), []);
  assert.equal(bench.out.batch.plots.length, 1);
});
