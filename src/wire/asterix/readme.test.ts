import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runReadmeExample } from '../../../tests/readme-example.ts';

test('the example of the README runs', async (t) => {
  const { shown } = await runReadmeExample(t, 'asterix');
  assert.equal(shown[0]![0], 194.8203125);
  assert.match(String(shown[1]![0]), /THY9TX/);
  assert.deepEqual(shown[2], [[], []]);
});
