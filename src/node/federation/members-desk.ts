import type { Logger } from 'pino';
import { fail, ok, type Result } from '../../base/index.ts';
import type {
  Invitation,
  InvitationFrom,
  KeyInfo,
  LinkStatus,
  MemberCommand,
  MembersStatus,
  MemberStatus,
  QuarantineNote,
  RefusedLink,
  Refusal,
} from '../../model/index.ts';
import type { KeyRing } from '../../share/index.ts';
import type { MemberDone, MembersView } from '../api/index.ts';
import { decideMember } from './decide-member.ts';
import type { Exchange } from './exchange.ts';
import { fingerprintWords, makeInvitation, readInvitation } from './invitation.ts';
import { LinkHistoryFile } from './link-history-file.ts';
import { LinkHistory } from './link-history.ts';

const MAX_REFUSED = 20;
const MAX_QUARANTINE_SHOWN = 200;

export interface MembersDeskParts {
  readonly exchange: Exchange;
  readonly member: string;
  /** as its allies call it */
  readonly name: string;
  /** HOST:PORT where it listens; null: it dials only */
  readonly listen: () => string | null;
  readonly dataDir: string;
  readonly now: () => number;
  readonly log: Pick<Logger, 'warn'>;
}

/** What the Members screen shows and does: links as they stand, invitations, admission, terms, keys. */
export class MembersDesk implements MembersView {
  readonly #parts: MembersDeskParts;
  readonly #words = new Map<string, string>();
  readonly #history: LinkHistory;
  readonly #historyFile: LinkHistoryFile;
  #refused: readonly RefusedLink[] = [];
  #shown: { readonly text: string; readonly status: MembersStatus } | null = null;

  constructor(parts: MembersDeskParts) {
    this.#parts = parts;
    this.#historyFile = new LinkHistoryFile(parts.dataDir, (text) =>
      parts.log.warn({}, `when links were down is not kept: ${text}`),
    );
    this.#history = new LinkHistory(parts.now(), this.#historyFile.read());
  }

  /** When the links end: it must not see them go down. */
  close(): Promise<void> {
    return this.#historyFile.close(this.#history.kept(this.#parts.now()));
  }

  /** The same object until something has changed; refresh() finds out. */
  status(): MembersStatus {
    return this.#shown?.status ?? this.refresh();
  }

  /** About once a second. */
  refresh(): MembersStatus {
    const status = this.#look();
    const text = JSON.stringify(status);
    if (this.#shown?.text !== text) this.#shown = { text, status };
    return this.#shown.status;
  }

  noteRefused(who: string, why: string): void {
    const same = (one: RefusedLink): boolean => one.who === who && one.why === why;
    const times = (this.#refused.find(same)?.times ?? 0) + 1;
    const others = this.#refused.filter((one) => !same(one));
    this.#refused = [{ at: this.#parts.now(), who, why, times }, ...others].slice(0, MAX_REFUSED);
  }

  invitation(address: string | null): Invitation {
    const { exchange, member, name, now } = this.#parts;
    return makeInvitation(exchange.signer, { member, name, address, at: now() });
  }

  /** Whose invitation it is, without the words: those come from the ally itself. */
  read(text: string): Result<InvitationFrom, Refusal> {
    const read = readInvitation(this.#parts.exchange.notary, text);
    if (!read.ok) return fail({ code: 'invitation-bad', text: read.fault });
    const { member, name, address, at } = read.value;
    return ok({ member, name, address, at });
  }

  /** Carries out a decision about a member; resolves when it is on disk. */
  async command(command: MemberCommand, actor: string): Promise<Result<MemberDone, Refusal>> {
    const { exchange, member, now } = this.#parts;
    const { federation, notary } = exchange;
    const state = {
      own: member,
      roster: federation.roster,
      notary,
      ringOf: (one: string) => federation.ringOf(one),
    };
    const decided = decideMember(state, command, actor, now());
    if (!decided.ok) return decided;
    const kept = await exchange.keepMembers([decided.value.fact]);
    if (!kept.ok) return kept;
    this.refresh();
    return ok({ member: decided.value.member });
  }

  #look(): MembersStatus {
    const { exchange, member, name, listen, now } = this.#parts;
    const { federation } = exchange;
    const links = exchange.links();
    this.#history.note(links, now());
    this.#historyFile.keep(now(), (at) => this.#history.kept(at));
    const quarantine = exchange
      .quarantine()
      .slice(-MAX_QUARANTINE_SHOWN)
      .map((one): QuarantineNote => ({
        at: one.at,
        member: one.member,
        code: one.code,
        text: one.text,
        evidence: one.evidence.length,
      }))
      .reverse();
    return {
      isFederated: true,
      own: { member, name, keys: this.#keysOf(federation.ringOf(member)), listen: listen() },
      watchedFromAt: this.#history.fromAt,
      outagesDropped: this.#history.dropped,
      members: links
        .map((link) => this.#statusOf(link, now()))
        .sort((a, b) => (a.member < b.member ? -1 : 1)),
      quarantine,
      refused: this.#refused,
    };
  }

  #statusOf({ lagMs, key: _key, ...link }: LinkStatus, now: number): MemberStatus {
    const { federation } = this.#parts.exchange;
    return {
      ...link,
      // Whole ms: what lies below is noise and would make every look a change.
      clockOffsetMs: link.clockOffsetMs === null ? null : Math.round(link.clockOffsetMs),
      terms: federation.roster.get(link.member)!.terms,
      waitingSinceAt: link.queued === 0 ? null : now - lagMs,
      address: this.#parts.exchange.addressOf(link.member),
      keys: this.#keysOf(federation.ringOf(link.member)),
      outages: this.#history.of(link.member),
    };
  }

  #keysOf(ring: KeyRing | null): KeyInfo[] {
    return (ring?.keys ?? []).map(({ publicKey, fingerprint, status, endedAt }) => {
      const words = this.#wordsOf(publicKey);
      return { fingerprint, words, status, endedAt };
    });
  }

  /** Hashed once: this is asked every second. */
  #wordsOf(publicKey: string): string {
    const known = this.#words.get(publicKey);
    if (known !== undefined) return known;
    const words = fingerprintWords(this.#parts.exchange.notary, publicKey);
    this.#words.set(publicKey, words);
    return words;
  }
}
