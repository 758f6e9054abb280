import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsThatFit } from './grid-columns.ts';

const COLUMNS = [
  { name: 'a', title: 'A', width: '100px' },
  { name: 'b', title: 'B', width: 'minmax(100px, 1fr)', spare: 1 },
  { name: 'c', title: 'C', width: '100px', spare: 2 },
  { name: 'd', title: 'D', width: '100px' },
];
const shown = (widthPx: number): string =>
  columnsThatFit(COLUMNS, widthPx)
    .map(({ name }) => name)
    .join('');

test('columns that have no room are left out, the most sparable first, and what cannot be spared stays', () => {
  assert.deepEqual([400, 399, 300, 299, 200, 50].map(shown), [
    'abcd',
    'abd',
    'abd',
    'ad',
    'ad',
    'ad',
  ]);
});
