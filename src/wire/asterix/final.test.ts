import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatBytes, fromHex, toHex } from '../../base/index.ts';
import { encodeFinalFrame, FinalReader } from './final.ts';

const frame = {
  bytes: fromHex('3000048030')!,
  errorCode: 1,
  line: 2,
  day: 3,
  secondsOfDay: 43_200.25,
};

test('a frame is header, blocks and four marks, and reads back', () => {
  const bytes = encodeFinalFrame(frame);
  assert.equal(toHex(bytes), '00110102034 1eb19 3000048030 a5a5a5a5'.replaceAll(' ', ''));
  const { records, faults, consumed } = new FinalReader().read(bytes);
  assert.deepEqual(faults, []);
  assert.equal(consumed, bytes.length);
  assert.deepEqual(
    { ...records[0]!, bytes: toHex(records[0]!.bytes) },
    {
      ...frame,
      offset: 8,
      bytes: '3000048030',
    },
  );
});

test('a file cut anywhere gives the same frames', () => {
  const bytes = concatBytes([encodeFinalFrame(frame), encodeFinalFrame(frame)]);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const reader = new FinalReader();
    const first = reader.read(bytes.subarray(0, cut));
    const second = reader.read(bytes.subarray(first.consumed));
    assert.equal(first.records.length + second.records.length, 2, `cut at ${cut}`);
    assert.equal(first.faults.length + second.faults.length, 0);
  }
});

test('damage costs one frame', () => {
  const good = encodeFinalFrame(frame);
  const bad = good.slice();
  bad[1] = 14;
  const { records, faults } = new FinalReader().read(concatBytes([good, bad, good]));
  assert.equal(records.length, 2);
  assert.equal(faults[0]!.offset, good.length);
});
