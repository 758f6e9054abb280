/** What a member, or somebody on the way, can try: each is found, named, and nothing sound is lost by it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simCrypto } from '../../src/cli/sim.ts';
import { OWN_ONLY, type Label, type LedgerFact, type MemberTerms } from '../../src/model/index.ts';
import {
  decideRelabel,
  itemId,
  memberFact,
  signItem,
  type Envelope,
  type OutboxRow,
} from '../../src/share/index.ts';
import { SimNode } from '../../src/sim/index.ts';

const T0 = Date.UTC(2026, 10, 24);
const crypto = simCrypto();
const ALL: Label = { ...OWN_ONLY, releasableTo: ['*'] };
const note = (text: string, label: Label = ALL): LedgerFact => ({
  type: 'test.note',
  at: T0,
  actor: 'desk',
  body: { text },
  label,
});

/** Nodes with perfect links; `bend` may change what one sends to another. */
class Table {
  now = T0;
  readonly nodes = new Map<string, SimNode>();
  readonly sent: { from: string; to: string; envelope: Envelope }[] = [];
  bend: (from: string, to: string, envelope: Envelope) => Envelope | null = (_, __, one) => one;

  constructor(...members: string[]) {
    members.forEach((member, keyNumber) => {
      const node = new SimNode({
        member,
        crypto,
        keyNumber,
        skewMs: 0,
        send: (from, { to, envelope }) => {
          const bent = this.bend(from.member, to, envelope);
          if (bent !== null) this.sent.push({ from: from.member, to, envelope: bent });
        },
      });
      this.nodes.set(member, node);
    });
    for (const node of this.nodes.values())
      for (const other of this.nodes.values()) if (other !== node) this.admit(node, other);
    for (const node of this.nodes.values())
      for (const other of this.nodes.keys())
        if (other !== node.member) node.federation.linkUp(other);
  }

  at(member: string): SimNode {
    return this.nodes.get(member)!;
  }

  admit(node: SimNode, other: SimNode, part: Partial<MemberTerms> = {}): void {
    const terms: MemberTerms = {
      member: other.member,
      name: other.member,
      publicKey: crypto.signer(other.disk.keyNumber).publicKey,
      clearance: 'secret',
      groups: [],
      caveats: [],
      policies: ['ALLIANCE'],
      ...part,
    };
    const type =
      node.federation.roster.get(other.member) === null ? 'member.admitted' : 'member.changed';
    node.append([memberFact(type, terms, 'admin', this.now)]);
  }

  /** Lets some time pass with everything delivered. */
  run(ms = 40_000): void {
    for (let left = ms; left > 0; left -= 500) {
      this.now += 500;
      for (const node of this.nodes.values()) {
        node.due(this.now);
        node.poll(this.now);
      }
      for (let one = this.sent.shift(); one !== undefined; one = this.sent.shift())
        this.at(one.to).receive(one.from, JSON.stringify(one.envelope), this.now);
    }
  }

  texts(member: string, origin: string): unknown[] {
    return [...this.at(member).disk.store.items()]
      .filter(({ item }) => item.origin === origin && item.type === 'test.note')
      .map(({ item }) => item.body['text']);
  }

  faults(member: string, about: string): Record<string, number> {
    return {
      ...this.at(member)
        .federation.links(this.now)
        .find((one) => one.member === about)!.faults,
    };
  }
}

/** Changes the items of batches on one way. */
function bendItems(
  table: Table,
  from: string,
  to: string,
  change: (row: OutboxRow, envelope: Envelope) => OutboxRow,
): void {
  table.bend = (a, b, envelope) => {
    const { message } = envelope;
    if (a !== from || b !== to || message.type !== 'batch') return envelope;
    return {
      ...envelope,
      message: { ...message, rows: message.rows.map((row) => change(row, envelope)) },
    };
  };
}

test('FED-7 a flipped byte is found, said, and asked for again until it comes whole', () => {
  const table = new Table('ROU', 'DEU');
  table.run();
  bendItems(table, 'ROU', 'DEU', (row) =>
    'item' in row ? { item: { ...row.item, body: { text: 'forged' } } } : row,
  );
  table.at('ROU').append([note('true')]);
  table.run(10_000);
  assert.deepEqual(table.texts('DEU', 'ROU'), []);
  assert.ok(table.faults('DEU', 'ROU')['bad-signature']! > 0);
  table.bend = (_, __, one) => one;
  table.run(10_000);
  assert.deepEqual(table.texts('DEU', 'ROU'), ['true']);
});

test('FED-7 an item signed by somebody else, or said to be of somebody else, is not taken', () => {
  const table = new Table('ROU', 'DEU', 'FRA');
  table.run();
  const foreign = crypto.signer(2);
  bendItems(table, 'ROU', 'DEU', (row) =>
    'item' in row ? { item: signItem(crypto.notary, foreign, row.item) } : row,
  );
  table.at('ROU').append([note('true')]);
  table.run(10_000);
  assert.ok(table.faults('DEU', 'ROU')['key-unknown']! > 0);
  const french = { ...note('french'), origin: 'FRA' };
  bendItems(table, 'ROU', 'DEU', (row) =>
    'item' in row ? { item: { ...row.item, ...french } } : row,
  );
  table.run(10_000);
  assert.ok(table.faults('DEU', 'ROU')['not-its-own']! > 0);
  assert.deepEqual([table.texts('DEU', 'ROU'), table.texts('DEU', 'FRA')], [[], []]);
});

test('FED-3 old messages sent again change nothing', () => {
  const table = new Table('ROU', 'DEU');
  const kept: { from: string; to: string; envelope: Envelope }[] = [];
  table.bend = (from, to, envelope) => {
    kept.push({ from, to, envelope });
    return envelope;
  };
  table.at('ROU').append([note('a'), note('b')]);
  table.run();
  const before = table.at('DEU').deliveries;
  for (const { from, to, envelope } of [...kept].reverse())
    table.at(to).receive(from, JSON.stringify(envelope), table.now);
  table.run(5_000);
  assert.equal(table.at('DEU').deliveries, before);
  assert.deepEqual(table.at('DEU').violations, []);
  assert.deepEqual(table.texts('DEU', 'ROU'), ['a', 'b']);
});

test('FED-8 a member that tells one peer otherwise than another is found by comparing, named, and its series closed', () => {
  const table = new Table('ROU', 'DEU', 'FRA');
  table.run();
  const { federation, disk } = table.at('ROU');
  const signer = crypto.signer(disk.keyNumber);
  // ROU's own node lies to FRA: the same number, another text, soundly signed.
  const lies = new Map<string, { hash: string; item: ReturnType<typeof signItem> }>();
  bendItems(table, 'ROU', 'FRA', (row) => {
    if (!('item' in row) || row.item.type !== 'test.note') return row;
    const item = signItem(crypto.notary, signer, {
      ...row.item,
      body: { text: 'we do not agree' },
    });
    lies.set(itemId(item), { hash: '', item });
    return { item };
  });
  const honest = table.bend;
  table.bend = (from, to, envelope) => {
    const bent = honest(from, to, envelope)!;
    if (bent === envelope || bent.message.type !== 'batch') return bent;
    // A liar's chain fits its lie.
    const position = table.at('FRA').disk.store.load().positions.get('ROU');
    let chain = position?.chain ?? '0'.repeat(64);
    for (const row of bent.message.rows.slice(
      Math.max(0, (position?.n ?? 0) + 1 - bent.message.from),
    ))
      if ('item' in row)
        chain = crypto.notary.hash(chain + crypto.notary.hash(contentOf(row.item)));
    return { ...bent, message: { ...bent.message, chain } };
  };
  table.at('ROU').append([note('we agree')]);
  table.run(10_000);
  assert.equal(lies.size, 1);
  assert.deepEqual(
    [table.texts('DEU', 'ROU'), table.texts('FRA', 'ROU')],
    [['we agree'], ['we do not agree']],
  );
  table.run(70_000);
  for (const member of ['DEU', 'FRA']) {
    const [found] = table.at(member).federation.quarantine;
    assert.equal(found?.member, 'ROU', member);
    assert.equal(found?.code, 'series-fork');
    assert.deepEqual(
      found.evidence.map((one) => one.body['text'] as string).sort((a, b) => (a < b ? -1 : 1)),
      ['we agree', 'we do not agree'],
    );
    const link = table
      .at(member)
      .federation.links(table.now)
      .find((one) => one.member === 'ROU')!;
    assert.equal(link.quarantined, 1);
  }
  assert.equal(federation.quarantine.length, 0);
  assert.equal(table.at('DEU').federation.quarantine.length, 1, 'said once');
});

/** Canonical text of an item's content, as hashItem hashes it. */
function contentOf(item: ReturnType<typeof signItem>): string {
  const { origin, epoch, series, number, prev, at, type, actor, body, label } = item;
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, one]) => [key, sorted(one)]),
    );
  };
  return JSON.stringify(
    sorted({ origin, epoch, series, number, prev, at, type, actor, body, label }),
  );
}

test('FED-9 a disk put back by hand begins a new epoch as soon as a peer shows it what it has forgotten', () => {
  const table = new Table('ROU', 'DEU');
  table.run();
  table.at('ROU').takeBackup();
  table.at('ROU').append([note('forgotten')]);
  table.run();
  const { backup } = table.at('ROU');
  const rou = table.at('ROU');
  rou.disk = { ...backup!, entries: [...backup!.entries], store: backup!.store.copy() };
  rou.boot();
  rou.federation.linkUp('DEU');
  table.at('DEU').federation.linkUp('ROU');
  table.run();
  assert.ok(rou.disk.entries.some((entry) => entry.type === 'ledger.epoch'));
  assert.ok(rou.disk.entries.some((entry) => entry.type === 'item.recovered'));
  rou.append([note('new')]);
  table.run();
  assert.deepEqual(table.texts('DEU', 'ROU'), ['forgotten', 'new']);
  assert.deepEqual(table.at('DEU').federation.quarantine, []);
});

test('FED-5 an item whose label narrows is taken back from those who may no longer see it, and stays with the others', () => {
  const table = new Table('ROU', 'DEU', 'FRA');
  table.at('ROU').append([note('for both')]);
  table.run();
  const own = table.at('ROU').federation.own;
  const id = itemId(own.list.find((one) => one.type === 'test.note')!);
  const facts = decideRelabel(
    own,
    id,
    { ...OWN_ONLY, releasableTo: ['DEU'] },
    { actor: 'desk', now: table.now },
  );
  assert.ok(facts.ok);
  table.at('ROU').append(facts.value);
  table.run();
  assert.deepEqual([table.texts('DEU', 'ROU'), table.texts('FRA', 'ROU')], [['for both'], []]);
  assert.equal(JSON.stringify([...table.at('FRA').disk.store.items()]).includes('for both'), false);
});

test('FED-6 a member admitted late gets everything released to it from the beginning, with progress', () => {
  const table = new Table('ROU', 'DEU');
  const notes = Array.from({ length: 450 }, (_, i) => note(`${i}`));
  table.at('ROU').append(notes);
  table.run();
  const late = new Table('ROU', 'DEU', 'BGR');
  late.bend = (from, to, one) => (from === 'BGR' || to === 'BGR' ? null : one);
  late.at('ROU').append(notes);
  late.run();
  late.bend = (_, __, one) => one;
  late.run(1_000);
  const link = late
    .at('BGR')
    .federation.links(late.now)
    .find((one) => one.member === 'ROU')!;
  assert.ok(link.announced >= 450, 'it knows how many are to come');
  late.run();
  assert.equal(late.texts('BGR', 'ROU').length, 450);
});

test('FED-4 nothing that is sent tells of what is withheld', () => {
  const say = (withheld: number): string => {
    const table = new Table('ROU', 'DEU', 'FRA');
    const heard: unknown[] = [];
    table.bend = (from, to, one) => {
      if (from === 'ROU' && to === 'DEU') heard.push(one);
      return one;
    };
    const secret = { ...OWN_ONLY, releasableTo: ['FRA'] };
    table.at('ROU').append(Array.from({ length: withheld }, () => note('not for DEU', secret)));
    table.at('ROU').append([note('for all')]);
    table.run(10_000);
    return JSON.stringify(heard);
  };
  assert.equal(say(0), say(9));
});

test('FED-10 a call with ten links down shows ten as not sent, and completes on all when they return', () => {
  const members = Array.from({ length: 32 }, (_, i) => `M${String(i).padStart(2, '0')}`);
  const table = new Table(...members);
  const down = new Set(members.slice(22));
  table.run(10_000);
  for (const member of down) {
    table.at('M00').federation.linkDown(member);
    table.at(member).federation.linkDown('M00');
  }
  const terms = {
    title: 'help',
    pattern: 'help',
    text: '',
    place: '',
    needs: [],
    members: [],
  } as const;
  table.at('M00').command({ type: 'call.open', ...terms, incidentIds: [], label: ALL }, table.now);
  table.run(2_000);
  const { federation } = table.at('M00');
  const id = itemId(federation.own.list.find((one) => one.type === 'call.opened')!);
  const reach = (): Record<string, number> => {
    const count: Record<string, number> = {};
    for (const member of members.slice(1)) {
      const one = federation.reachOf(member, id);
      count[one] = (count[one] ?? 0) + 1;
    }
    return count;
  };
  assert.deepEqual(reach(), { there: 21, 'not-sent': 10 });
  for (const member of down) {
    federation.linkUp(member);
    table.at(member).federation.linkUp('M00');
  }
  table.run(10_000);
  assert.deepEqual(reach(), { there: 31 });
  for (const member of members) assert.equal([...table.at(member).book.calls()].length, 1, member);
});
