import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { forEachBackEnd, inPlace, storeConfig, type Place } from '../../../tests/back-ends.ts';
import { OWN_ONLY, type LedgerFact } from '../../model/index.ts';
import { backupLedger, restoreBackup } from './backup.ts';
import { inspectLedger } from './inspect.ts';
import { prepareNextKey } from './node-key.ts';
import { SignedLog } from './signed-log.ts';
import { SQLITE, type StoreSetting } from './store-setting.ts';
import type { LedgerBreak } from './types.ts';

const fact = (n: number): LedgerFact => ({
  type: 'test.fact',
  at: n,
  actor: 'test',
  body: { n },
  label: OWN_ONLY,
});

function open({ dir, store }: Place, now?: () => number): SignedLog {
  mkdirSync(dir, { recursive: true });
  return new SignedLog(dir, 'ROU', { store, ...(now === undefined ? {} : { now }) });
}

function writeSome(place: Place, ...numbers: number[]): void {
  const ledger = open(place);
  ledger.appendGroups([numbers.map(fact)]);
  ledger.close();
}

function verify({ dir }: Place): LedgerBreak | null {
  const ledger = inspectLedger(dir);
  const found = ledger.verify();
  ledger.close();
  return found;
}

function backup({ dir }: Place, folder: string): void {
  const ledger = inspectLedger(dir);
  try {
    backupLedger(ledger, dir, folder);
  } finally {
    ledger.close();
  }
}

forEachBackEnd((backEnd) => {
  const on = (title: string, run: (place: Place) => Promise<void> | void): void => {
    test(title, () => inPlace(backEnd, run));
  };

  on('after a change of key old and new entries verify, and only the new key signs', (place) => {
    writeSome(place, 1, 2);
    const ledger = open(place);
    const before = ledger.publicKey;
    assert.equal(ledger.rotateKey(3).type, 'key.rotated');
    assert.notEqual(ledger.publicKey, before);
    ledger.appendGroups([[fact(4)]]);
    ledger.rotateKey(5);
    ledger.appendGroups([[fact(6)]]);
    assert.equal(ledger.verify(), null);
    ledger.close();
    writeSome(place, 7);
    assert.equal(verify(place), null);
  });

  on('a change of key that was interrupted is finished when the ledger is opened', (place) => {
    const { dir } = place;
    writeSome(place, 1);
    const old = readFileSync(path.join(dir, 'node-key.pem'));
    const ledger = open(place);
    ledger.rotateKey(2);
    ledger.close();
    // As if the power had gone between the entry and the renaming of the file.
    copyFileSync(path.join(dir, 'node-key.pem'), path.join(dir, 'node-key-next.pem'));
    writeFileSync(path.join(dir, 'node-key.pem'), old);
    writeSome(place, 3);
    assert.equal(existsSync(path.join(dir, 'node-key-next.pem')), false);
    assert.equal(verify(place), null);
  });

  on('a change of key that was interrupted before its entry has not begun', (place) => {
    const { dir } = place;
    writeSome(place, 1);
    prepareNextKey(dir);
    writeSome(place, 2);
    const ledger = open(place);
    ledger.rotateKey(3);
    ledger.appendGroups([[fact(4)]]);
    assert.equal(ledger.verify(), null);
    ledger.close();
  });

  on('a key put in by somebody without the old one is found', async (place) => {
    const { dir } = place;
    writeSome(place, 1);
    const other = path.join(dir, 'other');
    mkdirSync(other);
    const foreign = new SignedLog(other, 'ROU');
    const ledger = open(place);
    const { body } = ledger.rotateKey(2);
    ledger.close();
    const change = `replace(json, '${body['newKey'] as string}', '${foreign.publicKey}')`;
    await backEnd.sql(place, `UPDATE ledger SET json = ${change} WHERE seq = 2`);
    foreign.close();
    copyFileSync(path.join(other, 'node-key.pem'), path.join(dir, 'node-key.pem'));
    assert.equal(verify(place)?.why, 'signature');
  });

  on(
    'a restored node goes on above every number it can have used, in a new epoch, each time another',
    ({ dir }) => {
      const live = backEnd.place(path.join(dir, 'live'));
      const copy = path.join(dir, 'copy');
      writeSome(live, 1, 2, 3);
      backup(live, copy);
      writeSome(live, 4, 5, 6);
      const epochs = [1, 2].map((n) => {
        const back = backEnd.place(path.join(dir, `back${n}`));
        restoreBackup(copy, back.dir, back.store);
        const ledger = open(back, () => 1_700_000_000_000 + n);
        const [entry] = ledger.read(3, 10);
        assert.equal(entry!.type, 'ledger.epoch');
        assert.equal(entry!.body['after'], 3);
        ledger.appendGroups([[fact(7)]]);
        assert.ok(ledger.head().seq > 1_000_000);
        assert.equal(ledger.verify(), null);
        ledger.close();
        // Opened again it is an ordinary ledger: no further epoch.
        const again = open(back);
        assert.equal(again.read(3, 10).length, 2);
        again.close();
        return entry!.body['epoch'];
      });
      assert.notEqual(epochs[0], epochs[1]);
      assert.equal(verify(live), null);
    },
  );

  on("a log that was put back behind the node's back goes on in a new epoch", async (place) => {
    writeSome(place, 1, 2, 3);
    await backEnd.sql(place, 'DELETE FROM ledger WHERE seq > 1');
    const ledger = open(place, () => 1_700_000_000_000);
    const [entry] = ledger.read(1, 10);
    assert.equal(entry!.type, 'ledger.epoch');
    assert.ok(entry!.seq > 1_000_000);
    assert.equal(ledger.verify(), null);
    ledger.close();
    const again = open(place);
    assert.equal(again.read(1, 10).length, 1);
    again.close();
  });

  on('a jump in numbers without a new epoch stays a gap', async (place) => {
    writeSome(place, 1, 2, 3);
    await backEnd.sql(place, 'DELETE FROM ledger WHERE seq = 2');
    assert.equal(verify(place)?.why, 'gap');
  });

  on('a backup does not overwrite, and what is no backup is not restored', ({ dir }) => {
    const live = backEnd.place(path.join(dir, 'live'));
    const copy = path.join(dir, 'copy');
    const into = path.join(dir, 'x');
    writeSome(live, 1);
    assert.throws(() => backup(live, live.dir), /not empty/);
    assert.throws(() => restoreBackup(path.join(dir, 'no'), into, live.store), /no backup/);
    backup(live, copy);
    assert.throws(() => restoreBackup(copy, live.dir, live.store), /not empty/);
    if (live.store.kind === 'postgresql')
      assert.throws(() => restoreBackup(copy, into, live.store), /holds a ledger already/);
  });

  on('few entries at a time read as many do, to the last one, also while more come', (place) => {
    const ledger = open(place);
    const numbers = Array.from({ length: 700 }, (_, n) => n);
    ledger.appendGroups([numbers.map(fact)]);
    const reader = inspectLedger(place.dir);
    const read = (after: number, limit: number): number[] =>
      reader.read(after, limit).map(({ seq }) => seq);
    const expected = (after: number, limit: number, last: number): number[] =>
      numbers
        .map((n) => n + 1)
        .filter((seq) => seq > after && seq <= Math.min(after + limit, last));
    for (const after of [0, 1, 254, 255, 256, 257, 690, 699, 700, 800])
      for (const limit of [1, 3, 100, 500])
        assert.deepEqual(read(after, limit), expected(after, limit, 700), `${after} ${limit}`);
    ledger.appendGroups([[fact(1)]]);
    assert.deepEqual(read(699, 5), [700, 701]);
    reader.close();
    ledger.close();
  });

  on('a folder whose ledger lies elsewhere is not begun anew', ({ dir }) => {
    const place = backEnd.place(dir);
    writeSome(place, 1);
    const other: StoreSetting =
      place.store.kind === 'sqlite'
        ? { kind: 'postgresql', url: 'postgresql://x@127.0.0.1/x', password: null, schema: 'x' }
        : SQLITE;
    assert.throws(() => new SignedLog(dir, 'ROU', { store: other }), /names another store/);
  });

  on(
    'tocsin ledger verifies, shows, exports, backs up, restores and changes the key',
    ({ dir }) => {
      const live = backEnd.place(path.join(dir, 'live'));
      writeSome(live, 1, 2);
      const on = ['--data', live.dir];
      assert.match(
        cli('verify', ...on).out,
        /entries up to 2, numbers, chain and signatures in order/,
      );
      assert.match(cli('show', ...on, '--after', '1').out, /test\.fact.*"n":2/);
      assert.equal(cli('backup', path.join(dir, 'copy'), ...on).status, 0);
      assert.match(cli('rotate-key', ...on).out, /announced in entry 3/);
      const file = path.join(dir, 'export.jsonl');
      assert.equal(cli('export', '--to', file, ...on).status, 0);
      assert.equal(readFileSync(file, 'utf8').trimEnd().split('\n').length, 3);
      const key = /ROU {2}([0-9a-f]+)/.exec(cli('keys', ...on).out)![1]!;
      assert.equal(cli('verify', '--file', file, '--key', key).status, 0);
      writeFileSync(file, readFileSync(file, 'utf8').replace('"n":2', '"n":3'));
      const broken = cli('verify', '--file', file, '--key', key);
      assert.deepEqual([broken.status, /NOT IN ORDER/.test(broken.out)], [1, true]);
      const back = backEnd.place(path.join(dir, 'new'));
      const config = path.join(dir, 'tocsin.yaml');
      writeFileSync(config, JSON.stringify({ data: back.dir, store: storeConfig(back.store) }));
      const restored = cli('restore', path.join(dir, 'copy'), '--config', config);
      assert.equal(restored.status, 0, restored.out);
      assert.equal(cli('verify', '--data', back.dir).status, 0);
      assert.equal(cli('verify', '--data', path.join(dir, 'missing')).status, 66);
      assert.equal(cli('dance').status, 2);
    },
  );
});

function cli(...args: string[]): { status: number | null; out: string } {
  const bin = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../cli/main.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'ledger', ...args], {
    encoding: 'utf8',
  });
  return { status, out: stdout + stderr };
}
