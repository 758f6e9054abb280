import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from './random.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/** Runs of ASCII of all lengths between characters of two, three and four octets, and damage. */
function pieces(random: Random): Uint8Array {
  const parts = Array.from({ length: random.below(6) }, () => {
    const run = 'Dobrogea '.repeat(3).slice(0, random.below(20));
    return run + random.pick(['', 'ț', '한', '🛰', 'é', '\u0000', '\u007f']);
  });
  const bytes = new TextEncoder().encode(parts.join(''));
  for (let hits = random.below(3); hits > 0 && bytes.length > 0; hits--)
    bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
}

test('text of octets is what the platform says of it where the octets are sound', () => {
  const random = new Random(8);
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for (let i = 0; i < 3000; i++) {
    const bytes = pieces(random);
    const text = decodeUtf8(bytes);
    try {
      assert.equal(text, strict.decode(bytes));
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      assert.ok(text.includes('\ufffd'), 'damage shows');
    }
  }
});

test('long texts are whole, also longer than one piece, and parts begin and end where asked', () => {
  const text = 'abcdefghij'.repeat(2000);
  assert.equal(decodeUtf8(encodeUtf8(text)), text);
  assert.equal(decodeUtf8(encodeUtf8(text), 9995, 10_005), 'fghijabcde');
  assert.equal(decodeUtf8(encodeUtf8(`${text}ț${text}`)), `${text}ț${text}`);
});

test('octets of a text are what the platform gives; a lone surrogate becomes U+FFFD', () => {
  for (const text of ['', 'a', 'é', 'ab한🛰c', 'x\ud800y'])
    assert.deepEqual([...encodeUtf8(text)], [...new TextEncoder().encode(text)]);
});
