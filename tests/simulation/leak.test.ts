/**
 * Nothing that a member may not see comes out of a node by any frame of the federation: facts of every kind under labels
 * of every sort bear a mark that says who may read them, allies lie, are put back from copies and lose their links, and
 * every octet that goes to each of them is searched. What goes to a member is the same, octet for octet, when what is
 * withheld from it was never written. A frame or fact kind that is not in the lists below makes the test fail. Both
 * transports carry these frames and add only the first word: code of the member and its changes of key. What NATS says in
 * clear beside them is walked in src/node/federation/nats/nats-links.test.ts.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { simCrypto } from '../../src/cli/sim.ts';
import { DEG_TO_RAD } from '../../src/base/index.ts';
import {
  makePicture,
  OWN_ONLY,
  type Classification,
  type Label,
  type LedgerFact,
  type MemberCommand,
  type MemberTerms,
  type RallyAct,
  type RallyCommand,
  type TrackDetail,
  type WatchCommand,
} from '../../src/model/index.ts';
import {
  decideRelabel,
  epochFact,
  itemId,
  memberFact,
  TrackSharing,
  type Envelope,
} from '../../src/share/index.ts';
import { SimNode } from '../../src/sim/index.ts';
import { ROOT } from '../root.ts';

/** Frames of the protocol. A new kind does not compile until it stands here, and fails until somebody sends one. */
const FRAMES: Readonly<Record<Envelope['message']['type'], true>> = {
  hello: true,
  batch: true,
  ack: true,
  witness: true,
  evidence: true,
  recover: true,
  recovered: true,
  tracks: true,
};

/** Acts on calls: a new one does not compile until it stands here. */
const ACTS: Readonly<Record<RallyAct['type'], true>> = {
  'call.opened': true,
  'call.needs-set': true,
  'call.closed': true,
  'call.received': true,
  'call.answering': true,
  'call.declined': true,
  'call.noted': true,
  'consultation.opened': true,
  'consultation.answered': true,
  'consultation.concluded': true,
  'pledge.made': true,
  'pledge.changed': true,
  'pledge.withdrawn': true,
  'pledge.accepted': true,
  'pledge.refused': true,
  'movement.reported': true,
  'delivery.confirmed': true,
  'delivery.released': true,
  'reminder.sent': true,
};
const WATCH = `alert.absorbed alert.acknowledged alert.cleared alert.escalated alert.filed alert.grouped alert.moved
  alert.raised alert.rectified alert.refreshed alert.repeated alert.shelved alert.unshelved alert.upgraded
  incident.alert-added incident.noted incident.opened incident.severity-raised incident.state-set
  incident.tracks-added identity.followed identity.lifted identity.overridden zone.imported zone.put zone.removed
  advisory.answered advisory.filed advisory.received advisory.repeated advisory.sent`;
const ACCESS = `account.passkey-added account.passkey-removed account.password-changed account.put account.removed
  session.revoked token.made token.revoked`;
/** The federation's own: they come about in the run below, with what they are about marked. */
const OWN = `member.admitted member.changed member.removed member.key-revoked key.rotated ledger.epoch item.recalled
  item.relabelled item.recovered`;
const PLAIN = [...Object.keys(ACTS), ...WATCH.split(/\s+/), ...ACCESS.split(/\s+/)];

/** Looks like a fact and is none. */
const COMMANDS: Readonly<Record<(WatchCommand | RallyCommand | MemberCommand)['type'], true>> = {
  'alert.acknowledge': true,
  'alert.shelve': true,
  'alert.unshelve': true,
  'alert.escalate': true,
  'incident.open': true,
  'incident.note': true,
  'incident.add-alert': true,
  'incident.add-track': true,
  'incident.state': true,
  'identity.override': true,
  'identity.lift': true,
  'zone.draw': true,
  'zone.change': true,
  'zone.import': true,
  'zone.remove': true,
  'call.open': true,
  'call.set-needs': true,
  'call.close': true,
  'call.answer-later': true,
  'call.decline': true,
  'call.note': true,
  'consultation.open': true,
  'consultation.answer': true,
  'pledge.make': true,
  'pledge.change': true,
  'pledge.withdraw': true,
  'pledge.accept': true,
  'pledge.refuse': true,
  'movement.report': true,
  'delivery.confirm': true,
  'delivery.release': true,
  'member.admit': true,
  'member.change': true,
  'member.revoke-key': true,
  'member.remove': true,
};
/** Nor these: names of files, of a text that is signed, a word of NATS, a setting, a field of the alert's body, a test's. */
const NO_FACT =
  /\.(json|sqlite|yaml|html|conf|journal|sock|pong|nats|state)$|^key\.proof$|^alert\.members$|^test\./;

test('REL-18 every kind of fact that the code writes is in the walk', () => {
  const found = new Set<string>();
  const rooms = ['judge', 'respond', 'share', 'node', 'sim', 'cli'];
  const files = rooms.flatMap((room) =>
    readdirSync(path.join(ROOT, 'src', room), { recursive: true, encoding: 'utf8' }).map((name) =>
      path.join(ROOT, 'src', room, name),
    ),
  );
  for (const file of files) {
    if (!file.endsWith('.ts') || /\.test\.ts$|workload\.ts$/.test(file)) continue;
    for (const [, kind] of readFileSync(file, 'utf8').matchAll(
      /['"`]([a-z]+\.[a-z]+(?:-[a-z]+)*)['"`]/g,
    ))
      if (!Object.hasOwn(COMMANDS, kind!) && !NO_FACT.test(kind!)) found.add(kind!);
  }
  assert.deepEqual(
    [...found].filter((kind) => ![...PLAIN, ...OWN.split(/\s+/)].includes(kind)).sort(),
    [],
    'new kinds: put facts into PLAIN (or see that the run makes them), what is none into NO_FACT',
  );
  assert.deepEqual(
    [...PLAIN, ...OWN.split(/\s+/)].filter((kind) => !found.has(kind)),
    [],
    'kinds that are gone',
  );
});

type Name = 'ROU' | 'BGR' | 'TUR' | 'DEU';
const MEMBERS: readonly Name[] = ['ROU', 'BGR', 'TUR', 'DEU'];
const CLEARED: Readonly<Record<Name, Pick<MemberTerms, 'clearance' | 'groups' | 'caveats'>>> = {
  ROU: { clearance: 'secret', groups: [], caveats: ['ORCON'] },
  BGR: { clearance: 'secret', groups: ['EAST'], caveats: ['ORCON'] },
  TUR: { clearance: 'secret', groups: [], caveats: [] },
  DEU: { clearance: 'restricted', groups: ['EAST'], caveats: [] },
};

/** What `origin` holds another member to: the same everywhere, but for TUR in the eyes of BGR. */
function termsFor(origin: Name, member: Name): (typeof CLEARED)[Name] {
  const isWider = origin === 'BGR' && member === 'TUR';
  return { ...CLEARED[member], ...(isWider ? { caveats: ['ORCON'] } : {}) };
}

interface Case {
  readonly label: Label;
  /** said here by hand, not by the gate */
  readonly readers: readonly Name[];
}
const to = (releasableTo: readonly string[], readers: readonly Name[], part = {}): Case => ({
  label: { ...OWN_ONLY, releasableTo, ...part },
  readers,
});
const CASES: Readonly<Record<string, Case>> = {
  own: to([], []),
  bgr: to(['BGR'], ['BGR']),
  tur: to(['TUR'], ['TUR']),
  rou: to(['ROU'], ['ROU']),
  'rou-tur': to(['ROU', 'TUR'], ['ROU', 'TUR']),
  east: to(['EAST'], ['BGR', 'DEU']),
  all: to(['*'], MEMBERS),
  secret: to(['*'], ['ROU', 'BGR', 'TUR'], { classification: 'secret' }),
  top: to(['*'], [], { classification: 'top-secret' }),
  orcon: to(['*'], ['ROU', 'BGR'], { caveats: ['ORCON'] }),
  'not-bgr': to(['*'], ['ROU', 'TUR', 'DEU'], { excluded: ['BGR'] }),
  // BGR gives TUR more than ROU does: see termsFor.
  wider: to(['ROU', 'TUR'], ['ROU'], { caveats: ['ORCON'] }),
  policy: to(['*'], [], { policy: 'OTHER' }),
  cosmic: to(['*'], [], { classification: 'cosmic' as Classification }),
};
/** Labels that change while links are down: they name who could read before. */
const CHANGING: Readonly<Record<string, readonly Name[]>> = {
  narrowed: ['BGR', 'DEU'],
  'late-east': ['BGR'],
  'terms-BGR': ['BGR'],
  'terms-TUR': ['TUR'],
  'terms-DEU': ['DEU'],
  'terms-ROU': ['ROU'],
  removed: [],
};

const T0 = Date.UTC(2026, 10, 24);
const crypto = simCrypto();
const mark = (origin: Name, name: string, kind: string): string =>
  `CANARY:${origin}:${name}:${kind};`;
const fact = (origin: Name, name: string, kind: string, label = CASES[name]!.label): LedgerFact => {
  const text = mark(origin, name, kind);
  const body = { id: text, text, trackNumber: 4217, zone: { name: text }, item: [text] };
  return { type: kind, at: T0, actor: text, body, label };
};

interface Sent {
  readonly from: Name;
  readonly to: Name;
  readonly kind: string;
  readonly text: string;
}

/** Four members; what is withheld from `without` is not written there at all. BGR's twin tells TUR other things. */
class World {
  readonly sent: Sent[] = [];
  readonly #without: Name | null;
  readonly #nodes: SimNode[] = [];
  readonly #flying: { from: SimNode; to: SimNode; text: string }[] = [];
  readonly #cut = new Set<string>();
  readonly #rou: SimNode;
  readonly #bgr: SimNode;
  readonly #twin: SimNode;
  readonly #deu: SimNode;
  #now = T0;

  constructor(without: Name | null) {
    this.#without = without;
    const [rou, bgr, , deu] = MEMBERS.map((member, key) => this.#make(member, key));
    [this.#rou, this.#bgr, this.#deu] = [rou!, bgr!, deu!];
    this.#twin = this.#make('BGR', 1);
    for (const node of this.#nodes)
      for (const other of this.#linked(node)) node.federation.linkUp(other.member);
  }

  /** Everything that can happen between four members, one after the other. */
  run(): void {
    this.#writeAll();
    this.#pass(40);
    this.#shareTracks();
    this.#tellUnasked();
    this.#narrowWhileAway();
    this.#changeTermsWhileAway();
    this.#noteWritten();
    this.restoredAt = this.sent.length;
    this.#putBack(this.#rou, 'a'.repeat(16));
    this.#putBack(this.#deu, 'b'.repeat(16));
    this.#rou.rotateKey(9, this.#now);
    this.#up(this.#rou);
    this.#write(this.#rou, [fact('ROU', 'all', 'call.noted'), fact('ROU', 'own', 'call.noted')]);
    this.#write(this.#rou, [
      {
        ...fact('ROU', 'removed', 'member.removed', OWN_ONLY),
        body: { member: 'XXX', reason: mark('ROU', 'removed', 'x') },
      },
      {
        ...fact('ROU', 'removed', 'member.key-revoked', OWN_ONLY),
        body: { member: 'TUR', key: 'x', reason: mark('ROU', 'removed', 'x') },
      },
    ]);
    this.#pass(40);
    this.#noteWritten();
  }

  heldBy(member: Name): string {
    const node = this.#nodes.find((one) => one.member === member)!;
    return JSON.stringify([...node.disk.store.items()]);
  }

  /** Kinds of everything ROU ever wrote, also of what it lost. */
  readonly wrote = new Set<string>();
  /** whom ROU has caught with two tongues by what TUR may not be told */
  foundOut: readonly string[] = [];
  /** how much had been sent when nodes began to be put back */
  restoredAt = 0;

  #noteWritten(): void {
    for (const { type } of this.#rou.disk.entries) this.wrote.add(type);
  }

  #make(member: Name, keyNumber: number): SimNode {
    const send = (from: SimNode, out: { to: string; envelope: Envelope }): void =>
      this.#send(from, out);
    const node = new SimNode({ member, crypto, keyNumber, skewMs: 0, send });
    this.#nodes.push(node);
    for (const [key, other] of MEMBERS.entries()) {
      if (other === member) continue;
      const { publicKey } = crypto.signer(key);
      const terms = {
        member: other,
        name: mark(member, `terms-${other}`, 'x'),
        publicKey,
        policies: ['ALLIANCE'],
        ...termsFor(member, other),
      };
      node.append([memberFact('member.admitted', terms, 'admin', T0)]);
    }
    return node;
  }

  /** The twin speaks with TUR alone, and BGR itself with the others. */
  #linked(node: SimNode): SimNode[] {
    return this.#nodes.filter((other) => {
      if (other.member === node.member) return false;
      const [a, b] = node.member === 'BGR' ? [node, other] : [other, node];
      return a.member !== 'BGR' || (a === this.#twin) === (b.member === 'TUR');
    });
  }

  #send(from: SimNode, { to: member, envelope }: { to: string; envelope: Envelope }): void {
    const to = this.#linked(from).find((one) => one.member === member)!;
    if (this.#cut.has(member) || this.#cut.has(from.member)) return;
    const text = JSON.stringify(envelope);
    this.sent.push({
      from: from.member as Name,
      to: member as Name,
      kind: envelope.message.type,
      text,
    });
    this.#flying.push({ from, to, text });
  }

  #pass(seconds: number): void {
    for (let step = 0; step < 2 * seconds; step++) {
      this.#now += 500;
      for (const node of this.#nodes) {
        node.due(this.#now);
        node.poll(this.#now);
      }
      for (let one = this.#flying.shift(); one !== undefined; one = this.#flying.shift())
        one.to.receive(one.from.member, one.text, this.#now);
    }
  }

  /** Without what the one left out may never see. */
  #write(node: SimNode, facts: readonly LedgerFact[]): void {
    const left = this.#without;
    node.append(
      facts.filter(({ actor }) => {
        const name = actor.split(':')[2]!;
        const readers = CASES[name]?.readers ?? CHANGING[name]!;
        return left === null || node.member === left || readers.includes(left);
      }),
    );
  }

  #writeAll(): void {
    const all = (origin: Name, names: readonly string[]): LedgerFact[] =>
      PLAIN.flatMap((kind) => names.map((name) => fact(origin, name, kind)));
    this.#write(this.#rou, all('ROU', Object.keys(CASES)));
    const shared = all('BGR', ['own', 'rou', 'tur', 'all', 'secret', 'top', 'not-bgr']);
    const told = (kind: string): LedgerFact[] =>
      ['rou-tur', 'wider'].map((name) => fact('BGR', name, kind));
    this.#write(this.#bgr, [...shared, ...told('call.noted')]);
    // Not what it said to ROU, under the same number: the two find out by comparing.
    this.#write(this.#twin, shared);
    this.#twin.append(told('call.declined'));
    this.#write(this.#deu, [fact('DEU', 'rou', 'call.noted'), fact('DEU', 'all', 'call.noted')]);
  }

  #shareTracks(): void {
    const names = Object.keys(CASES);
    const picture = makePicture(names.length);
    (picture as { at: number }).at = this.#now;
    for (let row = 0; row < names.length; row++) {
      picture.count++;
      picture.trackNumber[row] = 1000 + row;
      picture.latRad[row] = 44 * DEG_TO_RAD;
      picture.lonRad[row] = 28 * DEG_TO_RAD;
      for (const field of ['covEE', 'covNN', 'velEE', 'velNN', 'covUU'] as const)
        picture[field][row] = 9;
    }
    const nameOf = (trackNumber: number): string => names[trackNumber - 1000]!;
    const detailOf = (trackNumber: number): TrackDetail =>
      ({
        trackNumber,
        callsign: mark('ROU', nameOf(trackNumber), 'track'),
      }) as unknown as TrackDetail;
    const facts = {
      labelOf: (trackNumber: number) => CASES[nameOf(trackNumber)]!.label,
      detailOf,
      identityOf: () => 'unknown' as const,
    };
    const { federation } = this.#rou;
    const sharing = new TrackSharing();
    for (const gate of federation.reachable()) {
      const { member } = gate.reader;
      const frames = sharing.frame(
        member,
        { everyMs: 1000, box: null },
        'ROU',
        gate,
        picture,
        facts,
      );
      for (const [label, rows] of frames) {
        const message = { type: 'tracks', label, rows } as const;
        const envelope = federation.envelope(member, message, this.#now, this.#now);
        this.#send(this.#rou, { to: member, envelope });
      }
    }
    this.#pass(2);
  }

  /**
   * TUR shows ROU what BGR gave it and ROU would not: ROU has it otherwise, so BGR is found out, and what ROU itself was
   * told may not go to TUR in answer.
   */
  #tellUnasked(): void {
    const [rou, tur] = [this.#rou, this.#nodes.find(({ member }) => member === 'TUR')!];
    for (const { item } of tur.disk.store.items()) {
      if (!JSON.stringify(item).includes('CANARY:BGR:wider:')) continue;
      const message = { type: 'evidence', item } as const;
      const envelope = tur.federation.envelope('ROU', message, this.#now, this.#now);
      this.#send(tur, { to: 'ROU', envelope });
    }
    this.#pass(2);
    this.foundOut = rou.federation.quarantine
      .filter(({ evidence }) => JSON.stringify(evidence).includes('CANARY:BGR:wider:'))
      .map(({ member }) => member);
  }

  /** For all while TUR was away, for BGR alone when it came back. */
  #narrowWhileAway(): void {
    this.#cut.add('TUR');
    this.#rou.append([fact('ROU', 'narrowed', 'incident.noted', CASES['all']!.label)]);
    this.#pass(2);
    const { own } = this.#rou.federation;
    const id = itemId(own.list.at(-1)!);
    const facts = decideRelabel(own, id, CASES['bgr']!.label, { actor: 'desk', now: this.#now });
    assert.ok(facts.ok);
    this.#rou.append(facts.value);
    this.#pass(2);
    this.#cut.clear();
    this.#pass(40);
  }

  /** Written for the group while DEU was away and in it; it is not in it any more when it comes back. */
  #changeTermsWhileAway(): void {
    this.#cut.add('DEU');
    this.#rou.append([fact('ROU', 'late-east', 'incident.noted', CASES['east']!.label)]);
    this.#pass(2);
    const before = this.#rou.federation.roster.get('DEU')!.terms;
    this.#rou.append([memberFact('member.changed', { ...before, groups: [] }, 'admin', this.#now)]);
    this.#pass(2);
    this.#cut.clear();
    this.#pass(40);
  }

  /** Its last hours are lost to a node; the others give back what they hold. */
  #putBack(node: SimNode, epoch: string): void {
    const { entries, store } = node.disk;
    const isBefore = ({ type }: LedgerFact): boolean =>
      type.startsWith('member.') || type === 'call.opened';
    node.disk = { ...node.disk, entries: entries.filter(isBefore), store: store.copy() };
    node.given.clear();
    node.boot();
    node.append([epochFact(epoch, 9, { actor: 'restore', reason: 'restored', now: this.#now })]);
    this.#up(node);
    this.#pass(40);
  }

  #up(node: SimNode): void {
    for (const other of this.#linked(node)) {
      node.federation.linkUp(other.member);
      other.federation.linkUp(node.member);
    }
  }
}

let world: World;
before(() => {
  world = new World(null);
  world.run();
});

test('REL-18 no frame of any kind to any member holds a mark that it may not read', () => {
  const kinds = new Set<string>();
  for (const { from, to: member, kind, text } of world.sent) {
    kinds.add(`${from} ${kind}`);
    for (const [whole, origin, name] of text.matchAll(/CANARY:([A-Z]+):([A-Za-z-]+):/g)) {
      const readers = CASES[name!]?.readers ?? CHANGING[name!]!;
      assert.ok(
        origin === member || readers.includes(member) || (from === 'BGR' && name === 'wider'),
        `${whole} in a ${kind} from ${from} to ${member}`,
      );
      assert.ok(
        origin === from || kind === 'evidence' || kind === 'recovered',
        `${whole} passed on in a ${kind}`,
      );
    }
  }
  for (const kind of Object.keys(FRAMES))
    assert.ok(kinds.has(`ROU ${kind}`), `ROU sent no ${kind}`);
});

test('the walk is not idle: each member was sent every kind of fact under every label that lets it read', () => {
  for (const member of MEMBERS.filter((one) => one !== 'ROU')) {
    const text = world.sent
      .filter((one) => one.from === 'ROU' && one.to === member)
      .map((one) => one.text)
      .join();
    for (const [name, { readers }] of Object.entries(CASES))
      for (const kind of [...PLAIN, 'track'])
        assert.equal(
          text.includes(mark('ROU', name, kind)),
          readers.includes(member),
          `${name} ${kind} to ${member}`,
        );
    assert.equal(text.includes('CANARY:ROU:narrowed:'), member !== 'TUR');
    assert.ok(text.includes(`CANARY:ROU:terms-${member}:`));
  }
  for (const kind of OWN.split(/\s+/)) assert.ok(world.wrote.has(kind), kind);
  assert.ok(world.heldBy('ROU').includes('CANARY:BGR:rou:'));
  assert.deepEqual(
    world.foundOut,
    ['BGR'],
    'TUR’s evidence was heard, and not answered with ROU’s own',
  );
});

/** Frames of ROU to a member, before nodes are put back, and the rows of batches after it, each once. */
function heard({ sent, restoredAt }: World, member: Name): { before: string[]; after: string[] } {
  const frames = sent.map((one, i) => ({ ...one, i }));
  const own = frames.filter((one) => one.from === 'ROU' && one.to === member);
  const rows = own
    .filter(({ i }) => i >= restoredAt)
    .map(({ text }) => (JSON.parse(text) as Envelope).message)
    .flatMap((message) => (message.type === 'batch' ? message.rows : []))
    .map((row) => JSON.stringify(row));
  return {
    before: own.filter(({ i }) => i < restoredAt).map(({ text }) => text),
    after: [...new Set(rows)].sort(),
  };
}

for (const member of ['BGR', 'TUR', 'DEU'] as const)
  test(`FED-4 what goes to ${member} is the same octets when what is withheld from it was never written`, () => {
    const other = new World(member);
    other.run();
    const [all, fewer] = [heard(world, member), heard(other, member)];
    assert.ok(all.before.length > 20 && all.after.length > 50);
    for (const [i, text] of all.before.entries())
      assert.ok(text === fewer.before[i], `frame ${i}: ${text.slice(0, 300)}`);
    assert.equal(all.before.length, fewer.before.length);
    // The order in which lost items come back from several peers is that of the peers' answers, not of what is withheld.
    assert.deepEqual(
      all.after.filter((row) => !fewer.after.includes(row)),
      [],
    );
    assert.equal(all.after.length, fewer.after.length);
  });
