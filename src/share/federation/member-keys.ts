import {
  followRotations,
  makeKeyRing,
  readRotation,
  revokeKey,
  rotateKey,
} from '../ledger/key-ring.ts';
import type { KeyRing } from '../ledger/key-ring.ts';
import type { Notary, Signer } from '../ledger/notary.ts';
import type { RosterMember } from './roster.ts';

/** The keys a node goes by: its own with every change of it, and those it has pinned of other members. */
export class MemberKeys {
  /** changes of the own key, oldest first: KeyRotation */
  readonly rotations: unknown[] = [];
  readonly #notary: Notary;
  readonly #member: string;
  readonly #signer: Signer;
  readonly #rings = new Map<string, KeyRing>();
  #own: KeyRing;

  constructor(notary: Notary, member: string, signer: Signer, stored: readonly KeyRing[]) {
    this.#notary = notary;
    this.#member = member;
    this.#signer = signer;
    this.#own = makeKeyRing(notary, member, signer.publicKey);
    for (const ring of stored) this.put(ring);
  }

  /** this node's own keys */
  get own(): KeyRing {
    return this.#own;
  }

  /** The pinned keys of another member. */
  get(member: string): KeyRing | undefined {
    return this.#rings.get(member);
  }

  put(ring: KeyRing): void {
    this.#rings.set(ring.member, ring);
  }

  /** Whether a key is a member's current one, by the pinned one and changes of key that prove themselves. */
  isKeyOf(member: string, publicKey: string, rotations: readonly unknown[]): boolean {
    const ring = this.#rings.get(member);
    if (ring === undefined) return false;
    const { keys } = followRotations(this.#notary, ring, rotations, 0);
    return keys.some((key) => key.status === 'current' && key.publicKey === publicKey);
  }

  /**
   * After the terms of a member were set: a key that is new to us is pinned, and those before it are retired, so that
   * what was taken under them stays verifiable; what was revoked is revoked.
   */
  pin({ terms, revoked, setAt }: RosterMember): void {
    const { member, publicKey } = terms;
    const before = this.#rings.get(member);
    let ring =
      before === undefined
        ? makeKeyRing(this.#notary, member, publicKey)
        : rotateKey(this.#notary, before, publicKey, setAt);
    for (const [key, at] of revoked) ring = revokeKey(ring, key, at);
    this.put(ring);
  }

  /** The body of a `key.rotated` entry of the own log. */
  noteOwnRotation(body: unknown): void {
    const notary = this.#notary;
    if (readRotation(notary, this.#member, body) === null) return;
    this.rotations.push(body);
    // The first key is the one that the first change names.
    const first = readRotation(notary, this.#member, this.rotations[0])?.oldKey;
    const ring = makeKeyRing(notary, this.#member, first ?? this.#signer.publicKey);
    this.#own = followRotations(notary, ring, this.rotations, Number.MAX_VALUE);
  }
}
