/** The demo's allies: thirty-one links, a call that plays by itself, and nothing that outlives it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CallView, MembersStatus, NodeStatus, TrackInfo } from '../../src/model/index.ts';
import { AWAY, SCRIPT, TITLE } from '../../src/node/demo/rally-script.ts';
import { allyOf } from '../../src/sense/index.ts';
import { makeFolder, NodeProcess, until } from './node-process.ts';

const folder = makeFolder();
after(() => folder.remove());

/** Goes to a console of the demo, which lets its visitor in; gives what asks its API. */
async function visit(url: string): Promise<<T>(route: string) => Promise<T>> {
  const session = await fetch(`${url}/api/v1/session`);
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0]!;
  return async <T>(route: string) =>
    (await fetch(`${url}/api/v1${route}`, { headers: { cookie } })).json() as Promise<T>;
}

test('the script is in order of time and knows all its members', () => {
  const times = SCRIPT.map((step) => step.atS);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
  assert.ok(SCRIPT.some((step) => step.member === AWAY && step.deed === 'back'));
});

test(
  'thirty-one allies link themselves, the call is opened with one away and answered, and Ctrl-C ends all',
  { timeout: 420_000 },
  async (t) => {
    const from = performance.now();
    const args = ['--demo', '--port', '0', '--data', folder.dir];
    const node = await NodeProcess.start(folder.dir, { config: null, args });
    try {
      const get = await visit(node.url);
      await until(
        'all are linked',
        async () => {
          const { members } = await get<MembersStatus>('/members');
          return members.length === 31 && members.filter((one) => one.isUp).length >= 30;
        },
        240_000,
      );
      t.diagnostic(`linked ${Math.round((performance.now() - from) / 1000)} s after the start`);
      const call = await until(
        'the call is there and one ally is not reached',
        async () => {
          const [newest] = await get<CallView[]>('/calls');
          const away = newest?.members.find((one) => one.member === AWAY);
          const there = newest?.members.filter((one) => one.reach === 'there').length ?? 0;
          return away?.reach === 'not-sent' && there === 30 ? newest : false;
        },
        180_000,
      );
      assert.equal(call.title, TITLE);
      assert.ok(call.exercise);
      assert.match(call.id, /^EX-/);
      assert.deepEqual(
        call.needs.map(({ text }) => /of (.*) missing/.exec(text)?.[1]),
        [
          '4 batteries of Short-range air defence',
          '3 sets of Passive radar',
          '2 Maritime patrol aircraft',
          '2 Electronic support teams',
        ],
      );
      const agreed = await until(
        'an ally answers',
        async () => {
          const [newest] = await get<CallView[]>('/calls');
          return newest?.members.find((one) => one.silence === 'agree');
        },
        60_000,
      );
      assert.equal(agreed.member, 'BGR');
      const { notices } = await get<NodeStatus>('/node');
      const bulgaria = /Bulgaria[^h]*(http:\S+:\d+)/.exec(notices.join());
      assert.ok(bulgaria, notices.join());
      const there = await visit(bulgaria[1]!);
      await until('Bulgaria sees what the light members have answered to Romania', async () => {
        const [same] = await there<CallView[]>('/calls');
        const silent = same?.members.filter((one) => one.stand === 'nothing-heard') ?? [];
        return silent.length > 0 && silent.every((one) => one.member === AWAY);
      });
      const parts = ({ detail }: TrackInfo): string[] =>
        detail.sources.map(({ sensorId }) => allyOf(sensorId) ?? 'own');
      await until('Bulgaria joins tracks of Romania with its own, and knows whose the others are', async () => {
        const tracks = (await there<TrackInfo[]>('/tracks')).map(parts);
        const joined = tracks.some((of) => of.includes('own') && of.includes('ROU'));
        return joined && tracks.some((of) => of.length > 0 && of.every((one) => one === 'ROU'));
      }); // prettier-ignore
      await until('Romania joins tracks of both with its own', async () => {
        const tracks = (await get<TrackInfo[]>('/tracks')).map(parts);
        return ['BGR', 'TUR'].every((ally) =>
          tracks.some((of) => of.includes('own') && of.includes(ally)),
        );
      });
      const { members } = await get<MembersStatus>('/members');
      const given = members.filter((one) => one.tracksSent > 0).map((one) => one.member);
      assert.deepEqual(given, ['BGR', 'TUR']);
    } finally {
      const ended = await node.end('SIGINT');
      assert.equal(ended.code, 0);
      t.diagnostic(`stopped in ${Math.round(ended.tookMs)} ms`);
    }
    assert.doesNotMatch(node.output, /bug in Tocsin|^\s+at /m);
  },
);
