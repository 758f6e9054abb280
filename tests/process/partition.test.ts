/** Thirty-two members over real links, ten of them cut off: a call goes to whom it can, silence ends as the rules say. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ALLIANCE, OWN_ONLY, type CallView, type RallyCommand } from '../../src/model/index.ts';
import { FaultProxy } from '../../src/node/federation/fault-proxy.ts';
import { LightMember } from '../../src/node/federation/index.ts';
import { until } from './node-process.ts';

const OTHERS = ALLIANCE.map(({ code }) => code).filter((code) => code !== 'ROU');
/** Their links are cut; one of them has much to say meanwhile. */
const CUT = OTHERS.slice(0, 10);
const NEAR = OTHERS.slice(10);
const FAR = CUT[3]!;
const HOUR = 3_600_000;
const LABEL = { ...OWN_ONLY, releasableTo: ['*'] };

const termsOf = ({ publicKey }: LightMember, member: string) =>
  ({
    member,
    name: member,
    publicKey,
    clearance: 'secret',
    groups: [],
    caveats: [],
    policies: ['ALLIANCE'],
  }) as const;

describe('ten of thirty-one links are cut', () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'tocsin-partition-'));
  const members = new Map<string, LightMember>();
  /** hours that have passed beside those of the machine */
  let aheadMs = 0;
  let rou: LightMember;
  let far: FaultProxy;
  let call = '';
  const now = (): number => Date.now() + aheadMs;

  const make = (member: string, port: number): LightMember => {
    const made = new LightMember({
      dataDir: path.join(root, member),
      member,
      exercise: false,
      listen: member === 'ROU' ? { host: '127.0.0.1', port: 0 } : null,
      peers: member === 'ROU' ? new Map() : new Map([['ROU', `127.0.0.1:${port}`]]),
      now,
    });
    members.set(member, made);
    return made;
  };

  before(async () => {
    rou = make('ROU', 0);
    await rou.exchange.start();
    far = await new FaultProxy(rou.exchange.port).start();
    for (const code of OTHERS) {
      const one = make(code, CUT.includes(code) ? far.port : rou.exchange.port);
      await one.admit([termsOf(rou, 'ROU')]);
    }
    await rou.admit(OTHERS.map((code) => termsOf(members.get(code)!, code)));
    for (const code of OTHERS) await members.get(code)!.exchange.start();
    await linked(31);
  });

  after(async () => {
    for (const member of members.values()) await member.stop();
    await far.stop();
    rmSync(root, { recursive: true, force: true });
  });

  const linked = (count: number) =>
    until(
      `${count} links up`,
      () => rou.exchange.links().filter((link) => link.isUp).length === count,
      120_000,
    );
  const view = (): CallView => rou.exchange.call(call)!;
  const reachOf = (code: string) => view().members.find((one) => one.member === code)!.reach;
  const holders = (): number =>
    OTHERS.filter((code) => members.get(code)!.exchange.call(call) !== null).length;
  const round = () => view().consultations.at(-1)!;

  async function act(member: string, command: RallyCommand): Promise<string> {
    const done = await members.get(member)!.exchange.command(command, `${member} desk`);
    if (!done.ok) throw new Error(`${member}: ${done.fault.code} ${done.fault.text}`);
    return done.value.call;
  }

  const propose = (unheard: 'blocks' | 'assents', reason: string) =>
    act('ROU', {
      type: 'consultation.open',
      call,
      forum: 'Council',
      proposal: 'Air policing over the delta is doubled.',
      deadlineAt: now() + 4 * HOUR,
      members: [],
      waitS: 8 * 3600,
      unheard,
      reason,
    });

  async function proposeToAll(unheard: 'blocks' | 'assents', reason: string): Promise<void> {
    await propose(unheard, reason);
    const here = view().consultations.length;
    await until('all have the proposal', () =>
      OTHERS.every((code) => members.get(code)!.exchange.call(call)?.consultations.length === here),
    );
  }

  async function cut(): Promise<void> {
    far.cut();
    await linked(21);
  }

  async function heal(): Promise<void> {
    far.heal();
    await linked(31);
  }

  /** Whoever can be heard has been heard from after the deadline. */
  const nearHeard = () =>
    until('those with a link are heard', () =>
      NEAR.every((code) => rou.exchange.federation.heardAt(code) > round().deadlineAt),
    );

  test('a call reaches the other twenty-one, says of ten that it is not sent, and reaches them when the links are back', async (t) => {
    await cut();
    const from = performance.now();
    call = await act('ROU', {
      type: 'call.open',
      title: 'Drones over the delta',
      pattern: 'decide',
      text: '',
      place: '',
      needs: [],
      members: [],
      incidentIds: [],
      label: LABEL,
    });
    await until('twenty-one have it', () => holders() === 21);
    t.diagnostic(`21 members have the call after ${Math.round(performance.now() - from)} ms`);
    await until('ROU knows that they have it', () =>
      NEAR.every((code) => reachOf(code) === 'there'),
    );
    assert.deepEqual(
      CUT.map((code) => [code, reachOf(code)]),
      CUT.map((code) => [code, 'not-sent']),
    );
    const back = performance.now();
    await heal();
    await until('all have it', () => OTHERS.every((code) => reachOf(code) === 'there'));
    assert.equal(holders(), 31);
    t.diagnostic(`the ten have it ${Math.round(performance.now() - back)} ms after the links`);
  });

  test('SIL-6: a deadline that passes in a partition waits for those not heard, then silence adopts as of the deadline', async () => {
    await proposeToAll('blocks', '');
    await cut();
    aheadMs += 5 * HOUR;
    await nearHeard();
    await until('it waits', () => round().state === 'waiting');
    await heal();
    await until('it is adopted', () => round().state === 'adopted');
    assert.equal(round().effectiveAt, round().deadlineAt);
    assert.deepEqual(round().unheardMembers, []);
  });

  test('SIL-2, SIL-6: a break made in time behind the cut link ends it as of the break', async () => {
    await proposeToAll('blocks', 'once more');
    await cut();
    aheadMs += HOUR;
    const answer = { type: 'consultation.answer', call, hours: 0 } as const;
    await act(FAR, { ...answer, answer: 'break', text: 'Our parliament has not met.' });
    const brokenAt = members.get(FAR)!.exchange.call(call)!.consultations.at(-1)!.answers[0]!.at;
    aheadMs += 4 * HOUR;
    await until('it waits', () => round().state === 'waiting');
    await heal();
    await until('it is broken', () => round().state === 'broken');
    assert.equal(round().effectiveAt, brokenAt);
  });

  test('SIL-7, SIL-8: after the wait it is unresolved or adopted as it said beforehand; a break in time contests it', async () => {
    await proposeToAll('blocks', 'a third time');
    await cut();
    aheadMs += 5 * HOUR;
    await nearHeard();
    aheadMs += 8 * HOUR;
    await until('it is unresolved', () => round().state === 'unresolved');
    assert.deepEqual([...round().unheardMembers].sort(), [...CUT].sort());
    await heal();

    await proposeToAll('assents', 'a fourth time');
    await cut();
    aheadMs += HOUR;
    const answer = { type: 'consultation.answer', call, hours: 0 } as const;
    await act(FAR, { ...answer, answer: 'break', text: 'Not without us.' });
    aheadMs += 4 * HOUR;
    await nearHeard();
    aheadMs += 8 * HOUR;
    await until('it is adopted without them', () => round().state === 'adopted');
    await heal();
    await until('it is contested', () => round().contestedBy.length > 0);
    assert.deepEqual(round().contestedBy, [FAR]);
    await until('everybody reads so', () =>
      OTHERS.every((code) => {
        const seen = members.get(code)!.exchange.call(call)!.consultations.at(-1)!;
        return seen.state === 'adopted';
      }),
    );
  });
});
