import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { Random } from '../../base/index.ts';
import { OWN_ONLY, type LedgerFact } from '../../model/index.ts';
import { LedgerFile } from './ledger-file.ts';
import { openLedger } from './ledger.ts';

function fact(n: number): LedgerFact {
  return {
    type: 'test.fact',
    at: 1000 + n,
    actor: 'test',
    body: { n, text: 'ă ț 😀' },
    label: OWN_ONLY,
  };
}

async function inFolder(run: (dir: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tocsin-ledger-'));
  try {
    await run(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

test('entries are numbered without gaps, chained and signed, and read back the same', () =>
  inFolder(async (dir) => {
    const ledger = await openLedger({ dataDir: dir, origin: 'ROU' });
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
  }));

test('a ledger opened again goes on where it stopped, under the same key', () =>
  inFolder(async (dir) => {
    const first = await openLedger({ dataDir: dir, origin: 'ROU' });
    await first.append([fact(1)]);
    const key = first.publicKey;
    await first.close();
    const second = await openLedger({ dataDir: dir, origin: 'ROU' });
    const [entry] = await second.append([fact(2)]);
    assert.equal(entry!.seq, 2);
    assert.equal(second.publicKey, key);
    assert.equal(second.verify(), null);
    await second.close();
  }));

test('the key can be read by its owner only', () =>
  inFolder(async (dir) => {
    const ledger = await openLedger({ dataDir: dir, origin: 'ROU' });
    await ledger.close();
    assert.equal(statSync(path.join(dir, 'node-key.pem')).mode & 0o777, 0o600);
    assert.match(readFileSync(path.join(dir, 'node-key.pem'), 'utf8'), /PRIVATE KEY/);
  }));

test('a second node on the same folder is refused', () =>
  inFolder(async (dir) => {
    const ledger = await openLedger({ dataDir: dir, origin: 'ROU' });
    await assert.rejects(openLedger({ dataDir: dir, origin: 'ROU' }), /another program/);
    await ledger.close();
  }));

test('a changed, missing or foreign entry is found', () =>
  inFolder(async (dir) => {
    const ledger = await openLedger({ dataDir: dir, origin: 'ROU' });
    await ledger.append([fact(1), fact(2), fact(3)]);
    await ledger.close();
    const change = (sql: string): ReturnType<LedgerFile['verify']> => {
      const db = new Database(path.join(dir, 'ledger.sqlite'));
      const before = db.prepare('SELECT * FROM ledger').all() as Record<string, unknown>[];
      db.exec(sql);
      const file = new LedgerFile(dir, 'ROU', { readonly: true });
      const found = file.verify();
      file.close();
      db.exec('DELETE FROM ledger');
      const put = db.prepare(
        'INSERT INTO ledger (origin, seq, at, type, json) VALUES (@origin, @seq, @at, @type, @json)',
      );
      for (const row of before) put.run(row);
      db.close();
      return found;
    };
    assert.equal(
      change("UPDATE ledger SET json = replace(json, 'test.fact', 'test.fake') WHERE seq = 2")?.why,
      'signature',
    );
    assert.equal(change('DELETE FROM ledger WHERE seq = 2')?.why, 'gap');
    assert.equal(change("UPDATE ledger SET json = '{' WHERE seq = 3")?.why, 'form');
    assert.equal(change('SELECT 1'), null);
  }));

test('facts over the bound are refused at once and the rest are kept', () =>
  inFolder(async (dir) => {
    const ledger = await openLedger({ dataDir: dir, origin: 'ROU' });
    const many = Array.from({ length: 9_999 }, (_, n) => fact(n));
    const first = ledger.append(many);
    await assert.rejects(ledger.append([fact(1), fact(2)]), /wait for the disk/);
    assert.equal((await first).length, 9_999);
    assert.equal((await ledger.append([fact(1)]))[0]!.seq, 10_000);
    await ledger.close();
  }));

test('kill -9 at any moment loses nothing that was acknowledged', { timeout: 120_000 }, () =>
  inFolder(async (dir) => {
    const child = path.join(path.dirname(fileURLToPath(import.meta.url)), 'ledger-kill-child.js');
    const random = new Random(17);
    let acknowledged = 0;
    for (let round = 0; round < 12; round++) {
      const process_ = spawn(process.execPath, [child, dir], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const after = 1 + random.below(400);
      let seen = 0;
      let text = '';
      await new Promise<void>((resolve) => {
        process_.stdout.on('data', (data: Buffer) => {
          text += data.toString();
          const lines = text.split('\n');
          text = lines.pop()!;
          for (const line of lines) {
            acknowledged = Math.max(acknowledged, Number(line));
            if (++seen === after) process_.kill('SIGKILL');
          }
        });
        process_.on('close', () => resolve());
      });
      const file = new LedgerFile(dir, 'ROU', { readonly: true });
      assert.equal(file.verify(), null, `round ${round}`);
      assert.ok(
        file.head().seq >= acknowledged,
        `round ${round}: ${file.head().seq} < ${acknowledged}`,
      );
      file.close();
    }
    assert.ok(acknowledged > 100);
  }),
);
