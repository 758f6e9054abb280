/** Thirty-one members with links in every state, and the real rules for admitting one: for browser tests. */
import { fail, ok, type Result } from '../../src/base/index.ts';
import {
  ALLIANCE,
  type Invitation,
  type InvitationFrom,
  type MemberCommand,
  type MembersStatus,
  type MemberStatus,
  type Refusal,
} from '../../src/model/index.ts';
import type { MemberDone, MembersView } from '../../src/node/api/index.ts';
import {
  decideMember,
  fingerprintWords,
  makeInvitation,
  readInvitation,
} from '../../src/node/federation/index.ts';
import { createNotary, keyFingerprint, seededSigner } from '../../src/node/store/index.ts';
import { Roster, type Signer } from '../../src/share/index.ts';

const MINUTE = 60_000;
const notary = createNotary();

/** What is out of the ordinary, by member. */
const CASES: Readonly<Record<string, (now: number) => Partial<MemberStatus>>> = {
  ISL: (now) => ({
    isUp: false,
    heardAt: now - 38 * MINUTE,
    ...waiting(now, 41, 38),
    outages: [
      { fromAt: now - 190 * MINUTE, toAt: now - 152 * MINUTE },
      { fromAt: now - 38 * MINUTE, toAt: null },
    ],
  }),
  MNE: (now) => ({ isUp: false, heardAt: now - 3 * MINUTE, ...waiting(now, 6, 3) }),
  PRT: () => ({ isUp: false, heardAt: null, clockOffsetMs: null, address: '' }),
  FIN: () => ({ received: 1_240, announced: 5_000 }),
  HUN: (now) => waiting(now, 17, 2),
  GRC: () => ({ clockOffsetMs: 4_300 }),
  TUR: () => ({ faults: { 'bad-signature': 2 }, trouble: 'the signature does not fit' }),
  ALB: () => ({
    quarantined: 1,
    faults: { 'series-fork': 1 },
    trouble: 'two different items with number 12',
  }),
};

function waiting(now: number, queued: number, minutes: number): Partial<MemberStatus> {
  return { queued, waitingSinceAt: now - minutes * MINUTE };
}

/** The members a federated ROU would show; the clock of the links goes on with setNow(). */
export class FakeMembers implements MembersView {
  readonly commands: MemberCommand[] = [];
  readonly signer: Signer = seededSigner(1);
  readonly #roster = new Roster();
  #status: MembersStatus;

  constructor(now: number) {
    const allies = ALLIANCE.filter(({ code }) => code !== 'ROU');
    this.#status = {
      isFederated: true,
      own: {
        member: 'ROU',
        name: 'Romania',
        keys: keysOf(this.signer),
        listen: '0.0.0.0:7443',
      },
      watchedFromAt: now - 300 * MINUTE,
      outagesDropped: 0,
      members: allies.map(({ code, name }, i) => statusOf(code, name, seededSigner(i + 2), now)),
      quarantine: [
        {
          at: now - 26 * MINUTE,
          member: 'ALB',
          code: 'series-fork',
          text: 'two different items with number 12 in one series, both signed by ALB',
          evidence: 2,
        },
        {
          at: now - 71 * MINUTE,
          member: 'TUR',
          code: 'bad-signature',
          text: 'the signature of item 7 of TUR does not fit',
          evidence: 0,
        },
      ],
      refused: [
        { at: now - MINUTE, who: 'UKR', why: 'its key is not the one that is pinned', times: 14 },
      ],
    };
  }

  status(): MembersStatus {
    return this.#status;
  }

  invitation(address: string | null): Invitation {
    return makeInvitation(this.signer, { member: 'ROU', name: 'Romania', address, at: 0 });
  }

  read(text: string): Result<InvitationFrom, Refusal> {
    const read = readInvitation(notary, text);
    return read.ok ? read : fail({ code: 'invitation-bad', text: read.fault });
  }

  command(command: MemberCommand): Promise<Result<MemberDone, Refusal>> {
    this.commands.push(command);
    if (command.type !== 'member.admit') return Promise.resolve(ok({ member: command.member }));
    const state = { own: 'ROU', roster: this.#roster, notary, ringOf: () => null };
    const decided = decideMember(state, command, 'admin', 0);
    if (!decided.ok) return Promise.resolve(decided);
    const { member } = decided.value;
    const added = { ...statusOf(member, member, seededSigner(99), 0), isUp: false, heardAt: null };
    const members = [...this.#status.members, added];
    this.#status = { ...this.#status, members };
    return Promise.resolve(ok({ member }));
  }
}

function keysOf({ publicKey }: Signer): MemberStatus['keys'] {
  const fingerprint = keyFingerprint(publicKey);
  const words = fingerprintWords(notary, publicKey);
  return [{ fingerprint, words, status: 'current', endedAt: null }];
}

function statusOf(member: string, name: string, signer: Signer, now: number): MemberStatus {
  const terms = {
    member,
    name,
    publicKey: signer.publicKey,
    clearance: 'secret',
    groups: ['EAST'],
    caveats: [],
    policies: ['ALLIANCE'],
  } as const;
  return {
    member,
    name,
    isUp: true,
    heardAt: now - 2_000,
    clockOffsetMs: 12,
    queued: 0,
    sent: 318,
    received: 57,
    announced: 57,
    tracksSent: 4_200,
    tracksReceived: 3_100,
    faults: {},
    trouble: '',
    quarantined: 0,
    terms,
    waitingSinceAt: null,
    outages: [],
    address: `${member.toLowerCase()}.example:7443`,
    keys: keysOf(signer),
    ...CASES[member]?.(now),
  };
}
