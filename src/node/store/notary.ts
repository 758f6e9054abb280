import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Notary, Signer } from '../../share/index.ts';
import { publicKeyHex } from './node-key.ts';

/** Parsed public keys kept; beyond it all are forgotten and parsed again. */
const MAX_PARSED_KEYS = 1000;

/** Hash and signatures by node:crypto. */
export function createNotary(): Notary {
  return {
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    verify: (publicKey, text, signature) =>
      verifySignature(publicKey, Buffer.from(text), signature),
  };
}

const parsed = new Map<string, KeyObject | null>();

/** Whether a hex signature of bytes is that of a key (hex SPKI); false for any malformed part. Keys are parsed once. */
export function verifySignature(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  let key = parsed.get(publicKey);
  if (key === undefined) {
    if (parsed.size >= MAX_PARSED_KEYS) parsed.clear();
    key = parsePublicKey(publicKey);
    parsed.set(publicKey, key);
  }
  if (key === null || !/^[0-9a-f]{128}$/.test(signature)) return false;
  return verify(null, bytes, key, Buffer.from(signature, 'hex'));
}

/** Null when it is no Ed25519 key: another algorithm's key never verifies anything. */
function parsePublicKey(hex: string): KeyObject | null {
  if (!/^([0-9a-f]{2})+$/.test(hex)) return null;
  try {
    const key = createPublicKey({ key: Buffer.from(hex, 'hex'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

export function createSigner(privateKey: KeyObject): Signer {
  return {
    publicKey: publicKeyHex(createPublicKey(privateKey)),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('hex'),
  };
}

export function signerFromPem(pem: string): Signer {
  return createSigner(createPrivateKey(pem));
}

/** ASN.1 of an Ed25519 PKCS #8 key before its 32 octets (RFC 8410). */
const PKCS8_PREFIX = '302e020100300506032b657004220420';

/** A key made of a number, for simulations that must come out the same again. Never for a node. */
export function seededSigner(number: number): Signer {
  const octets = createHash('sha256').update(`tocsin simulation key ${number}`).digest('hex');
  const der = Buffer.from(PKCS8_PREFIX + octets, 'hex');
  return createSigner(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}
