/** Nodes as operators start them: they admit each other while they run, a call goes over, keys are revoked. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { OWN_ONLY, type CallView, type MembersStatus } from '../../src/model/index.ts';
import { makeFolder, NodeProcess, runTocsin, until } from './node-process.ts';

const folder = makeFolder();
const nodes = new Set<NodeProcess>();
after(async () => {
  for (const node of nodes) await node.end('SIGKILL');
  folder.remove();
});

async function startNode(member: string): Promise<NodeProcess> {
  const dir = path.join(folder.dir, member);
  mkdirSync(dir, { recursive: true });
  const config = {
    node: { member },
    data: 'kept',
    http: { port: 0 },
    log: { level: 'fatal' },
    federation: { listen: '127.0.0.1:0' },
  };
  const node = await NodeProcess.start(dir, { config });
  nodes.add(node);
  return node;
}

const status = (node: NodeProcess): Promise<MembersStatus> => node.get<MembersStatus>('/members');

async function linkOf(node: NodeProcess, member: string) {
  return (await status(node)).members.find((one) => one.member === member);
}

/** The invitation as a file, and the words its maker reads out. */
async function invite(from: NodeProcess): Promise<{ file: string; words: string }> {
  const { own } = await status(from);
  const invitation = await from.get<object>(`/members/invitation?address=${own.listen}`);
  const file = path.join(folder.dir, `${own.member}.json`);
  writeFileSync(file, JSON.stringify(invitation));
  return { file, words: own.keys.at(-1)!.words };
}

const member = (at: NodeProcess, ...args: string[]) =>
  runTocsin(['member', ...args, '--data', path.join(at.dir, 'kept')], at.dir);

test('two running nodes admit each other, a call goes over, a revoked key ends the link', async () => {
  const rou = await startNode('ROU');
  const bgr = await startNode('BGR');
  const ours = await invite(rou);
  const theirs = await invite(bgr);

  // One side by its command line, the other by its API; nobody is stopped.
  const wrong = await member(rou, 'admit', theirs.file, '--words', ours.words);
  assert.equal(wrong.code, 1);
  assert.match(wrong.text, /eight words that BGR reads/);
  const admitted = await member(rou, 'admit', theirs.file, '--words', theirs.words);
  assert.equal(admitted.code, 0, admitted.text);
  await until('BGR names who was refused', async () => (await status(bgr)).refused.length > 0);
  const admit = {
    type: 'member.admit',
    invitation: JSON.stringify(await rou.get('/members/invitation')),
    words: ours.words,
    clearance: 'secret',
    groups: ['EAST'],
    caveats: [],
  };
  assert.deepEqual(await bgr.api('POST', '/members/commands', admit), {
    status: 200,
    body: { member: 'ROU' },
  });
  await until('the link is up on both sides', async () => {
    const [here, there] = [await linkOf(rou, 'BGR'), await linkOf(bgr, 'ROU')];
    return here?.isUp === true && there?.isUp === true;
  });
  assert.equal((await linkOf(rou, 'BGR'))?.keys[0]?.words, theirs.words);

  const opened = await rou.api('POST', '/calls/commands', {
    type: 'call.open',
    title: 'Drones over the delta',
    pattern: 'help',
    text: '',
    place: '',
    needs: [],
    members: [],
    incidentIds: [],
    label: { ...OWN_ONLY, releasableTo: ['*'] },
  });
  assert.equal(opened.status, 200, JSON.stringify(opened.body));
  await until('ROU sees that BGR has received the call', async () => {
    const [call] = await rou.get<CallView[]>('/calls');
    return call?.members.some((one) => one.member === 'BGR' && one.stand === 'received');
  });
  assert.equal((await bgr.get<CallView[]>('/calls'))[0]?.title, 'Drones over the delta');

  const revoked = await member(bgr, 'revoke', 'ROU', '--reason', 'a laptop was stolen');
  assert.equal(revoked.code, 0, revoked.text);
  await until('the link is down', async () => (await linkOf(rou, 'BGR'))?.isUp === false);
  assert.equal((await linkOf(bgr, 'ROU'))?.keys[0]?.status, 'revoked');
  assert.equal((await bgr.get<CallView[]>('/calls')).length, 1, 'what was taken stands');

  // A new key: the old one announces it at home; BGR, which trusts the old one no more, pins it by hand.
  await rou.end('SIGINT');
  nodes.delete(rou);
  const data = ['--data', path.join(rou.dir, 'kept')];
  assert.equal((await runTocsin(['ledger', 'rotate-key', ...data], rou.dir)).code, 0);
  const made = await runTocsin(['member', 'invite', ...data], rou.dir);
  const words = /telephone: (\S+)/.exec(made.text)![1]!;
  writeFileSync(ours.file, made.text.slice(0, made.text.indexOf('}') + 1));
  assert.equal((await member(bgr, 'admit', ours.file, '--words', words)).code, 0);
  const back = await NodeProcess.start(rou.dir, {
    config: null,
    args: ['--config', 'tocsin.yaml'],
  });
  nodes.add(back);
  await until('the link is up again', async () => (await linkOf(bgr, 'ROU'))?.isUp);
  assert.deepEqual(
    (await linkOf(bgr, 'ROU'))?.keys.map((key) => key.status),
    ['revoked', 'current'],
  );
});

test('a stopped node is told by its ledger', async () => {
  const node = await startNode('TUR');
  const ally = await startNode('GRC');
  const { file, words } = await invite(ally);
  // A log with nothing in it does not say whose it is.
  const incident = { title: 'Case', alertIds: [], trackNumbers: [] };
  assert.equal((await node.api('POST', '/incidents', incident)).status, 200);
  await node.end('SIGINT');
  nodes.delete(node);
  assert.equal((await member(node, 'admit', file, '--words', words, '--groups', 'SEA')).code, 0);
  assert.equal((await member(node, 'change', 'GRC', '--clearance', 'secret')).code, 0);
  const { text } = await member(node, 'list');
  assert.match(
    text,
    /GRC {2}Greece {2}secret {2}\[SEA\] {2}127\.0\.0\.1:\d+\n +current +[0-9a-f]{32}/,
  );
  assert.ok(text.includes(words));
  assert.equal((await member(node, 'remove', 'GRC')).code, 0);
  assert.equal((await member(node, 'list')).text, '');
  assert.match((await member(node, 'remove', 'GRC')).text, /member-unknown/);
});
