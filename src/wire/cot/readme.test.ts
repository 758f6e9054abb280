import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runReadmeExample } from '../../../tests/readme-example.ts';

test('the example of the README runs', async (t) => {
  const { shown } = await runReadmeExample(t, 'cot');
  assert.deepEqual(shown[0], ['DRONE 4711']);
  assert.deepEqual(shown[1], [0, 40]);
  assert.deepEqual(shown[2], [
    {
      ok: false,
      fault: {
        code: 'truncated',
        offset: 100,
        item: 'event',
        detail: 'the event does not end',
      },
    },
  ]);
});
