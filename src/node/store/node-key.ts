import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { putInPlace, writeWhole } from '../whole-file.ts';
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
    makeKeyFile(dataDir, 'node-key.pem');
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

function makeKeyFile(dataDir: string, name: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  writeWhole(
    path.join(dataDir, name),
    privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  );
  return privateKey;
}

const NEXT_KEY = 'node-key-next.pem';

/** The key to change over to: made, on disk, not in use yet. One that an interrupted change left is used again. */
export function prepareNextKey(dataDir: string): KeyObject {
  return openNextKey(dataDir) ?? makeKeyFile(dataDir, NEXT_KEY);
}

/** The key an interrupted change has left; null when there is none. */
export function openNextKey(dataDir: string): KeyObject | null {
  const file = path.join(dataDir, NEXT_KEY);
  return existsSync(file) ? createPrivateKey(readFileSync(file)) : null;
}

/** Makes the prepared key the node's key. Call when the entry that announces it is on disk. */
export function useNextKey(dataDir: string): void {
  putInPlace(path.join(dataDir, NEXT_KEY), path.join(dataDir, 'node-key.pem'));
}

export function publicKeyHex(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('hex');
}
