import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '../base/index.ts';
import { makeSenseBatch } from '../model/index.ts';
import { createFeed, makeFeedOutput } from '../sense/index.ts';
import { Load, type LoadEmission } from './load.ts';

const START_AT = Date.UTC(2026, 0, 1, 12);
const OPTIONS = { seed: 3, startAt: START_AT, aircraft: 200, vessels: 50 };
const SECONDS = 9;

function emissions(load: Load): LoadEmission[] {
  const out: LoadEmission[] = [];
  for (let ms = 0; ms < SECONDS * 1000; ms += 20)
    out.push(...load.emissionsBetween(START_AT + ms, START_AT + ms + 20));
  return out;
}

test('the same seed gives the same bytes', () => {
  const text = (load: Load): string =>
    emissions(load)
      .map(({ channel, bytes }) => `${channel} ${toHex(bytes)}`)
      .join('\n');
  assert.equal(text(new Load(OPTIONS)), text(new Load(OPTIONS)));
});

test('every plot that the load counts is decoded from its bytes, and nothing in them is a fault', () => {
  const load = new Load(OPTIONS);
  const feeds = new Map(
    load.channels.map(({ id, format, sensors }) => {
      const transport = { kind: 'udp', host: '127.0.0.1', port: 1 } as const;
      const config = { id, name: id, format, transport, simulated: true, options: {}, sensors };
      return [id, createFeed(config)];
    }),
  );
  const sent: Record<string, number> = {};
  const got: Record<string, number> = {};
  const unpaired = new Set<number>();
  for (const { channel, at, bytes, plots } of emissions(load)) {
    const kind = channel.replace(/-\d+$/, '');
    const out = makeFeedOutput(makeSenseBatch());
    feeds.get(channel)!.accept({ sourceId: channel, connection: 0, receivedAt: at, bytes }, out);
    assert.deepEqual(out.faults, []);
    sent[kind] = (sent[kind] ?? 0) + plots.length;
    got[kind] = (got[kind] ?? 0) + out.batch.plots.length;
    if (kind === 'beast') for (const { id } of plots) unpaired.add(id);
  }
  // A position by CPR takes a pair: the first of each aircraft gives none.
  assert.deepEqual(got, { ...sent, beast: sent['beast']! - unpaired.size });
  assert.ok(
    Object.values(sent).every((count) => count > 100),
    JSON.stringify(sent),
  );
});
