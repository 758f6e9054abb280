import { canonicalJson, fail, ok, type Json, type Result } from '../../base/index.ts';
import type { ItemFault, LedgerFact, SharedItem } from '../../model/index.ts';
import { contentText } from './item.ts';
import { fingerprint, type Notary, type Signer } from './notary.ts';

/** One key a member has or had. */
export interface MemberKey {
  /** hex SPKI */
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly status: 'current' | 'retired' | 'revoked';
  /** from when on this node no longer takes new items signed with it; null while current */
  readonly endedAt: number | null;
}

/**
 * The keys of one member, as this node has pinned them. New items must bear the current key; items taken earlier stay
 * verifiable with the key they came under, unless they were taken after that key was revoked. Immutable.
 */
export interface KeyRing {
  readonly member: string;
  readonly keys: readonly MemberKey[];
}

export const MAX_KEYS = 100;

export function makeKeyRing(notary: Notary, member: string, publicKey: string): KeyRing {
  return { member, keys: [currentKey(notary, publicKey)] };
}

function currentKey(notary: Notary, publicKey: string): MemberKey {
  return {
    publicKey,
    fingerprint: fingerprint(notary, publicKey),
    status: 'current',
    endedAt: null,
  };
}

/** The member's new key; the one before is retired: it signs nothing new. */
export function rotateKey(notary: Notary, ring: KeyRing, publicKey: string, at: number): KeyRing {
  if (ring.keys.some((key) => key.publicKey === publicKey)) return ring;
  const old = ring.keys.map((key) =>
    key.status === 'current' ? { ...key, status: 'retired' as const, endedAt: at } : key,
  );
  return { ...ring, keys: [...old, currentKey(notary, publicKey)].slice(-MAX_KEYS) };
}

/**
 * A key known or feared to be in other hands. Items taken before `at` stand; nothing signed with it is taken any more.
 * @param key its fingerprint
 */
export function revokeKey(ring: KeyRing, key: string, at: number): KeyRing {
  return {
    ...ring,
    keys: ring.keys.map((one) =>
      one.fingerprint === key
        ? { ...one, status: 'revoked' as const, endedAt: Math.min(at, one.endedAt ?? at) }
        : one,
    ),
  };
}

/**
 * Whether an item bears its originator's signature.
 * @param takenAt null for an item that arrives now; for a stored one, when this node took it
 */
export function checkSignature(
  notary: Notary,
  ring: KeyRing,
  item: SharedItem,
  takenAt: number | null,
): Result<true, ItemFault> {
  const refuse = (code: ItemFault['code'], text: string): Result<true, ItemFault> =>
    fail({ code, member: item.origin, text });
  const key = ring.keys.find((one) => one.fingerprint === item.key);
  if (item.origin !== ring.member || key === undefined)
    return refuse('key-unknown', `${item.origin} has no key ${item.key} here`);
  if (key.status !== 'current' && (takenAt === null || takenAt > (key.endedAt ?? 0)))
    return refuse(
      key.status === 'revoked' ? 'key-revoked' : 'key-retired',
      `the key ${item.key} of ${item.origin} is ${key.status}`,
    );
  if (!notary.verify(key.publicKey, contentText(item), item.signature))
    return refuse(
      'bad-signature',
      `the signature of item ${item.number} of ${item.origin} does not fit`,
    );
  return ok(true);
}

/** What the new key signs to show that whoever announces it holds it. */
function proofText(member: string, oldKey: string, newKey: string): string {
  return canonicalJson({ type: 'key.proof', member, oldKey, newKey } satisfies Json);
}

/** The fact that announces a new key. It is the last one the old key signs, and is for all members. */
export function rotationFact(
  member: string,
  oldSigner: Signer,
  newSigner: Signer,
  now: number,
): LedgerFact {
  const body = {
    oldKey: oldSigner.publicKey,
    newKey: newSigner.publicKey,
    proof: newSigner.sign(proofText(member, oldSigner.publicKey, newSigner.publicKey)),
  };
  return {
    type: 'key.rotated',
    at: now,
    actor: 'administrator',
    body,
    label: {
      policy: 'ALLIANCE',
      classification: 'unclassified',
      releasableTo: ['*'],
      caveats: [],
      exercise: false,
    },
  };
}

/** The new key of a `key.rotated` fact; null when it is malformed or the proof does not fit. */
export function readRotation(
  notary: Notary,
  origin: string,
  fact: Pick<LedgerFact, 'type' | 'body'>,
): { readonly oldKey: string; readonly newKey: string } | null {
  if (fact.type !== 'key.rotated') return null;
  const { oldKey, newKey, proof } = fact.body;
  if (typeof oldKey !== 'string' || typeof newKey !== 'string' || typeof proof !== 'string')
    return null;
  if (!notary.verify(newKey, proofText(origin, oldKey, newKey), proof)) return null;
  return { oldKey, newKey };
}
