import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { encodeUtf8, Random } from '../../base/index.ts';
import {
  readDataPackage,
  readPackageContent,
  readPackageEvents,
  writeDataPackage,
} from './data-package.ts';
import { listZip, readZipEntry, writeZip, type Inflate } from './zip.ts';

const inflate: Inflate = (packed, mostOctets) => {
  try {
    return new Uint8Array(inflateRawSync(packed, { maxOutputLength: Math.max(1, mostOctets) }));
  } catch {
    return null;
  }
};
const AT = Date.UTC(2026, 10, 24, 2, 30, 2);
const EVENT = encodeUtf8(
  "<event version='2.0' uid='u' type='b-m-p-s-m' time='2026-01-01T00:00:00Z' start='2026-01-01T00:00:00Z' stale='2026-01-01T00:00:00Z'><point lat='1' lon='2'/></event>",
);

function makePackage(): Uint8Array {
  return writeDataPackage(
    { uid: 'p-1', name: 'Delta & co', onReceiveImport: 'true' },
    [
      { zipEntry: 'u/u.cot', bytes: EVENT, parameters: { uid: 'u' } },
      { zipEntry: 'notes/ţară.txt', bytes: encodeUtf8('text'), ignore: true },
    ],
    AT,
  );
}

test('a written package is read back: manifest, contents, events', () => {
  const archive = makePackage();
  const read = readDataPackage(archive, inflate);
  assert.ok(read.ok);
  const { uid, name, version, parameters, contents, findings } = read.value;
  assert.deepEqual([uid, name, version, findings], ['p-1', 'Delta & co', '2', []]);
  assert.equal(parameters.get('onReceiveImport'), 'true');
  assert.deepEqual(
    contents.map((content) => [content.zipEntry, content.ignore]),
    [
      ['u/u.cot', false],
      ['notes/ţară.txt', true],
    ],
  );
  const { events, faults } = readPackageEvents(archive, read.value, inflate);
  assert.deepEqual([events.map((event) => event.uid), faults], [['u'], []]);
  const text = readPackageContent(archive, read.value, 'notes/ţară.txt', inflate);
  assert.deepEqual(text, { ok: true, value: encodeUtf8('text') });
});

test('a damaged content is told and stops nothing else', () => {
  const archive = makePackage();
  const list = listZip(archive);
  assert.ok(list.ok);
  const entry = list.value.find(({ name }) => name === 'u/u.cot')!;
  archive[entry.at + 60]! ^= 1;
  const read = readDataPackage(archive, inflate);
  assert.ok(read.ok);
  const { events, faults } = readPackageEvents(archive, read.value, inflate);
  assert.deepEqual([events.length, faults.map(({ code }) => code)], [0, ['bad-checksum']]);
});

test('names that lead out of the archive, and two of one name, are refused', () => {
  for (const name of ['../x', 'a/../../x', '/etc/x', 'C:x', 'a\\b', 'a//b'])
    assert.equal(listZip(writeZip([{ name, bytes: EVENT }], AT)).ok, false, name);
  const twice = writeZip(
    [
      { name: 'a', bytes: EVENT },
      { name: 'a', bytes: EVENT },
    ],
    AT,
  );
  assert.equal(listZip(twice).ok, false);
});

test('an entry that unpacks to more than it says is refused, not unpacked', () => {
  const bomb = new Uint8Array(deflateRawSync(new Uint8Array(10 << 20)));
  const archive = writeZip([{ name: 'a', bytes: bomb }], AT);
  const list = listZip(archive);
  assert.ok(list.ok);
  const entry = { ...list.value[0]!, deflated: true, octets: 100 };
  let asked = 0;
  const read = readZipEntry(archive, entry, (packed, most) => {
    asked = most;
    return inflate(packed, most);
  });
  assert.deepEqual([read.ok, asked], [false, 100]);
});

test('prefixes and seeded damage of a package are faults, never a throw', () => {
  const archive = makePackage();
  for (let end = 0; end < archive.length; end++)
    assert.equal(readDataPackage(archive.subarray(0, end), inflate).ok, false);
  const random = new Random(8);
  for (let i = 0; i < 3000; i++) {
    const damaged = archive.slice();
    for (let hits = 1 + random.below(3); hits > 0; hits--)
      damaged[random.below(damaged.length)] = random.below(256);
    const read = readDataPackage(damaged, inflate);
    if (read.ok) readPackageEvents(damaged, read.value, inflate);
  }
});
