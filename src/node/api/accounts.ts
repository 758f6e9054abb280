import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Role } from '../../model/index.ts';

const derive = promisify(scrypt) as (
  password: string,
  salt: Buffer,
  length: number,
  options: object,
) => Promise<Buffer>;
/** OWASP password storage advice for scrypt: N 2^17, r 8, p 1 (128 MiB). */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 } as const;

export interface Account {
  readonly name: string;
  readonly role: Role;
  readonly salt: string;
  readonly hash: string;
}

/** Local accounts of one node: a small file, read at start, written whole. At most 1,000 accounts. */
export class Accounts {
  readonly #file: string;
  #accounts: Account[] = [];

  private constructor(file: string) {
    this.#file = file;
  }

  /**
   * Opens the accounts of a data folder. A new one gets `admin` with a random password, which is returned once and
   * stored nowhere in clear.
   */
  static async open(
    dataDir: string,
  ): Promise<{ accounts: Accounts; firstPassword: string | null }> {
    const accounts = new Accounts(path.join(dataDir, 'accounts.json'));
    if (existsSync(accounts.#file)) {
      accounts.#accounts = JSON.parse(readFileSync(accounts.#file, 'utf8')) as Account[];
      return { accounts, firstPassword: null };
    }
    const firstPassword = randomBytes(12).toString('base64url');
    await accounts.put('admin', 'administrator', firstPassword);
    return { accounts, firstPassword };
  }

  async put(name: string, role: Role, password: string): Promise<void> {
    const salt = randomBytes(16);
    const hash = await derive(password, salt, 32, COST);
    const account = { name, role, salt: salt.toString('hex'), hash: hash.toString('hex') };
    this.#accounts = [...this.#accounts.filter((other) => other.name !== name), account].slice(
      -1000,
    );
    const next = `${this.#file}.new`;
    writeFileSync(next, JSON.stringify(this.#accounts, null, 1), { mode: 0o600 });
    renameSync(next, this.#file);
  }

  /** The account when name and password fit; takes the same time for an unknown name. */
  async check(name: string, password: string): Promise<Account | undefined> {
    const account = this.#accounts.find((other) => other.name === name);
    const salt = Buffer.from(account?.salt ?? '00'.repeat(16), 'hex');
    const hash = await derive(password, salt, 32, COST);
    const expected = Buffer.from(account?.hash ?? 'ff'.repeat(32), 'hex');
    return account !== undefined && timingSafeEqual(hash, expected) ? account : undefined;
  }
}
