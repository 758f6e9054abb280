/** Tracks between running nodes: to the ally that the label names and no other, with who made them, in its picture. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { MembersStatus, TrackInfo } from '../../src/model/index.ts';
import { freePort, makeFolder, NodeProcess, until } from './node-process.ts';
import { sendTraffic } from './traffic.ts';

const AIRCRAFT = 5;

const tracksOf = (node: NodeProcess): Promise<TrackInfo[]> => node.get<TrackInfo[]>('/tracks');

async function admit(at: NodeProcess, other: NodeProcess): Promise<void> {
  const { own } = await other.get<MembersStatus>('/members');
  const invitation = await other.get<object>(`/members/invitation?address=${own.listen}`);
  const done = await at.api('POST', '/members/commands', {
    type: 'member.admit',
    invitation: JSON.stringify(invitation),
    words: own.keys.at(-1)!.words,
    clearance: 'secret',
    groups: [],
    caveats: [],
  });
  assert.equal(done.status, 200, JSON.stringify(done.body));
}

test('a track goes to the ally it is released to, which shows whose it is and passes it on to nobody', async () => {
  const folder = makeFolder();
  const port = await freePort('udp');
  const ownPort = await freePort('udp');
  const traffic = sendTraffic(port, AIRCRAFT);
  let isOver = false;
  const nodes: NodeProcess[] = [];
  const start = async (member: string, more: object): Promise<NodeProcess> => {
    const dir = path.join(folder.dir, member);
    mkdirSync(dir, { recursive: true });
    const config = {
      node: { member, mode: 'exercise', lat: 30, lon: -40 },
      data: 'kept',
      http: { port: 0 },
      log: { level: 'fatal' },
      releasability: { default: { releasable_to: ['ROU', 'BGR', 'GRC'] } },
      federation: {
        listen: '127.0.0.1:0',
        tracks: { every_s: 0.5, to: { GRC: { box: [0, 0, 1, 1] } } },
      },
      ...more,
    };
    const node = await NodeProcess.start(dir, { config });
    nodes.push(node);
    return node;
  };
  try {
    const feeds = [{ id: 'station', format: 'asterix', udp: { port } }];
    const rou = await start('ROU', { feeds });
    const bgr = await start('BGR', {
      feeds: [{ id: 'station', format: 'asterix', udp: { port: ownPort } }],
    });
    const tur = await start('TUR', {});
    const grc = await start('GRC', {});
    for (const [a, b] of [
      [rou, bgr],
      [rou, tur],
      [rou, grc],
      [bgr, tur],
      [bgr, grc],
    ] as const) {
      // prettier-ignore
      await admit(a, b);
      await admit(b, a);
    }
    const there = await until('BGR shows the tracks of ROU', async () => {
      const list = await tracksOf(bgr);
      return list.length >= AIRCRAFT && list;
    });
    const own = await tracksOf(rou);
    assert.equal(own.length, AIRCRAFT);
    assert.equal(there.length, AIRCRAFT);
    for (const track of there) {
      assert.deepEqual(track.detail.sources.map((one) => one.sensorId), ['ally:ROU']); // prettier-ignore
      const same = own.find((one) => one.detail.icao === track.detail.icao);
      assert.ok(same, 'it is one of those that ROU has');
      assert.ok(Math.abs(same.latDeg - track.latDeg) < 0.01);
      assert.ok(Math.abs(same.lonDeg - track.lonDeg) < 0.02);
    }
    // TUR is not named in the label, GRC is given another box; BGR holds what is not its own to give.
    const before = (await bgr.get<MembersStatus>('/members')).members;
    await until('BGR has heard TUR again and again', async () => {
      const now = (await bgr.get<MembersStatus>('/members')).members;
      return now.every((one, i) => (one.heardAt ?? 0) > (before[i]!.heardAt ?? 0) + 5000);
    });
    assert.deepEqual(await tracksOf(tur), []);
    assert.deepEqual(await tracksOf(grc), []);
    // Once BGR has a sensor of its own on them, each goes on giving the other what its own sensors see.
    const station = sendTraffic(ownPort, AIRCRAFT);
    try {
      await until(
        'BGR joins its own tracks with those of ROU',
        async () => {
          const list = await tracksOf(bgr);
          const joined = list.filter(({ detail }) => detail.sources.length === 2);
          return list.length === AIRCRAFT && joined.length === AIRCRAFT;
        },
        90_000,
      );
      const received = async (): Promise<number> =>
        (await rou.get<MembersStatus>('/members')).members.find((one) => one.member === 'BGR')!
          .tracksReceived;
      const soFar = await received();
      await until(
        'ROU goes on getting those of BGR',
        async () => (await received()) > soFar + 3 * AIRCRAFT,
        90_000,
      );
      assert.deepEqual(await tracksOf(tur), [], 'and TUR still nothing');
    } finally {
      station.stop();
    }
    traffic.stop();
    isOver = true;
    await until(
      'what ROU loses is lost at BGR',
      async () => (await tracksOf(bgr)).length === 0,
      90_000,
    );
  } finally {
    if (!isOver) traffic.stop();
    for (const node of nodes) await node.end('SIGKILL');
    folder.remove();
  }
});
