import { createHash, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { hash, verify, type Options } from '@node-rs/argon2';

/** Argon2id by OWASP's password storage advice, above its least: 46 MiB, one pass more than asked. */
const ARGON: Options = { algorithm: 2, memoryCost: 46 * 1024, timeCost: 2, parallelism: 1 };

const derive = promisify(scrypt) as (
  password: string,
  salt: Buffer,
  length: number,
  options: object,
) => Promise<Buffer>;
/** Accounts of the first version: checked still, and hashed anew at the next log-in. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 } as const;

/** At most so many passwords are worked out at once, so that a flood of log-ins cannot take the memory. */
const MAX_AT_ONCE = 4;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MAX_AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** PHC string of a password. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, ARGON));
}

export interface KeptPassword {
  /** PHC string, or hex of scrypt with `salt` */
  readonly hash: string;
  readonly salt?: string;
}

export function isOld(kept: KeptPassword): boolean {
  return kept.salt !== undefined;
}

export function checkPassword(kept: KeptPassword, password: string): Promise<boolean> {
  return inTurn(() =>
    kept.salt === undefined ? verify(kept.hash, password) : checkScrypt(kept, password),
  );
}

async function checkScrypt({ hash: expected, salt }: KeptPassword, password: string) {
  const derived = await derive(password, Buffer.from(salt ?? '', 'hex'), 32, SCRYPT);
  const known = Buffer.from(expected, 'hex');
  return known.length === derived.length && timingSafeEqual(derived, known);
}

/** What is kept of a random secret: hex SHA-256. Enough for 256 random bits, not for a password. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
