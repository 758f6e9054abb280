import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { fail, ok, type Result } from '../../base/index.ts';
import type { PasskeyInfo, Refusal } from '../../model/index.ts';
import { writeWhole } from '../whole-file.ts';

interface KeptPasskey extends PasskeyInfo {
  readonly account: string;
  /** base64url of the COSE key */
  readonly publicKey: string;
  /** signatures so far as the authenticator counts them; 0: it does not */
  readonly counter: number;
}

/** The page that asks: its name is what keys are bound to, its origin what they sign. */
export interface RelyingParty {
  readonly id: string;
  readonly origins: readonly string[];
}

export interface Ticket<O> {
  /** to be sent back with the browser's answer; good once, for five minutes */
  readonly ticket: string;
  readonly options: O;
}

const MAX_AN_ACCOUNT = 10;
const MAX_TICKETS = 1000;
const TICKET_MS = 5 * 60_000;

const NOT_TAKEN: Refusal = { code: 'bad-login', text: 'the passkey was not accepted' };

/**
 * The relying party for a page opened at this Host (one that the node answers to), or why there is none: browsers bind
 * passkeys to a name and refuse addresses.
 */
export function relyingParty(host: string): Result<RelyingParty, Refusal> {
  const id = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  if (isIP(id) === 0 && id !== '')
    return ok({ id, origins: [`https://${host}`, `http://${host}`] });
  const port = /:\d+$/.exec(host)?.[0] ?? '';
  const text = `browsers bind passkeys to a name, not to an address: on this machine open http://localhost${port}, elsewhere the node by its name`;
  return fail({ code: 'passkey-needs-name', text });
}

/**
 * Passkeys of the accounts of one node (WebAuthn level 2, discoverable, with user verification): a small file beside the
 * accounts. At most 10 an account; challenges are random, good once and for five minutes, 1,000 at a time: at the bound
 * the oldest is void.
 */
export class Passkeys {
  readonly #file: string;
  #keys: readonly KeptPasskey[];
  readonly #tickets = new Map<string, { challenge: string; account: string | null; at: number }>();

  constructor(dataDir: string) {
    this.#file = path.join(dataDir, 'passkeys.json');
    this.#keys = existsSync(this.#file)
      ? (JSON.parse(readFileSync(this.#file, 'utf8')) as KeptPasskey[])
      : [];
  }

  list(account: string): readonly PasskeyInfo[] {
    return this.#keys
      .filter((key) => key.account === account)
      .map(({ id, name, createdAt, usedAt }) => ({ id, name, createdAt, usedAt }));
  }

  remove(account: string, id: string): boolean {
    return this.#write(this.#keys.filter((key) => key.account !== account || key.id !== id));
  }

  removeAll(account: string): void {
    this.#write(this.#keys.filter((key) => key.account !== account));
  }

  async offer(
    account: string,
    party: RelyingParty,
    now: number,
  ): Promise<Result<Ticket<PublicKeyCredentialCreationOptionsJSON>, Refusal>> {
    const known = this.list(account);
    if (known.length >= MAX_AN_ACCOUNT)
      return fail({ code: 'too-many-passkeys', text: `${MAX_AN_ACCOUNT} an account: remove one` });
    const options = await generateRegistrationOptions({
      rpName: 'Tocsin',
      rpID: party.id,
      userName: account,
      userID: Uint8Array.from(userHandle(account)),
      attestationType: 'none',
      excludeCredentials: known.map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return ok({ ticket: this.#issue(options.challenge, account, now), options });
  }

  /** Takes a new key, when the answer is to the challenge of this ticket of this account. */
  async add(
    account: string,
    given: { readonly ticket: string; readonly name: string; readonly response: unknown },
    party: RelyingParty,
    now: number,
  ): Promise<Result<PasskeyInfo & { readonly keep: () => void }, Refusal>> {
    const ticket = this.#redeem(given.ticket, now);
    if (ticket === null || ticket.account !== account) return fail(NOT_TAKEN);
    const verified = await quietly(() =>
      verifyRegistrationResponse({
        response: given.response as RegistrationResponseJSON,
        expectedChallenge: ticket.challenge,
        expectedOrigin: [...party.origins],
        expectedRPID: party.id,
        requireUserVerification: true,
      }),
    );
    if (verified?.verified !== true) return fail(NOT_TAKEN);
    const { credential } = verified.registrationInfo;
    if (this.#keys.some(({ id }) => id === credential.id)) return fail(NOT_TAKEN);
    const info = { id: credential.id, name: given.name, createdAt: now, usedAt: null };
    const publicKey = Buffer.from(credential.publicKey).toString('base64url');
    const keep = (): void => {
      this.#write([...this.#keys, { ...info, account, publicKey, counter: credential.counter }]);
    };
    return ok({ ...info, keep });
  }

  /** A challenge for whoever holds a key: nothing in it tells which accounts there are. */
  async ask(
    party: RelyingParty,
    now: number,
  ): Promise<Ticket<PublicKeyCredentialRequestOptionsJSON>> {
    const options = await generateAuthenticationOptions({
      rpID: party.id,
      userVerification: 'required',
    });
    return { ticket: this.#issue(options.challenge, null, now), options };
  }

  /** The account whose key answered; a key that counts backwards is a copy and is refused. */
  async check(
    given: { readonly ticket: string; readonly response: unknown },
    party: RelyingParty,
    now: number,
  ): Promise<Result<string, Refusal>> {
    const ticket = this.#redeem(given.ticket, now);
    const response = given.response as AuthenticationResponseJSON;
    const key = this.#keys.find(({ id }) => id === response.id);
    if (ticket === null || ticket.account !== null || key === undefined) return fail(NOT_TAKEN);
    const handle = response.response?.userHandle;
    if (handle !== undefined && handle !== userHandle(key.account).toString('base64url'))
      return fail(NOT_TAKEN);
    const verified = await quietly(() =>
      verifyAuthenticationResponse({
        response,
        expectedChallenge: ticket.challenge,
        expectedOrigin: [...party.origins],
        expectedRPID: party.id,
        credential: {
          id: key.id,
          publicKey: Uint8Array.from(Buffer.from(key.publicKey, 'base64url')),
          counter: key.counter,
        },
        requireUserVerification: true,
      }),
    );
    if (verified?.verified !== true) return fail(NOT_TAKEN);
    const counter = verified.authenticationInfo.newCounter;
    this.#write(this.#keys.map((one) => (one === key ? { ...one, counter, usedAt: now } : one)));
    return ok(key.account);
  }

  #issue(challenge: string, account: string | null, now: number): string {
    const ticket = randomBytes(16).toString('base64url');
    this.#tickets.set(ticket, { challenge, account, at: now });
    if (this.#tickets.size > MAX_TICKETS) {
      const [oldest] = this.#tickets.keys();
      if (oldest !== undefined) this.#tickets.delete(oldest);
    }
    return ticket;
  }

  #redeem(ticket: string, now: number): { challenge: string; account: string | null } | null {
    const found = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    return found === undefined || now - found.at > TICKET_MS ? null : found;
  }

  #write(keys: readonly KeptPasskey[]): boolean {
    if (keys.length === this.#keys.length && keys.every((key, i) => key === this.#keys[i]))
      return false;
    writeWhole(this.#file, JSON.stringify(keys, null, 1));
    this.#keys = keys;
    return true;
  }
}

/** What the authenticator keeps of the account: not its name. */
function userHandle(account: string): Buffer {
  return createHash('sha256').update(`tocsin account ${account}`).digest();
}

/** The library throws for what does not verify and for what is malformed: both are the sender's trouble. */
async function quietly<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch {
    return null;
  }
}
