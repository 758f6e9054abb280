import type { Random } from '../../base/index.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const ULID_ANY_CASE = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;
const UUID4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** any version, any case, with braces, without dashes: what common UUID readers take */
const UUID_ANY =
  /^(?:urn:uuid:)?\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?$/i;

/** ULID of report, object, task, region and alert ids. Strict: upper case. */
export function isUlid(text: string, strict = true): boolean {
  return (strict ? ULID : ULID_ANY_CASE).test(text);
}

/** UUID of node ids. Strict: version 4, lower case, with dashes. */
export function isUuid(text: string, strict = true): boolean {
  return (strict ? UUID4 : UUID_ANY).test(text);
}

/** A ULID: 48 bits of ms since the epoch, 80 random bits. */
export function makeUlid(at: number, random: Random): string {
  let time = Math.max(0, Math.floor(at));
  let out = '';
  for (let i = 0; i < 10; i++) {
    out = CROCKFORD[time % 32]! + out;
    time = Math.floor(time / 32);
  }
  for (let i = 0; i < 16; i++) out += CROCKFORD[random.below(32)]!;
  return out;
}

/** A version 4 UUID in lower case. */
export function makeUuid(random: Random): string {
  const digits: string[] = [];
  for (let i = 0; i < 32; i++) digits.push(random.below(16).toString(16));
  digits[12] = '4';
  digits[16] = (8 + random.below(4)).toString(16);
  const text = digits.join('');
  return [
    text.slice(0, 8),
    text.slice(8, 12),
    text.slice(12, 16),
    text.slice(16, 20),
    text.slice(20),
  ].join('-');
}
