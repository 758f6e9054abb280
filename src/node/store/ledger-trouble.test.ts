import assert from 'node:assert/strict';
import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { forEachBackEnd, inPlace, type Place } from '../../../tests/back-ends.ts';
import { OWN_ONLY, type LedgerFact } from '../../model/index.ts';
import { openLedger, type LedgerOptions } from './ledger.ts';
import { StoreFailure, type LedgerStore } from './types.ts';

function fact(n: number): LedgerFact {
  return { type: 'test.fact', at: 1000 + n, actor: 'test', body: { n }, label: OWN_ONLY };
}

const open = ({ dir, store }: Place, more: Partial<LedgerOptions> = {}): Promise<LedgerStore> =>
  openLedger({ dataDir: dir, origin: 'ROU', store, ...more });

const isBadFact = (error: unknown): boolean =>
  error instanceof StoreFailure && error.code === 'bad-fact';

forEachBackEnd((backEnd) => {
  const on = (title: string, run: (place: Place) => Promise<void>): void => {
    test(title, () => inPlace(backEnd, run));
  };

  on(
    'a fact that no ledger can hold is refused alone; what was written with it in one commit is kept',
    async (place) => {
      const ledger = await open(place);
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
    },
  );

  on(
    'a ledger thread that dies is started again: nothing acknowledged is lost, nothing is written twice',
    async (place) => {
      const threads: Worker[] = [];
      const ledger = await open(place, {
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
    },
  );

  on('a lost, damaged or foreign key is said and never replaced', async (place) => {
    const { dir } = place;
    const key = path.join(dir, 'node-key.pem');
    const kept = path.join(dir, 'kept.pem');
    const ledger = await open(place);
    await ledger.append([fact(1)]);
    await ledger.close();
    copyFileSync(key, kept);
    rmSync(key);
    await assert.rejects(open(place), /key of this node is lost.*back from a backup/);
    assert.equal(existsSync(key), false);
    writeFileSync(key, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n');
    await assert.rejects(open(place), /damaged/);
    const other = path.join(dir, 'other');
    await (await open(backEnd.place(other))).close();
    copyFileSync(path.join(other, 'node-key.pem'), key);
    await assert.rejects(open(place), /not the one its ledger was written with/);
    copyFileSync(kept, key);
    const again = await open(place);
    assert.equal((await again.append([fact(2)]))[0]!.seq, 2);
    assert.equal(again.verify(), null);
    await again.close();
  });

  if (backEnd.name === 'postgresql')
    on(
      'a database that goes takes the calls under way with it, once; nothing is written twice',
      async (place) => {
        const ledger = await open(place);
        await ledger.append([fact(0)]);
        const kept = [0];
        const refused: StoreFailure[] = [];
        const calls = Array.from({ length: 200 }, (_, i) =>
          ledger.append([fact(i + 1)]).then(
            () => kept.push(i + 1),
            (error: StoreFailure) => refused.push(error),
          ),
        );
        await calls[0];
        await backEnd.server().kill();
        await backEnd.server().run();
        await Promise.all(calls);
        // With all calls answered before the database went, this is what finds out that it did.
        for (let n = 1000, isKept = false; !isKept; n++) {
          while (ledger.trouble() !== '') await new Promise((resolve) => setImmediate(resolve));
          await ledger.append([fact(n)]).then(
            () => (isKept = kept.push(n) > 0),
            (error: StoreFailure) => refused.push(error),
          );
        }
        // Those that were given up before the database was back may be written or not; all others are as was said.
        const unknown = refused.filter(({ code }) => code === 'unknown').length;
        const written = ledger.read(0, 2000).map((entry) => entry.body['n'] as number);
        assert.equal(new Set(written).size, written.length);
        assert.ok(kept.every((n) => written.includes(n)));
        assert.ok(written.length <= kept.length + unknown);
        assert.equal(ledger.verify(), null);
        await ledger.close();
      },
    );

  if (backEnd.name === 'postgresql')
    on(
      'while the database is away the newest entries can be read, and it is said',
      async (place) => {
        const ledger = await open(place);
        await ledger.append([fact(1), fact(2)]);
        await backEnd.server().kill();
        // Noticed without an append.
        while (ledger.trouble() === '') await new Promise((resolve) => setTimeout(resolve, 10));
        assert.match(ledger.trouble(), /database/);
        assert.equal(ledger.read(1, 5).length, 1);
        await assert.rejects(ledger.append([fact(3)]), /database/);
        await backEnd.server().run();
        while (ledger.trouble() !== '') await new Promise((resolve) => setTimeout(resolve, 10));
        assert.equal((await ledger.append([fact(3)]))[0]!.seq, 3);
        await ledger.close();
      },
    );
});
