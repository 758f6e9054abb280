import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { StoreFailure } from './types.ts';

export interface NodeKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * The node's Ed25519 key: made at first start, kept in the data folder, readable by its owner only. A key that is lost
 * or damaged is never replaced in silence, because allies know the node by it and the entries before could not be
 * verified any more.
 * @param mayMake whether this is a first start: nothing was signed yet
 * Throws StoreFailure 'key-lost' or 'key-damaged'.
 */
export function openNodeKey(dataDir: string, mayMake: boolean): NodeKey {
  const file = path.join(dataDir, 'node-key.pem');
  if (!existsSync(file)) {
    if (!mayMake) {
      const text = `The key of this node is lost: ${file} is gone, but its ledger has entries signed with it. Put the file back from a backup. Without one, move the whole folder ${dataDir} away (keep it) and start anew: the node then has a new key, which its allies must be told.`;
      throw new StoreFailure('key-lost', text);
    }
    makeKey(dataDir, file);
  }
  const pem = readFileSync(file);
  try {
    const privateKey = createPrivateKey(pem);
    return { privateKey, publicKey: createPublicKey(privateKey) };
  } catch {
    const text = `The key of this node is damaged: ${file} holds no private key. Put the file back from a backup.`;
    throw new StoreFailure('key-damaged', text);
  }
}

function makeKey(dataDir: string, file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const next = `${file}.new`;
  const handle = openSync(next, 'w', 0o600);
  writeSync(handle, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(next, file);
  // The rename itself must be on disk before the first entry is signed: a power cut may not cost the key.
  const folder = openSync(dataDir, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

export function publicKeyHex(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('hex');
}
