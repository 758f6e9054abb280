import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { forEachBackEnd, inPlace, type Place } from '../../../tests/back-ends.ts';
import { Random } from '../../base/index.ts';
import { OWN_ONLY, type LedgerFact } from '../../model/index.ts';
import { openLedger } from './ledger.ts';
import { SignedLog } from './signed-log.ts';
import type { LedgerStore } from './types.ts';

function fact(n: number): LedgerFact {
  return {
    type: 'test.fact',
    at: 1000 + n,
    actor: 'test',
    body: { n, text: 'ă ț 😀 \\ "' },
    label: OWN_ONLY,
  };
}

/** A node on PostgreSQL takes longer to start: three threads and as many sessions. */
const ROUNDS = { sqlite: 12, postgresql: 5 };
const LONG_MS = 300_000;

const open = ({ dir, store }: Place): Promise<LedgerStore> =>
  openLedger({ dataDir: dir, origin: 'ROU', store });

const inspect = ({ dir, store }: Place): SignedLog =>
  new SignedLog(dir, 'ROU', { readonly: true, store });

forEachBackEnd((backEnd) => {
  const on = (title: string, run: (place: Place) => Promise<void>, timeout?: number): void => {
    test(title, timeout === undefined ? {} : { timeout }, () => inPlace(backEnd, run));
  };

  on(
    'entries are numbered without gaps, chained and signed, and read back the same',
    async (place) => {
      const ledger = await open(place);
      const made = await Promise.all([ledger.append([fact(1), fact(2)]), ledger.append([fact(3)])]);
      assert.deepEqual(
        made.flat().map((entry) => entry.seq),
        [1, 2, 3],
      );
      assert.deepEqual(ledger.read(0, 10), made.flat());
      assert.deepEqual(
        ledger.read(2, 10).map((entry) => entry.body['n']),
        [3],
      );
      assert.equal(ledger.verify(), null);
      assert.equal(ledger.head().seq, 3);
      await ledger.close();
    },
  );

  on('a ledger opened again goes on where it stopped, under the same key', async (place) => {
    const first = await open(place);
    await first.append([fact(1)]);
    const key = first.publicKey;
    await first.close();
    const second = await open(place);
    const [entry] = await second.append([fact(2)]);
    assert.equal(entry!.seq, 2);
    assert.equal(second.publicKey, key);
    assert.equal(second.verify(), null);
    await second.close();
  });

  on('the key can be read by its owner only', async (place) => {
    const ledger = await open(place);
    await ledger.close();
    assert.equal(statSync(path.join(place.dir, 'node-key.pem')).mode & 0o777, 0o600);
    assert.match(readFileSync(path.join(place.dir, 'node-key.pem'), 'utf8'), /PRIVATE KEY/);
  });

  on('a second node on the same folder is refused', async (place) => {
    const ledger = await open(place);
    await assert.rejects(open(place), /another program/);
    await ledger.close();
  });

  on('a changed, missing or foreign entry is found', async (place) => {
    const ledger = await open(place);
    await ledger.append([fact(1), fact(2), fact(3), fact(4)]);
    await ledger.close();
    // Each change leaves the ones before it, and is found before they are.
    const changed = async (sql: string): Promise<unknown> => {
      await backEnd.sql(place, sql);
      const log = inspect(place);
      const found = log.verify();
      log.close();
      return found?.why;
    };
    assert.equal(await changed('SELECT 1'), undefined);
    assert.equal(await changed("UPDATE ledger SET json = '{' WHERE seq = 3"), 'form');
    const fake = "UPDATE ledger SET json = replace(json, 'test.fact', 'test.fake') WHERE seq = 2";
    assert.equal(await changed(fake), 'signature');
    assert.equal(await changed('DELETE FROM ledger WHERE seq = 1'), 'gap');
  });

  on('facts over the bound are refused at once and the rest are kept', async (place) => {
    const ledger = await open(place);
    const many = Array.from({ length: 9_999 }, (_, n) => fact(n));
    const first = ledger.append(many);
    await assert.rejects(ledger.append([fact(1), fact(2)]), /wait for the disk/);
    assert.equal((await first).length, 9_999);
    assert.equal((await ledger.append([fact(1)]))[0]!.seq, 10_000);
    await ledger.close();
  });

  on(
    'kill -9 at any moment loses nothing that was acknowledged',
    async (place) => {
      const random = new Random(17);
      let acknowledged = 0;
      for (let round = 0; round < ROUNDS[backEnd.name]; round++) {
        const child = new Child(place, acknowledged);
        await child.until(1 + random.below(400));
        await child.kill();
        acknowledged = child.acknowledged;
        assertKept(place, acknowledged, round);
      }
      assert.ok(acknowledged > 100);
    },
    LONG_MS,
  );

  if (backEnd.name === 'postgresql')
    on(
      'kill -9 of the database loses nothing that was acknowledged; the node says so and goes on by itself',
      async (place) => {
        const random = new Random(23);
        const child = new Child(place, 0);
        for (let round = 0; round < 2; round++) {
          await child.until(1 + random.below(200));
          await backEnd.server().kill();
          await child.untilRefused();
          await backEnd.server().run();
        }
        // What was under way when the server died is settled; new facts are taken again.
        await child.until(50);
        await child.kill();
        assertKept(place, child.acknowledged, 2);
      },
      LONG_MS,
    );
});

function assertKept(place: Place, acknowledged: number, round: number): void {
  const log = inspect(place);
  assert.equal(log.verify(), null, `round ${round}`);
  assert.ok(log.head().seq >= acknowledged, `round ${round}: ${log.head().seq} < ${acknowledged}`);
  log.close();
}

/** A process that appends without end and says what was acknowledged and what refused. */
class Child {
  acknowledged: number;
  readonly #process: ChildProcess;
  #seen = 0;
  #refused = '';
  #heard: () => void = () => {};

  constructor({ dir, store }: Place, acknowledged: number) {
    this.acknowledged = acknowledged;
    const script = path.join(path.dirname(fileURLToPath(import.meta.url)), 'ledger-kill-child.js');
    this.#process = spawn(process.execPath, [script, dir, JSON.stringify(store)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface({ input: this.#process.stdout! }).on('line', (line) => this.#hear(line));
  }

  /** Resolves when so many more entries are acknowledged. */
  async until(more: number): Promise<void> {
    const enough = this.#seen + more;
    while (this.#seen < enough) await this.#next();
  }

  async untilRefused(): Promise<void> {
    this.#refused = '';
    while (this.#refused === '') await this.#next();
    assert.match(this.#refused, /database|ledger/);
  }

  async kill(): Promise<void> {
    const gone = once(this.#process, 'close');
    this.#process.kill('SIGKILL');
    await gone;
  }

  #next(): Promise<void> {
    return new Promise((resolve) => (this.#heard = resolve));
  }

  #hear(line: string): void {
    const number = Number(line);
    if (Number.isNaN(number)) this.#refused = line;
    else {
      this.#seen++;
      this.acknowledged = Math.max(this.acknowledged, number);
    }
    this.#heard();
  }
}
