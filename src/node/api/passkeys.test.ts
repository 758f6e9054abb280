import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { Passkeys, relyingParty, type RelyingParty } from './passkeys.ts';

const NOW = 1_000_000;
const found = relyingParty('localhost:8780');
assert.ok(found.ok);
const PARTY: RelyingParty = found.value;

/** CBOR of what an authenticator sends: small maps, texts, octets and numbers. */
function cbor(value: unknown): Buffer {
  const head = (major: number, n: number): Buffer =>
    n < 24
      ? Buffer.from([(major << 5) | n])
      : n < 256
        ? Buffer.from([(major << 5) | 24, n])
        : Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...(value as ReadonlyMap<unknown, unknown>)];
  return Buffer.concat([
    head(5, entries.length),
    ...entries.flatMap(([key, one]) => [cbor(key), cbor(one)]),
  ]);
}

interface Options {
  readonly challenge: string;
}

/** An authenticator in software, after WebAuthn level 2, sections 6.1 and 6.5. */
class Authenticator {
  readonly id = randomBytes(16);
  counter = 0;
  /** user present, user verified */
  flags = 0x05;
  origin = 'http://localhost:8780';
  party = 'localhost';
  readonly #key: KeyObject;
  readonly #cose: Buffer;
  readonly #hash: 'sha256' | null;

  constructor(kind: 'ES256' | 'EdDSA' = 'ES256') {
    const pair =
      kind === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('ed25519');
    const jwk = pair.publicKey.export({ format: 'jwk' });
    const part = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64url');
    const key: [number, unknown][] =
      kind === 'ES256'
        ? [
            [1, 2],
            [3, -7],
            [-1, 1],
            [-2, part(jwk.x)],
            [-3, part(jwk.y)],
          ]
        : [
            [1, 1],
            [3, -8],
            [-1, 6],
            [-2, part(jwk.x)],
          ];
    this.#cose = cbor(new Map(key));
    this.#key = pair.privateKey;
    this.#hash = kind === 'ES256' ? 'sha256' : null;
  }

  #data(attested: Buffer): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const flags = this.flags | (attested.length > 0 ? 0x40 : 0);
    const party = createHash('sha256').update(this.party).digest();
    return Buffer.concat([party, Buffer.from([flags]), counter, attested]);
  }

  #client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin }));
  }

  create({ challenge }: Options): unknown {
    const length = Buffer.from([0, this.id.length]);
    const data = this.#data(Buffer.concat([Buffer.alloc(16), length, this.id, this.#cose]));
    const attestation = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', data],
      ]),
    );
    return this.#answer({
      clientDataJSON: this.#client('webauthn.create', challenge).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
    });
  }

  get({ challenge }: Options): unknown {
    this.counter++;
    const data = this.#data(Buffer.alloc(0));
    const client = this.#client('webauthn.get', challenge);
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
    return this.#answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign(this.#hash, signed, this.#key).toString('base64url'),
    });
  }

  #answer(response: object): unknown {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }
}

function open(t: TestContext): Passkeys {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tocsin-passkeys-'));
  t.after(() => rmSync(dir, { recursive: true }));
  return new Passkeys(dir);
}

async function register(keys: Passkeys, account: string, device: Authenticator): Promise<boolean> {
  const offer = await keys.offer(account, PARTY, NOW);
  assert.ok(offer.ok);
  const { ticket, options } = offer.value;
  const given = { ticket, name: 'key', response: device.create(options) };
  const added = await keys.add(account, given, PARTY, NOW);
  if (added.ok) added.value.keep();
  return added.ok;
}

async function logIn(keys: Passkeys, device: Authenticator, now = NOW): Promise<string | null> {
  const { ticket, options } = await keys.ask(PARTY, NOW);
  const done = await keys.check({ ticket, response: device.get(options) }, PARTY, now);
  return done.ok ? done.value : null;
}

for (const kind of ['ES256', 'EdDSA'] as const)
  test(`a passkey (${kind}) is registered and logs its account in`, async (t) => {
    const keys = open(t);
    const device = new Authenticator(kind);
    assert.equal(await register(keys, 'ionescu', device), true);
    assert.equal(await logIn(keys, device), 'ionescu');
    assert.equal(keys.list('ionescu')[0]!.usedAt, NOW);
    assert.deepEqual(keys.list('popescu'), []);
  });

test('an account has several passkeys, and one that is removed is no way in', async (t) => {
  const keys = open(t);
  const [one, other] = [new Authenticator(), new Authenticator()];
  await register(keys, 'ionescu', one);
  await register(keys, 'ionescu', other);
  assert.equal(keys.list('ionescu').length, 2);
  assert.equal(await register(keys, 'popescu', one), false, 'a key is one account’s alone');
  assert.equal(keys.remove('popescu', one.id.toString('base64url')), false);
  assert.equal(keys.remove('ionescu', one.id.toString('base64url')), true);
  assert.equal(await logIn(keys, one), null);
  assert.equal(await logIn(keys, other), 'ionescu');
  keys.removeAll('ionescu');
  assert.equal(await logIn(keys, other), null);
});

test('a key that counts backwards is a copy and is refused', async (t) => {
  const keys = open(t);
  const device = new Authenticator();
  await register(keys, 'ionescu', device);
  device.counter = 10;
  assert.equal(await logIn(keys, device), 'ionescu');
  device.counter = 5;
  assert.equal(await logIn(keys, device), null);
});

test('without user verification, for another site or under another name nothing is accepted', async (t) => {
  const keys = open(t);
  const device = new Authenticator();
  await register(keys, 'ionescu', device);
  for (const wrong of [
    { flags: 0x01 },
    { flags: 0x04 },
    { origin: 'http://evil.example' },
    { party: 'evil.example' },
  ]) {
    const before = { flags: device.flags, origin: device.origin, party: device.party };
    Object.assign(device, wrong);
    assert.equal(await logIn(keys, device), null, JSON.stringify(wrong));
    const other = Object.assign(new Authenticator(), wrong);
    assert.equal(await register(keys, 'popescu', other), false, JSON.stringify(wrong));
    Object.assign(device, before);
  }
  assert.equal(await logIn(keys, device), 'ionescu');
});

test('a challenge is good once, for five minutes, for its account and for its ceremony', async (t) => {
  const keys = open(t);
  const device = new Authenticator();
  await register(keys, 'ionescu', device);
  const { ticket, options } = await keys.ask(PARTY, NOW);
  const response = device.get(options);
  assert.ok((await keys.check({ ticket, response }, PARTY, NOW)).ok);
  assert.ok(!(await keys.check({ ticket, response }, PARTY, NOW)).ok, 'again');
  assert.equal(await logIn(keys, device, NOW + 300_001), null, 'late');
  const offer = await keys.offer('ionescu', PARTY, NOW);
  assert.ok(offer.ok);
  const made = new Authenticator().create(offer.value.options);
  const given = { ticket: offer.value.ticket, name: 'x', response: made };
  assert.ok(!(await keys.add('popescu', given, PARTY, NOW)).ok, 'another account');
  const second = await keys.offer('ionescu', PARTY, NOW);
  assert.ok(second.ok);
  const crossed = { ticket: second.value.ticket, response: device.get(second.value.options) };
  assert.ok(!(await keys.check(crossed, PARTY, NOW)).ok, 'a registration’s ticket');
});

test('what is no answer at all is refused, and ten keys are the most', async (t) => {
  const keys = open(t);
  for (const response of [{ id: '' }, { id: 'x', response: 7 }, { id: 'x', response: {} }]) {
    const { ticket } = await keys.ask(PARTY, NOW);
    assert.ok(!(await keys.check({ ticket, response }, PARTY, NOW)).ok);
  }
  for (let i = 0; i < 10; i++) await register(keys, 'ionescu', new Authenticator());
  const offer = await keys.offer('ionescu', PARTY, NOW);
  assert.equal(offer.ok ? '' : offer.fault.code, 'too-many-passkeys');
});

test('passkeys are bound to a name: an address is told so in plain words', () => {
  for (const host of ['127.0.0.1:8780', '[::1]:8780', '10.0.0.5']) {
    const party = relyingParty(host);
    assert.equal(party.ok ? '' : party.fault.code, 'passkey-needs-name', host);
    assert.match(party.ok ? '' : party.fault.text, /http:\/\/localhost/);
  }
  const party = relyingParty('watch.example:8443');
  assert.ok(party.ok);
  assert.deepEqual(party.value, {
    id: 'watch.example',
    origins: ['https://watch.example:8443', 'http://watch.example:8443'],
  });
});
