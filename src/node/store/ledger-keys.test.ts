import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { OWN_ONLY, type LedgerFact } from '../../model/index.ts';
import { backupLedger, restoreBackup } from './backup.ts';
import { inspectLedger } from './inspect.ts';
import { SignedLog } from './signed-log.ts';
import { prepareNextKey } from './node-key.ts';

const fact = (n: number): LedgerFact => ({
  type: 'test.fact',
  at: n,
  actor: 'test',
  body: { n },
  label: OWN_ONLY,
});

async function inFolder(run: (dir: string) => Promise<void> | void): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tocsin-keys-'));
  try {
    await run(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function writeSome(dir: string, ...numbers: number[]): void {
  mkdirSync(dir, { recursive: true });
  const ledger = new SignedLog(dir, 'ROU');
  ledger.appendGroups([numbers.map(fact)]);
  ledger.close();
}

test('after a change of key old and new entries verify, and only the new key signs', () =>
  inFolder((dir) => {
    writeSome(dir, 1, 2);
    const ledger = new SignedLog(dir, 'ROU');
    const before = ledger.publicKey;
    assert.equal(ledger.rotateKey(3).type, 'key.rotated');
    assert.notEqual(ledger.publicKey, before);
    ledger.appendGroups([[fact(4)]]);
    ledger.rotateKey(5);
    ledger.appendGroups([[fact(6)]]);
    assert.equal(ledger.verify(), null);
    ledger.close();
    writeSome(dir, 7);
    assert.equal(inspectLedger(dir).verify(), null);
  }));

test('a change of key that was interrupted is finished when the ledger is opened', () =>
  inFolder((dir) => {
    writeSome(dir, 1);
    const old = readFileSync(path.join(dir, 'node-key.pem'));
    const ledger = new SignedLog(dir, 'ROU');
    ledger.rotateKey(2);
    ledger.close();
    // As if the power had gone between the entry and the renaming of the file.
    copyFileSync(path.join(dir, 'node-key.pem'), path.join(dir, 'node-key-next.pem'));
    writeFileSync(path.join(dir, 'node-key.pem'), old);
    writeSome(dir, 3);
    assert.equal(existsSync(path.join(dir, 'node-key-next.pem')), false);
    assert.equal(inspectLedger(dir).verify(), null);
  }));

test('a change of key that was interrupted before its entry has not begun', () =>
  inFolder((dir) => {
    writeSome(dir, 1);
    prepareNextKey(dir);
    writeSome(dir, 2);
    const ledger = new SignedLog(dir, 'ROU');
    ledger.rotateKey(3);
    ledger.appendGroups([[fact(4)]]);
    assert.equal(ledger.verify(), null);
    ledger.close();
  }));

test('a key put in by somebody without the old one is found', () =>
  inFolder((dir) => {
    writeSome(dir, 1);
    const other = path.join(dir, 'other');
    writeSome(other, 1);
    const ledger = new SignedLog(dir, 'ROU');
    ledger.rotateKey(2);
    ledger.close();
    const db = new Database(path.join(dir, 'ledger.sqlite'));
    const { json } = db.prepare('SELECT json FROM ledger WHERE seq = 2').get() as { json: string };
    const foreign = inspectLedger(other).publicKey;
    const entry = JSON.parse(json) as { body: { newKey: string } };
    db.prepare('UPDATE ledger SET json = ? WHERE seq = 2').run(
      json.replaceAll(entry.body.newKey, foreign),
    );
    db.close();
    copyFileSync(path.join(other, 'node-key.pem'), path.join(dir, 'node-key.pem'));
    assert.equal(inspectLedger(dir).verify()?.why, 'signature');
  }));

test('a restored node goes on above every number it can have used, in a new epoch, each time another', () =>
  inFolder(async (dir) => {
    const live = path.join(dir, 'live');
    const copy = path.join(dir, 'copy');
    writeSome(live, 1, 2, 3);
    backupLedger(inspectLedger(live), live, copy);
    writeSome(live, 4, 5, 6);
    const epochs = [1, 2].map((n) => {
      const back = path.join(dir, `back${n}`);
      restoreBackup(copy, back);
      const ledger = new SignedLog(back, 'ROU', { now: () => 1_700_000_000_000 + n });
      const [entry] = ledger.read(3, 10);
      assert.equal(entry!.type, 'ledger.epoch');
      assert.equal(entry!.body['after'], 3);
      ledger.appendGroups([[fact(7)]]);
      assert.ok(ledger.head().seq > 1_000_000);
      assert.equal(ledger.verify(), null);
      ledger.close();
      // Opened again it is an ordinary ledger: no further epoch.
      const again = new SignedLog(back, 'ROU');
      assert.equal(again.read(3, 10).length, 2);
      again.close();
      return entry!.body['epoch'];
    });
    assert.notEqual(epochs[0], epochs[1]);
    assert.equal(inspectLedger(live).verify(), null);
  }));

test('a jump in numbers without a new epoch stays a gap', () =>
  inFolder((dir) => {
    writeSome(dir, 1, 2, 3);
    const db = new Database(path.join(dir, 'ledger.sqlite'));
    db.exec('DELETE FROM ledger WHERE seq = 2');
    db.close();
    assert.equal(inspectLedger(dir).verify()?.why, 'gap');
  }));

test('a backup does not overwrite, and what is no backup is not restored', () =>
  inFolder(async (dir) => {
    const live = path.join(dir, 'live');
    writeSome(live, 1);
    assert.throws(() => backupLedger(inspectLedger(live), live, live), /not empty/);
    assert.throws(() => restoreBackup(path.join(dir, 'nothing'), path.join(dir, 'x')), /no backup/);
    backupLedger(inspectLedger(live), live, path.join(dir, 'copy'));
    assert.throws(() => restoreBackup(path.join(dir, 'copy'), live), /not empty/);
  }));

test('tocsin ledger verifies, shows, exports, backs up, restores and changes the key', () =>
  inFolder((dir) => {
    const live = path.join(dir, 'live');
    writeSome(live, 1, 2);
    const cli = (...args: string[]): { status: number | null; out: string } => {
      const bin = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../cli/main.js');
      const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'ledger', ...args], {
        encoding: 'utf8',
      });
      return { status, out: stdout + stderr };
    };
    const on = ['--data', live];
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
    assert.equal(cli('restore', path.join(dir, 'copy'), '--data', path.join(dir, 'new')).status, 0);
    assert.equal(cli('verify', '--data', path.join(dir, 'missing')).status, 66);
    assert.equal(cli('dance').status, 2);
  }));
