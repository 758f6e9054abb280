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

/** The node's Ed25519 key: made at first start, kept in the data folder, readable by its owner only. */
export function openNodeKey(dataDir: string): {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
} {
  const file = path.join(dataDir, 'node-key.pem');
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    const next = `${file}.new`;
    const handle = openSync(next, 'w', 0o600);
    writeSync(handle, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(next, file);
  }
  const privateKey = createPrivateKey(readFileSync(file));
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

export function publicKeyHex(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('hex');
}
