import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LedgerEntry, LedgerFact, MemberCommand } from '../../model/index.ts';
import { Federation, MemoryFederationStore } from '../../share/index.ts';
import { createNotary, seededSigner } from '../store/index.ts';
import { decideMember } from './decide-member.ts';
import { fingerprintWords, makeInvitation } from './invitation.ts';

const notary = createNotary();
const T0 = Date.UTC(2026, 10, 24);
const TERMS = { clearance: 'secret', groups: ['EAST'], caveats: [] } as const;

/** ROU's administrator, with a log on paper. */
class Desk {
  readonly entries: LedgerEntry[] = [];
  readonly federation = new Federation({
    member: 'ROU',
    notary,
    signer: seededSigner(1),
    log: { read: (after, limit) => this.entries.slice(after, after + limit) },
    store: new MemoryFederationStore(),
  });

  do(command: MemberCommand): string {
    const { federation } = this;
    const ringOf = (member: string) => federation.ringOf(member);
    const state = { own: 'ROU', roster: federation.roster, notary, ringOf };
    const decided = decideMember(state, command, 'admin', T0 + this.entries.length);
    if (!decided.ok) return decided.fault.code;
    this.#keep(decided.value.fact);
    return 'done';
  }

  #keep(fact: LedgerFact): void {
    const seq = this.entries.length + 1;
    const entry = { ...fact, origin: 'ROU', seq, prev: '', signature: '' };
    this.entries.push(entry);
    this.federation.addOwn(entry);
  }

  keys(): string[] {
    return (this.federation.ringOf('BGR')?.keys ?? []).map((key) => key.status);
  }
}

function admit(member: string, key: number, words?: string): MemberCommand {
  const signer = seededSigner(key);
  const address = `${member.toLowerCase()}.example:7443`;
  const invitation = makeInvitation(signer, { member, name: member, address, at: T0 });
  return {
    type: 'member.admit',
    invitation: JSON.stringify(invitation),
    words: words ?? fingerprintWords(notary, signer.publicKey),
    ...TERMS,
  };
}

test('nobody is admitted without the words of its key, nor by a changed invitation, nor oneself', () => {
  const desk = new Desk();
  assert.equal(desk.do(admit('BGR', 2, 'eight other words')), 'words-wrong');
  const sound = admit('BGR', 2) as Extract<MemberCommand, { type: 'member.admit' }>;
  const changed = { ...sound, invitation: sound.invitation.replace('bgr.example', 'bad.example') };
  assert.equal(desk.do(changed), 'invitation-bad');
  assert.equal(desk.do(admit('ROU', 1)), 'own-invitation');
  assert.deepEqual(desk.federation.roster.names(), []);
  const spoken = { ...sound, words: ` ${sound.words.toUpperCase().replaceAll('-', ' ')} ` };
  assert.equal(desk.do(spoken), 'done');
  assert.equal(desk.federation.roster.get('BGR')?.terms.address, 'bgr.example:7443');
});

test('terms change and the key stays; a member unknown here has none to change', () => {
  const desk = new Desk();
  const change = { member: 'BGR', ...TERMS, clearance: 'restricted', address: '' } as const;
  assert.equal(desk.do({ type: 'member.change', ...change }), 'member-unknown');
  desk.do(admit('BGR', 2));
  assert.equal(desk.do({ type: 'member.change', ...change }), 'done');
  assert.equal(desk.federation.roster.get('BGR')?.terms.clearance, 'restricted');
  assert.deepEqual(desk.keys(), ['current']);
});

test('a new key pinned by hand retires the one before, which stays known; a revoked one never comes back', () => {
  const desk = new Desk();
  desk.do(admit('BGR', 2));
  const first = desk.federation.ringOf('BGR')!.keys[0]!;
  assert.equal(desk.do(admit('BGR', 3)), 'done');
  assert.deepEqual(desk.keys(), ['retired', 'current']);
  const revoke = { type: 'member.revoke-key', member: 'BGR', reason: 'stolen' } as const;
  assert.equal(desk.do({ ...revoke, key: 'no such key' }), 'key-unknown');
  assert.equal(desk.do({ ...revoke, key: first.fingerprint }), 'done');
  assert.deepEqual(desk.keys(), ['revoked', 'current']);
  assert.equal(desk.do(admit('BGR', 2)), 'done');
  assert.deepEqual(desk.keys(), ['revoked', 'current']);
  assert.equal(desk.federation.isKeyOf('BGR', seededSigner(2).publicKey, []), false);
  assert.equal(desk.federation.isKeyOf('BGR', seededSigner(3).publicKey, []), true);
});

test('a member that is removed has no link any more', () => {
  const desk = new Desk();
  desk.do(admit('BGR', 2));
  assert.equal(desk.do({ type: 'member.remove', member: 'BGR', reason: '' }), 'done');
  assert.equal(desk.federation.isKeyOf('BGR', seededSigner(2).publicKey, []), false);
  assert.deepEqual(desk.federation.links(T0), []);
});
