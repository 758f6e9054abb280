import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Grant, Role } from '../../model/index.ts';
import { writeWhole } from '../whole-file.ts';
import { checkPassword, hashPassword, isOld, type KeptPassword } from './password.ts';

/** What others may know of an account. */
export interface AccountInfo extends Grant {
  readonly name: string;
  readonly role: Role;
}

export interface Account extends KeptPassword, AccountInfo {}

export const MAX_ACCOUNTS = 1000;
export const LEAST_PASSWORD = 10;

/** Local accounts of one node: a small file, read at start, written whole. At most MAX_ACCOUNTS. */
export class Accounts {
  readonly #file: string;
  #accounts: Account[] = [];
  /** checked for names that nobody has, so that they take as long */
  readonly #nobody: Promise<string>;

  private constructor(file: string) {
    this.#file = file;
    this.#nobody = hashPassword(randomBytes(12).toString('base64url'));
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

  list(): readonly AccountInfo[] {
    return this.#accounts.map(({ name, role, member, ceiling }) => ({
      name,
      role,
      ...(member === undefined ? {} : { member }),
      ...(ceiling === undefined ? {} : { ceiling }),
    }));
  }

  find(name: string): AccountInfo | undefined {
    return this.list().find((account) => account.name === name);
  }

  /** False at the bound. Throws when the file cannot be written: the account is then as it was. */
  async put(name: string, role: Role, password: string, grant: Grant = {}): Promise<boolean> {
    const hash = await hashPassword(password);
    return this.#replace({ name, role, ...grant, hash });
  }

  /** A new role and grant; the password stays. */
  change(name: string, role: Role, grant: Grant): boolean {
    const account = this.#accounts.find((other) => other.name === name);
    if (account === undefined) return false;
    const { member: _member, ceiling: _ceiling, ...rest } = account;
    return this.#replace({ ...rest, ...grant, role });
  }

  /** A new password; role and grant stay. */
  async setPassword(name: string, password: string): Promise<boolean> {
    const hash = await hashPassword(password);
    const account = this.#accounts.find((other) => other.name === name);
    if (account === undefined) return false;
    const { salt: _salt, ...rest } = account;
    return this.#replace({ ...rest, hash });
  }

  remove(name: string): boolean {
    const left = this.#accounts.filter((other) => other.name !== name);
    if (left.length === this.#accounts.length) return false;
    this.#write(left);
    return true;
  }

  /** The account when name and password fit; takes the same time for an unknown name. */
  async check(name: string, password: string): Promise<Account | undefined> {
    const account = this.#accounts.find((other) => other.name === name);
    const fits = await checkPassword(account ?? { hash: await this.#nobody }, password);
    if (account === undefined || !fits) return undefined;
    if (isOld(account)) await this.setPassword(name, password);
    return account;
  }

  #replace(account: Account): boolean {
    const others = this.#accounts.filter((other) => other.name !== account.name);
    if (others.length >= MAX_ACCOUNTS) return false;
    this.#write([...others, account]);
    return true;
  }

  #write(accounts: Account[]): void {
    writeWhole(this.#file, JSON.stringify(accounts, null, 1));
    this.#accounts = accounts;
  }
}
