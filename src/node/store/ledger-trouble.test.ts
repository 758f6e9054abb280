import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { OWN_ONLY, type LedgerFact } from '../../model/index.ts';
import { openLedger } from './ledger.ts';
import { StoreFailure } from './types.ts';

function fact(n: number): LedgerFact {
  return { type: 'test.fact', at: 1000 + n, actor: 'test', body: { n }, label: OWN_ONLY };
}

async function inFolder(run: (dir: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tocsin-ledger-'));
  try {
    await run(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const isBadFact = (error: unknown): boolean =>
  error instanceof StoreFailure && error.code === 'bad-fact';

test('a fact that no ledger can hold is refused alone; what was written with it in one commit is kept', () =>
  inFolder(async (dir) => {
    const ledger = await openLedger({ dataDir: dir, origin: 'ROU' });
    const notANumber = { ...fact(2), body: { n: Number.NaN } };
    const noFact = { ...fact(3), body: { n: (() => 1) as unknown as number } };
    const noTime = { ...fact(4), at: Number.POSITIVE_INFINITY };
    const [a, b, c, d, e] = await Promise.allSettled([
      ledger.append([fact(1)]),
      ledger.append([fact(2), notANumber]),
      ledger.append([noFact]),
      ledger.append([noTime]),
      ledger.append([fact(5), fact(6)]),
    ]);
    assert.equal(a.status, 'fulfilled');
    assert.equal(e.status, 'fulfilled');
    for (const refused of [b, c, d])
      assert.ok(
        refused.status === 'rejected' && isBadFact(refused.reason),
        JSON.stringify(refused),
      );
    assert.deepEqual(
      ledger.read(0, 10).map((entry) => [entry.seq, entry.body['n']]),
      [
        [1, 1],
        [2, 5],
        [3, 6],
      ],
    );
    assert.equal(ledger.verify(), null);
    await ledger.close();
  }));

test('a ledger thread that dies is started again: nothing acknowledged is lost, nothing is written twice', () =>
  inFolder(async (dir) => {
    const threads: Worker[] = [];
    const ledger = await openLedger({
      dataDir: dir,
      origin: 'ROU',
      startThread: (workerData) => {
        const worker = new Worker(new URL('./ledger-worker.js', import.meta.url), { workerData });
        threads.push(worker);
        return worker;
      },
    });
    let next = 1;
    const kept: number[] = [];
    const refused: string[] = [];
    for (let crash = 0; crash < 3; crash++) {
      const calls = Array.from({ length: 40 }, () => {
        const n = next++;
        return ledger.append([fact(n)]).then(
          () => kept.push(n),
          (error: StoreFailure) => refused.push(error.message),
        );
      });
      // Some are on disk without an answer, some were never read by the thread.
      await calls[crash];
      await threads.at(-1)!.terminate();
      assert.match(ledger.trouble(), /started again/);
      await assert.rejects(ledger.append([fact(0)]), /started again/);
      await Promise.all(calls);
      while (ledger.trouble() !== '') await new Promise((resolve) => setImmediate(resolve));
    }
    const n = next++;
    await ledger.append([fact(n)]);
    kept.push(n);
    assert.deepEqual(
      ledger.read(0, 1000).map((entry) => entry.body['n']),
      kept,
    );
    for (const text of refused) assert.match(text, /ledger thread failed/);
    assert.equal(ledger.verify(), null);
    assert.equal(ledger.head().seq, kept.length);
    await ledger.close();
  }));

test('a lost, damaged or foreign key is said and never replaced', () =>
  inFolder(async (dir) => {
    const key = path.join(dir, 'node-key.pem');
    const kept = path.join(dir, 'kept.pem');
    const ledger = await openLedger({ dataDir: dir, origin: 'ROU' });
    await ledger.append([fact(1)]);
    await ledger.close();
    copyFileSync(key, kept);
    rmSync(key);
    await assert.rejects(
      openLedger({ dataDir: dir, origin: 'ROU' }),
      /key of this node is lost.*back from a backup/,
    );
    assert.equal(existsSync(key), false);
    writeFileSync(key, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n');
    await assert.rejects(openLedger({ dataDir: dir, origin: 'ROU' }), /damaged/);
    const other = path.join(dir, 'other');
    await (await openLedger({ dataDir: other, origin: 'ROU' })).close();
    copyFileSync(path.join(other, 'node-key.pem'), key);
    await assert.rejects(
      openLedger({ dataDir: dir, origin: 'ROU' }),
      /not the one its ledger was written with/,
    );
    copyFileSync(kept, key);
    const again = await openLedger({ dataDir: dir, origin: 'ROU' });
    assert.equal((await again.append([fact(2)]))[0]!.seq, 2);
    assert.equal(again.verify(), null);
    await again.close();
  }));
