/** kill -9 with open work: what was acknowledged to a person is there after the restart, whenever it came. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Random } from '../../src/base/index.ts';
import type { Alert, Incident, LedgerEntry, TrackInfo, Zone } from '../../src/model/index.ts';
import { forEachBackEnd, storeConfig } from '../back-ends.ts';
import { freePort, makeFolder, NodeProcess, until } from './node-process.ts';
import { circle, sendTraffic, squares } from './traffic.ts';

/** A node on PostgreSQL takes longer to start. */
const ROUNDS = { sqlite: 4, postgresql: 2 };
const AIRCRAFT = 8;

/** Everything that the API answered with 200. */
interface Kept {
  readonly notes: string[];
  readonly zones: string[];
  readonly acknowledged: Set<string>;
  readonly shelved: Map<string, string>;
}

const IMPORTED = ['imported 1', 'imported 2', 'imported 3'];

/** Commands without pause until the node dies; what is answered is remembered. */
async function work(
  node: NodeProcess,
  incidentId: string,
  kept: Kept,
  round: number,
): Promise<void> {
  for (let n = 0; ; n++) {
    const text = `note ${round}.${n}`;
    const note = await node.api('POST', `/incidents/${incidentId}/notes`, { text });
    if (note.status === 200) kept.notes.push(text);
    const name = `zone ${round}.${n}`;
    if (n % 3 === 0) {
      const place = { lon: 20 + n * 0.01, lat: 50 + round };
      const drawn = await node.api('POST', '/zones', circle(name, 100, place));
      if (drawn.status === 200) kept.zones.push(name);
    }
    const alerts = await node.get<Alert[]>('/alerts');
    const free = alerts.find((one) => one.acknowledged === null && one.shelved === null);
    if (free === undefined || n % 2 === 1) continue;
    if (kept.shelved.size < 2) {
      const body = { reason: `reason ${round}.${n}`, minutes: 60 };
      const done = await node.api('POST', `/alerts/${free.id}/shelve`, body);
      if (done.status === 200) kept.shelved.set(free.id, body.reason);
    } else {
      const done = await node.api('POST', `/alerts/${free.id}/acknowledge`);
      if (done.status === 200) kept.acknowledged.add(free.id);
    }
  }
}

async function ledgerOf(node: NodeProcess): Promise<LedgerEntry[]> {
  const all: LedgerEntry[] = [];
  for (;;) {
    const after = all.at(-1)?.seq ?? 0;
    const page = await node.get<LedgerEntry[]>(`/ledger?after=${after}&limit=1000`);
    if (page.length === 0) return all;
    all.push(...page);
  }
}

async function check(node: NodeProcess, incidentId: string, kept: Kept): Promise<void> {
  const ledger = await ledgerOf(node);
  ledger.forEach((entry, i) => assert.equal(entry.seq, i + 1, 'no gap'));
  const said = (type: string, alertId: string): boolean =>
    ledger.some((entry) => entry.type === type && entry.body['id'] === alertId);
  const incidents = await node.get<Incident[]>('/incidents');
  const incident = incidents.find(({ id }) => id === incidentId);
  assert.ok(incident, 'the open incident is there');
  assert.equal(incident.state, 'open');
  const notes = new Set(incident.notes.map(({ text }) => text));
  for (const text of kept.notes) assert.ok(notes.has(text), text);
  const zones = (await node.get<Zone[]>('/zones')).map(({ name }) => name);
  for (const name of [...kept.zones, ...IMPORTED])
    assert.equal(zones.filter((one) => one === name).length, 1, name);
  const alerts = new Map((await node.get<Alert[]>('/alerts')).map((alert) => [alert.id, alert]));
  for (const id of kept.acknowledged) {
    assert.ok(said('alert.acknowledged', id), id);
    const alert = alerts.get(id);
    if (alert !== undefined && alert.state !== 'normal')
      assert.equal(alert.acknowledged?.by, 'admin', id);
  }
  for (const [id, reason] of kept.shelved) {
    assert.ok(said('alert.shelved', id), id);
    assert.equal(alerts.get(id)?.shelved?.reason, reason, id);
  }
}

forEachBackEnd((backEnd) => {
  test(
    'kill -9 at random moments: incidents, acknowledged and shelved alerts and zones are there again, and no track number is used twice',
    { timeout: 300_000 },
    async () => {
      const folder = makeFolder();
      const { store } = backEnd.place(folder.dir);
      const rounds = ROUNDS[backEnd.name];
      const port = await freePort('udp');
      const traffic = sendTraffic(port, AIRCRAFT);
      const random = new Random(20_261_124);
      const config = {
        node: { mode: 'exercise', lat: 30, lon: -40 },
        store: storeConfig(store),
        http: { port: 0 },
        log: { level: 'error' },
        feeds: [{ id: 'station', format: 'asterix', udp: { port } }],
      };
      const kept: Kept = { notes: [], zones: [], acknowledged: new Set(), shelved: new Map() };
      let node = await NodeProcess.start(folder.dir, { config });
      try {
        const password = readFileSync(path.join(folder.dir, 'first-password'), 'utf8');
        const drawn = await node.api('POST', '/zones', circle('No entry', 80_000));
        assert.equal(drawn.status, 200, JSON.stringify(drawn.body));
        const imported = await node.api(
          'POST',
          '/zones/import?format=geojson',
          Buffer.from(squares(IMPORTED)),
        );
        assert.equal(imported.status, 200, JSON.stringify(imported.body));
        const body = { title: 'Night watch', alertIds: [], trackNumbers: [] };
        const incident = (await node.api('POST', '/incidents', body)).body as unknown as Incident;
        let highest = 0;
        for (let round = 0; round < rounds || kept.acknowledged.size === 0; round++) {
          const tracks = await until('tracks and alerts', async () => {
            const alerts = await node.get<Alert[]>('/alerts');
            const list = await node.get<TrackInfo[]>('/tracks');
            return alerts.length >= AIRCRAFT && list.length >= AIRCRAFT && list;
          });
          for (const { trackNumber } of tracks)
            assert.ok(trackNumber > highest, `track number ${trackNumber} was used before`);
          highest = Math.max(...tracks.map(({ trackNumber }) => trackNumber));
          const died = work(node, incident.id, kept, round).catch(() => undefined);
          await new Promise((resolve) => setTimeout(resolve, 200 + random.below(1500)));
          await node.end('SIGKILL');
          await died;
          node = await NodeProcess.start(folder.dir, { config }, password);
          await check(node, incident.id, kept);
        }
        assert.ok(kept.notes.length > rounds && kept.shelved.size === 2, 'there was work to lose');
        assert.ok(kept.acknowledged.size > 0);
      } finally {
        traffic.stop();
        await node.end('SIGKILL');
        folder.remove();
      }
    },
  );
});
