import { canonicalJson, fail, ok, type Json, type Result } from '../../base/index.ts';
import { fingerprint, type Notary, type Signer } from '../../share/index.ts';
import type { Invitation } from '../../model/index.ts';
import { toWords } from './words.ts';

export function makeInvitation(
  signer: Signer,
  who: Pick<Invitation, 'member' | 'name' | 'address' | 'at'>,
): Invitation {
  const { member, name, address, at } = who;
  const content = { v: 1 as const, member, name, address, publicKey: signer.publicKey, at };
  return { ...content, signature: signer.sign(canonicalJson(content as unknown as Json)) };
}

/** Reads an invitation file; the fault is a sentence. */
export function readInvitation(notary: Notary, text: string): Result<Invitation, string> {
  let value: Partial<Record<string, unknown>>;
  try {
    value = (JSON.parse(text.slice(0, 10_000)) ?? {}) as Partial<Record<string, unknown>>;
  } catch {
    return fail('it is no invitation: not JSON');
  }
  const { v, member, name, address, publicKey, at, signature } = value;
  const isSound =
    v === 1 &&
    typeof member === 'string' &&
    /^[A-Z0-9]{2,10}$/.test(member) &&
    typeof name === 'string' &&
    (address === null || typeof address === 'string') &&
    typeof publicKey === 'string' &&
    typeof at === 'number' &&
    typeof signature === 'string';
  if (!isSound) return fail('it is no invitation: a field is missing or wrong');
  const content = { v, member, name, address, publicKey, at };
  if (!notary.verify(publicKey, canonicalJson(content as Json), signature))
    return fail('it was changed after it was made: its signature does not fit');
  return ok({ ...content, signature } as Invitation);
}

/** The key's fingerprint as eight words: what the two administrators read to each other. */
export function fingerprintWords(notary: Notary, publicKey: string): string {
  return toWords(fingerprint(notary, publicKey));
}
