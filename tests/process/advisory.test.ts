/** A sensor node's alert over a real socket: to the desk, answered by a person, an incident by a person, over a restart. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { Random } from '../../src/base/index.ts';
import type { AdvisoriesStatus, Alert, Incident, LedgerEntry } from '../../src/model/index.ts';
import {
  decodeSapient,
  encodeSapientFrame,
  makeUlid,
  makeUuid,
  SapientFramer,
  timestampFromAt,
  type SapientMessage,
} from '../../src/wire/sapient/index.ts';
import { freePort, makeFolder, NodeProcess, until } from './node-process.ts';

const random = new Random(7);
const NODE = makeUuid(random);
const HERE = { x: 28.8, y: 45.2, z: 10, coordinate_system: 1, datum: 1 };

/** An edge node with its connection. */
class Edge {
  readonly heard: SapientMessage[] = [];
  readonly #socket: Socket;
  readonly #framer = new SapientFramer();

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (data) => {
      for (const bytes of this.#framer.push(new Uint8Array(data)).messages) {
        const read = decodeSapient(bytes);
        assert.ok(read.ok);
        this.heard.push(read.value);
      }
    });
    socket.on('error', () => undefined);
  }

  static async dial(port: number): Promise<Edge> {
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    const edge = new Edge(socket);
    edge.say({
      registration: {
        node_definition: [{ node_type: 1 }],
        icd_version: 'BSI Flex 335 v2.0',
        name: 'Depot radar',
      },
    });
    edge.say({
      status_report: {
        report_id: makeUlid(Date.now(), random),
        system: 1,
        info: 1,
        mode: 'default',
        node_location: HERE,
      },
    });
    return edge;
  }

  say(content: Partial<SapientMessage>): void {
    const timestamp = timestampFromAt(Date.now());
    this.#socket.write(encodeSapientFrame({ timestamp, node_id: NODE, ...content }));
  }

  acks(): unknown[] {
    return this.heard.flatMap(({ alert_ack }) => alert_ack ?? []);
  }

  hangUp(): void {
    this.#socket.destroy();
  }
}

test(
  "a sensor node's alert is shown to the desk, a person answers it, and neither rings nor is lost",
  { timeout: 240_000 },
  async () => {
    const folder = makeFolder();
    const port = await freePort('tcp');
    const config = {
      node: { mode: 'exercise', lat: 45, lon: 28 },
      http: { port: 0 },
      log: { level: 'fatal' },
      feeds: [{ id: 'cuas', format: 'sapient', listen: `127.0.0.1:${port}` }],
    };
    let node = await NodeProcess.start(folder.dir, { config });
    let edge: Edge | undefined;
    try {
      edge = await Edge.dial(port);
      const [first, second] = [makeUlid(Date.now(), random), makeUlid(Date.now(), random)];
      const alert = { alert_type: 2, status: 1, priority: 3, description: 'Two UAS, low' };
      edge.say({ alert: { ...alert, alert_id: first, location: { ...HERE, x: 28.9 } } });
      edge.say({ alert: { ...alert, alert_id: second, priority: 1 } });
      const status = (): Promise<AdvisoriesStatus> => node.get('/advisories');
      const shown = await until('both are shown', async () => {
        const { advisories } = await status();
        return advisories.length === 2 && advisories;
      });
      const one = shown.find(({ alertId }) => alertId === first)!;
      const two = shown.find(({ alertId }) => alertId === second)!;
      assert.deepEqual(
        [one.nodeName, one.kind, one.priority, one.text, one.lonDeg!.toFixed(6), one.ofObject],
        ['Depot radar', 'warning', 'high', 'Two UAS, low', '28.900000', true],
      );
      assert.deepEqual([two.priority, two.ofObject], ['low', false], "at the node's own place");
      assert.deepEqual(edge.acks(), [], 'only a person answers');
      const route = (id: string, what: string): string =>
        `/advisories/${encodeURIComponent(id)}/${what}`;

      const accepted = await node.api('POST', route(one.id, 'answer'), {
        accepted: true,
        reason: '',
      });
      assert.equal(accepted.status, 200);
      await until('the node has its answer', () => edge!.acks().length === 1);
      assert.deepEqual(edge.acks(), [{ alert_id: first, alert_ack_status: 1 }]);

      const opened = await node.api('POST', route(one.id, 'incident'), {
        title: 'UAS at the depot',
      });
      const { incidentId } = opened.body as { incidentId: string };
      const incident = (await node.get<Incident[]>('/incidents')).find(
        ({ id }) => id === incidentId,
      );
      assert.ok(incident!.notes.some(({ text }) => text.includes('Two UAS, low')));
      assert.deepEqual(
        await node
          .get<Alert[]>('/alerts')
          .then((all) => all.filter(({ object }) => object.kind !== 'source')),
        [],
      );

      // Away, and the node itself starts anew: the answer reaches it all the same.
      edge.hangUp();
      const rejected = await node.api('POST', route(two.id, 'answer'), {
        accepted: false,
        reason: 'birds',
      });
      assert.equal(rejected.status, 200);
      await node.end('SIGINT');
      const password = readFileSync(path.join(folder.dir, 'first-password'), 'utf8');
      node = await NodeProcess.start(folder.dir, { config }, password);
      edge = await Edge.dial(port);
      await until('the waiting answer', () => edge!.acks().length === 1, 60_000);
      assert.deepEqual(edge.acks(), [{ alert_id: second, alert_ack_status: 2, reason: ['birds'] }]);
      const types = (await node.get<LedgerEntry[]>('/ledger?limit=1000'))
        .map(({ type }) => type)
        .filter((type) => type.startsWith('advisory.'));
      assert.deepEqual(types.filter((type) => type === 'advisory.answered').length, 2);
      await until('it is known to be sent', async () =>
        (await status()).advisories.every(({ answer }) => answer?.sentAt !== null),
      );
    } finally {
      edge?.hangUp();
      await node.end('SIGINT');
      folder.remove();
    }
  },
);
