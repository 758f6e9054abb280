import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fail, ok } from '../../base/index.ts';
import {
  OWN_ONLY,
  type LedgerEntry,
  type LedgerFact,
  type RallyCommand,
} from '../../model/index.ts';
import { localEvent, RallyDesk } from './rally-desk.ts';
import { paperLog } from './testing.ts';

const T0 = Date.UTC(2026, 10, 24, 4, 0, 0);
const HOUR = 3_600_000;
const ALL = { ...OWN_ONLY, releasableTo: ['*'] };

/** Two desks that hand each other everything they wrote, while the line is up. */
class Pair {
  now = T0;
  isUp = true;
  diskFull = false;
  readonly log: LedgerEntry[] = [];
  readonly #write = paperLog((entry) => this.log.push(entry));
  readonly desks = new Map(['ROU', 'DEU'].map((member) => [member, this.#make(member)]));
  #handed = 0;

  #make(member: string): RallyDesk {
    const allies = ['ROU', 'DEU'].filter((one) => one !== member);
    const commit = (facts: readonly LedgerFact[]) =>
      this.diskFull
        ? Promise.resolve(fail({ code: 'disk-full', text: 'no space' }))
        : this.#write(member, facts);
    return new RallyDesk({ member, exercise: false, allies, commit, now: () => this.now });
  }

  desk(member: string): RallyDesk {
    return this.desks.get(member)!;
  }

  async beat(): Promise<void> {
    for (const desk of this.desks.values()) await desk.tick();
    if (!this.isUp) return;
    for (const entry of this.log.slice(this.#handed))
      for (const [member, desk] of this.desks)
        if (member !== entry.origin) desk.receive([localEvent(entry)]);
    this.#handed = this.log.length;
  }

  only(member: string) {
    const [call] = this.desk(member).calls();
    assert.ok(call, `${member} has the call`);
    return call;
  }
}

const OPEN: RallyCommand = {
  type: 'call.open',
  title: 'Drones over the delta',
  pattern: 'help',
  text: '',
  place: 'Tulcea',
  needs: [
    { id: 'n1', capability: 'radar', quantity: 3, unit: '', neededAt: T0 + 48 * HOUR, note: '' },
  ],
  members: [],
  incidentIds: [],
  label: ALL,
};
const pledge = (call: string): RallyCommand => ({
  type: 'pledge.make',
  call,
  needId: 'n1',
  capability: 'radar',
  quantity: 2,
  unit: '',
  from: 'Bremen',
  readyAt: T0 + HOUR,
  arriveAt: null,
  conditions: '',
  expiresAt: null,
  provisional: false,
});

test('a call is opened, heard of, answered and seen on both sides', async () => {
  const pair = new Pair();
  const opened = await pair.desk('ROU').command(OPEN, 'desk');
  assert.ok(opened.ok);
  assert.equal(pair.only('ROU').id, opened.value.call);
  await pair.beat();
  await pair.beat();
  await pair.beat();
  assert.equal(pair.only('ROU').members[0]!.stand, 'received', 'its node says so by itself');
  assert.ok((await pair.desk('DEU').command(pledge(opened.value.call), 'desk')).ok);
  await pair.beat();
  assert.equal(pair.only('ROU').needs[0]!.pledged, 2);
  assert.equal(pair.only('ROU').needs[0]!.shortfall, 1);
});

test('with the line cut the call shows as not sent, and goes on when the line is back', async () => {
  const pair = new Pair();
  pair.isUp = false;
  await pair.desk('ROU').command(OPEN, 'desk');
  await pair.beat();
  assert.equal(pair.only('ROU').members[0]!.reach, 'not-sent');
  assert.deepEqual(pair.desk('DEU').calls(), []);
  pair.isUp = true;
  for (let i = 0; i < 3; i++) await pair.beat();
  assert.equal(pair.only('ROU').members[0]!.reach, 'there');
});

test('a restarted desk shows what the ledger holds', async () => {
  const pair = new Pair();
  await pair.desk('ROU').command(OPEN, 'desk');
  const before = pair.only('ROU');
  const again = new RallyDesk({
    member: 'ROU',
    exercise: false,
    allies: ['DEU'],
    commit: () => Promise.resolve(ok([])),
    now: () => pair.now,
  });
  for (const entry of pair.log) again.restore(entry);
  again.refresh();
  assert.deepEqual(again.calls(), [before]);
});

test('what the disk refuses did not happen', async () => {
  const pair = new Pair();
  pair.diskFull = true;
  const opened = await pair.desk('ROU').command(OPEN, 'desk');
  assert.equal(opened.ok ? '' : opened.fault.code, 'disk-full');
  assert.deepEqual(pair.desk('ROU').calls(), []);
});

test('what the node itself could not write for want of disk is written later', async () => {
  const pair = new Pair();
  await pair.desk('ROU').command(OPEN, 'desk');
  await pair.beat();
  pair.diskFull = true;
  await pair.desk('DEU').tick();
  assert.equal(pair.log.length, 1);
  pair.diskFull = false;
  await pair.desk('DEU').tick();
  assert.equal(pair.log.at(-1)!.type, 'call.received');
});

test('a view stays the same object while nothing changed, and the listener hears of changes only', async () => {
  const pair = new Pair();
  let changes = 0;
  pair.desk('ROU').onChange = () => changes++;
  await pair.desk('ROU').command(OPEN, 'desk');
  const before = pair.only('ROU');
  pair.now += 1000;
  await pair.desk('ROU').tick();
  assert.equal(pair.only('ROU'), before);
  assert.equal(changes, 1);
});
