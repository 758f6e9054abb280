import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeUtf8, encodeUtf8 } from '../../base/index.ts';
import { JsonFrames, MOST_JSON_OCTETS } from './json-frames.ts';

const DOCUMENTS = ['{"a":1}', '{"b":{"c":"} \\" {"}}', '{"d":["{",{"e":"\\\\"}]}'];

test('objects are found in pieces of any size, braces and quotes in texts do not matter', () => {
  const bytes = encodeUtf8(`noise ${DOCUMENTS.join(' \n')} }} `);
  for (let size = 1; size < bytes.length; size++) {
    const frames = new JsonFrames();
    const found: string[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      const { objects, faults } = frames.push(bytes.subarray(at, at + size));
      assert.deepEqual(faults, []);
      found.push(...objects.map((object) => decodeUtf8(object)));
    }
    assert.deepEqual(found, DOCUMENTS, `size ${size}`);
  }
});

test('an object without end is given up at the bound, and the next one is read', () => {
  const frames = new JsonFrames();
  const piece = encodeUtf8('{' + ' '.repeat(1024 * 1024));
  let faults = 0;
  for (let octets = 0; octets <= MOST_JSON_OCTETS; octets += piece.length)
    faults += frames.push(piece).faults.length;
  assert.equal(faults, 1);
  frames.reset();
  assert.equal(frames.push(encodeUtf8('{}')).objects.length, 1);
});
