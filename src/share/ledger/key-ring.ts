import { canonicalJson, fail, ok, type Json, type Result } from '../../base/index.ts';
import { OWN_ONLY, type ItemFault, type LedgerFact, type SharedItem } from '../../model/index.ts';
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
 * @param text contentText() of the item, when it is at hand
 */
export function checkSignature(
  notary: Notary,
  ring: KeyRing,
  item: SharedItem,
  takenAt: number | null,
  text = contentText(item),
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
  if (!notary.verify(key.publicKey, text, item.signature))
    return refuse(
      'bad-signature',
      `the signature of item ${item.number} of ${item.origin} does not fit`,
    );
  return ok(true);
}

/** What both keys sign: the old one consents, the new one shows that whoever announces it holds it. */
function proofText(member: string, oldKey: string, newKey: string): string {
  return canonicalJson({ type: 'key.proof', member, oldKey, newKey } satisfies Json);
}

/** A change of key that proves itself: the old key consents to it, the new one is held by who announces it. */
export interface KeyRotation {
  readonly oldKey: string;
  readonly newKey: string;
  /** by the new key */
  readonly proof: string;
  /** by the old key */
  readonly consent: string;
}

/** The fact that announces a new key, for all members. */
export function rotationFact(
  member: string,
  oldSigner: Signer,
  newSigner: Signer,
  now: number,
): LedgerFact {
  const text = proofText(member, oldSigner.publicKey, newSigner.publicKey);
  const body = {
    oldKey: oldSigner.publicKey,
    newKey: newSigner.publicKey,
    proof: newSigner.sign(text),
    consent: oldSigner.sign(text),
  };
  return {
    type: 'key.rotated',
    at: now,
    actor: 'administrator',
    body,
    label: { ...OWN_ONLY, releasableTo: ['*'] },
  };
}

/** The change of key in the body of a `key.rotated` fact; null when it is malformed or a signature does not fit. */
export function readRotation(notary: Notary, member: string, body: unknown): KeyRotation | null {
  const { oldKey, newKey, proof, consent } = (body ?? {}) as Partial<Record<string, unknown>>;
  if (typeof oldKey !== 'string' || typeof newKey !== 'string') return null;
  if (typeof proof !== 'string' || typeof consent !== 'string') return null;
  const text = proofText(member, oldKey, newKey);
  if (!notary.verify(newKey, text, proof) || !notary.verify(oldKey, text, consent)) return null;
  return { oldKey, newKey, proof, consent };
}

/** Follows changes of key, oldest first, from the key that is current here. Those that do not prove themselves end it. */
export function followRotations(
  notary: Notary,
  ring: KeyRing,
  rotations: readonly unknown[],
  at: number,
): KeyRing {
  let next = ring;
  for (const one of rotations) {
    const current = next.keys.find((key) => key.status === 'current')?.publicKey;
    if ((one as { oldKey?: unknown } | null)?.oldKey !== current) continue;
    const rotation = readRotation(notary, ring.member, one);
    if (rotation === null) break;
    next = rotateKey(notary, next, rotation.newKey, at);
  }
  return next;
}
