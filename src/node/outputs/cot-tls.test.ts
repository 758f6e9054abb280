import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { connect, type TLSSocket } from 'node:tls';
import { DEG_TO_RAD } from '../../base/index.ts';
import { makePicture, OWN_ONLY } from '../../model/index.ts';
import { CotStream } from '../../wire/cot/index.ts';
import { UNLABELLED } from '../api/index.ts';
import type { CotReaderConfig } from '../config/index.ts';
import { CotOutput } from './cot-output.ts';
import type { ShelfView } from './cot-shelf.ts';

const AT = Date.UTC(2026, 10, 24, 2, 30);

function hasOpenssl(): string | false {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'openssl is not installed: it makes the certificates';
  }
}

/** A CA with the certificates that it signed, as PEM files in a folder of its own. */
class TestCa {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'tocsin-tak-'));

  constructor() {
    const [key, cert] = [this.file('ca.key'), this.file('ca.pem')];
    this.#openssl(`req -x509 -newkey ed25519 -nodes -keyout ${key} -out ${cert} -subj /CN=tak-ca`);
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  #openssl(line: string): void {
    execFileSync('openssl', line.split(' '), { stdio: 'ignore', cwd: this.folder });
  }

  sign(name: string): { readonly key: string; readonly cert: string } {
    const [key, cert, request] = ['key', 'pem', 'csr'].map((end) => this.file(`${name}.${end}`));
    this.#openssl(`req -newkey ed25519 -nodes -keyout ${key} -out ${request} -subj /CN=${name}`);
    writeFileSync(this.file('names'), 'subjectAltName=DNS:localhost');
    this.#openssl(
      `x509 -req -in ${request} -CA ca.pem -CAkey ca.key -CAcreateserial -out ${cert} -extfile names`,
    );
    return { key: key!, cert: cert! };
  }
}

function reader(client: string | null, member: string): CotReaderConfig {
  return {
    client,
    reader: {
      member,
      clearance: 'restricted',
      groups: [],
      caveats: [],
      policies: [OWN_ONLY.policy],
    },
    trackLabel: { ...OWN_ONLY, releasableTo: ['POL'] },
    maxClients: 1,
    queueOctets: 1 << 20,
  };
}

function view(): ShelfView {
  const picture = makePicture(1, AT);
  picture.count = 1;
  picture.trackNumber[0] = 1;
  picture.latRad[0] = 45 * DEG_TO_RAD;
  picture.updatedAt[0] = AT;
  picture.status[0] = 1;
  picture.environment[0] = 1;
  return {
    member: 'ROU',
    labels: UNLABELLED,
    picture: () => picture,
    detail: () => undefined,
    identity: (trackNumber) => ({
      trackNumber,
      identity: 'unknown',
      by: { kind: 'rule', id: 'r' },
      at: AT,
      reason: '',
    }),
    alerts: () => [],
    incidents: () => [],
  };
}

async function startOutput(
  t: TestContext,
  readers: readonly CotReaderConfig[],
): Promise<{ ca: TestCa; output: CotOutput }> {
  const ca = new TestCa();
  t.after(() => rmSync(ca.folder, { recursive: true, force: true }));
  const tls = { ...ca.sign('node'), clientCa: ca.file('ca.pem') };
  const log = { info: () => undefined, warn: () => undefined };
  const config = { id: 'tak', host: '127.0.0.1', port: 0, readers, staleMs: 15_000, tls };
  const output = new CotOutput(config, view(), () => AT, log);
  await output.start();
  t.after(() => output.stop());
  output.look();
  return { ca, output };
}

/** A client that checks the server's certificate by the CA, with one of its own or none. */
function dial(ca: TestCa, port: number, name: string | null, signer = ca): TLSSocket {
  const own = name === null ? null : signer.sign(name);
  return connect({
    host: '127.0.0.1',
    port,
    servername: 'localhost',
    ca: readFileSync(ca.file('ca.pem')),
    ...(own === null ? {} : { key: readFileSync(own.key), cert: readFileSync(own.cert) }),
  });
}

/** Types of the first events that come, as many as asked for. */
async function firstTypes(socket: TLSSocket, count: number): Promise<string[]> {
  const stream = new CotStream();
  const types: string[] = [];
  while (types.length < count) {
    const [data] = (await once(socket, 'data')) as [Buffer];
    types.push(...stream.push(Uint8Array.from(data)).items.map(({ event }) => event!.type));
  }
  socket.destroy();
  return types.sort();
}

/** Whether a connection ends without an event. */
async function isRefused(socket: TLSSocket): Promise<boolean> {
  let octets = 0;
  socket.on('data', (data: Buffer) => (octets += data.length));
  socket.on('error', () => undefined);
  if (!socket.closed) await new Promise((resolve) => socket.on('close', resolve));
  return octets === 0;
}

test(
  'over TLS a client with a certificate of the CA is served; one of another CA, or none, is not',
  { skip: hasOpenssl() },
  async (t) => {
    const { ca, output } = await startOutput(t, [reader(null, 'POL')]);
    const types = await firstTypes(dial(ca, output.port, 'gateway'), 2);
    assert.deepEqual(types, ['a-u-A', 't-x-takp-v']);
    assert.equal(await isRefused(dial(ca, output.port, null)), true);
    const strangers = new TestCa();
    t.after(() => rmSync(strangers.folder, { recursive: true, force: true }));
    assert.equal(await isRefused(dial(ca, output.port, 'gateway-2', strangers)), true);
    assert.equal(output.stats().clientsRefused, 2);
  },
);

test(
  'on one port each client reads what the reader that its certificate names may see',
  { skip: hasOpenssl() },
  async (t) => {
    const { ca, output } = await startOutput(t, [reader('pol-desk', 'POL'), reader('bg', 'BGR')]);
    const polish = dial(ca, output.port, 'pol-desk');
    assert.deepEqual(await firstTypes(polish, 2), ['a-u-A', 't-x-takp-v']);
    const bulgarian = dial(ca, output.port, 'bg');
    assert.deepEqual(await firstTypes(bulgarian, 1), ['t-x-takp-v'], 'the offer, and no track');
    assert.equal(output.stats().withheld, 1);
    assert.equal(await isRefused(dial(ca, output.port, 'nobody')), true);
  },
);

test(
  'a reader at its bound of clients is full for itself alone',
  { skip: hasOpenssl() },
  async (t) => {
    const { ca, output } = await startOutput(t, [reader('pol-desk', 'POL'), reader(null, 'BGR')]);
    const first = dial(ca, output.port, 'pol-desk');
    await once(first, 'data');
    assert.equal(await isRefused(dial(ca, output.port, 'pol-desk')), true);
    const other = dial(ca, output.port, 'anybody');
    await once(other, 'data');
    assert.equal(output.stats().clients, 2);
    first.destroy();
    other.destroy();
  },
);
