/** A session recorded against the running Apex middleware, replayed against Tocsin in Apex's place. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { bytesEqual, fromHex } from '../../src/base/index.ts';
import { makeSenseBatch, type SourceConfig } from '../../src/model/index.ts';
import { createFeed, makeFeedOutput } from '../../src/sense/index.ts';
import {
  ALERT_ACK_STATUS,
  contentOf,
  decodeSapient,
  timestampToAt,
  validateSapient,
  type SapientMessage,
} from '../../src/wire/sapient/index.ts';
import { DATA, needsData } from '../root.ts';

interface Step {
  readonly t: 'send' | 'recv';
  readonly at: string;
  readonly content: string;
  readonly frameHex: string;
}

const skip = needsData('cuas/sapient/session-v2.json');
const CONFIG: SourceConfig = {
  id: 'apex',
  name: 'in the place of Apex',
  format: 'sapient',
  transport: { kind: 'tcp-server', host: '127.0.0.1', port: 0 },
  simulated: false,
  options: {},
  sensors: [],
};

function decodeFrame(frame: Uint8Array): SapientMessage {
  const read = decodeSapient(frame.subarray(4));
  assert.ok(read.ok);
  return read.value;
}

test('each frame of the nodes is answered as Apex or the fusion node answered it', { skip }, () => {
  const file = readFileSync(path.join(DATA, 'cuas/sapient/session-v2.json'), 'utf8');
  const { steps } = JSON.parse(file) as { steps: readonly Step[] };
  const feed = createFeed(CONFIG);
  const out = makeFeedOutput(makeSenseBatch());
  const connections = ['fusion', 'edge'];
  const answered = ['registration_ack', 'alert_ack', 'error'];
  let plots = 0;
  for (const step of steps) {
    const frame = fromHex(step.frameHex)!;
    const message = decodeFrame(frame);
    if (step.t === 'recv') {
      if (step.at !== 'edge' || !answered.includes(step.content)) continue;
      // An alert is answered by a person: as the recording's did.
      const said = out.advisories.at(-1);
      if (message.alert_ack && said !== undefined) {
        const { nodeId, alertId } = said;
        const accepted = message.alert_ack.alert_ack_status === ALERT_ACK_STATUS.ACCEPTED;
        const reason = message.alert_ack.reason?.[0] ?? '';
        feed.answer!({ nodeId, alertId, accepted, reason }, said.at, out);
      }
      const mine = out.replies.shift();
      assert.ok(mine, `an answer where Apex sent ${step.content}`);
      assert.equal(mine.connection, connections.indexOf('edge'));
      const answer = decodeFrame(mine.bytes);
      assert.deepEqual(validateSapient(answer), []);
      assert.equal(contentOf(answer), step.content);
      assert.deepEqual(answer.registration_ack, message.registration_ack);
      assert.deepEqual(answer.alert_ack, message.alert_ack);
      if (message.error) assert.ok(bytesEqual(answer.error!.packet!, message.error.packet!));
      continue;
    }
    // The fusion node's own frames (acknowledgements, tasks) are Tocsin's part here.
    if (step.at !== 'edge') continue;
    const receivedAt = timestampToAt(message.timestamp) + 30;
    const connection = connections.indexOf('edge');
    for (const octet of frame)
      feed.accept(
        { sourceId: 'apex', connection, receivedAt, bytes: new Uint8Array([octet]) },
        out,
      );
    if (step.content === 'detection_report') plots++;
  }
  assert.deepEqual(out.replies, [], 'nothing is sent that was not sent then: no task above all');
  // The wrong detection lies at 1 N 1 E, 5,000 km from its node: marked, answered, not placed.
  assert.equal(out.batch.plots.length, plots - 1);
  assert.equal(out.faults.length, 2);
  assert.ok(out.batch.plots.every((plot) => Number.isFinite(plot.latRad) || plot.rangeM === 3200));
});
