/** What one TAK connection may carry, cut in two at every octet and in single octets: always the same events. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatBytes, encodeUtf8 } from '../../src/base/index.ts';
import {
  CotStream,
  decodeCot,
  encodeTakMessage,
  frameTakStream,
  type CotStreamStep,
} from '../../src/wire/cot/index.ts';

const TIMES = `time="2026-01-01T00:00:00Z" start='2026-01-01T00:00:00Z' stale="2026-01-01T00:01:00Z"`;
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

function event(uid: string, detail = ''): string {
  return `<event stale='x' uid="${uid}" type="a-h-A" version='2.0'><point lon="29" lat="45"/>${detail}</event>`.replace(
    "stale='x'",
    TIMES,
  );
}

function frame(uid: string): Uint8Array {
  const read = decodeCot(event(uid, '<detail><unknown a="1"/></detail>'));
  assert.ok(read.ok);
  return frameTakStream(encodeTakMessage({ event: read.value }));
}

const octets = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** [what it is, its parts, the uids that must come out, whether something must be told] */
const STREAMS: readonly [string, readonly (string | Uint8Array)[], string, boolean][] = [
  ['bare events', [event('1'), event('2'), event('3')], '1 2 3', false],
  [
    'declarations between',
    [HEAD, '\n', event('1'), HEAD, event('2'), '\r\n \n', event('3')],
    '1 2 3',
    false,
  ],
  ['byte order marks', ['\ufeff', event('1'), '\ufeff', HEAD, event('2')], '1 2', false],
  [
    'comments and instructions',
    ['<!-- <event></event> -->', event('1'), '<?p <event ?>', event('2')],
    '1 2',
    false,
  ],
  [
    'an end tag in CDATA',
    [event('1', '<detail><r><![CDATA[</event><event>]]></r></detail>'), event('2')],
    '1 2',
    false,
  ],
  [
    'an end tag in a comment',
    [event('1', '<detail><!-- </event> --></detail>'), event('2')],
    '1 2',
    false,
  ],
  [
    'characters of two to four octets',
    [event('1', '<detail><r>ŽЯ…😀</r></detail>'), event('Ū')],
    '1 Ū',
    false,
  ],
  [
    'authentication first',
    ['<auth><cot username="a" password="</auth"/></auth>', event('1')],
    '1',
    false,
  ],
  [
    'XML and frames',
    [event('1'), frame('2'), HEAD, '\n', event('3'), frame('4'), frame('5')],
    '1 2 3 4 5',
    false,
  ],
  ['an empty frame', [octets(0xbf, 0), frame('1')], '1', false],
  [
    'an event with its tag closed at once',
    [`<event uid="0" type="a" ${TIMES}/>`, event('1')],
    '1',
    true,
  ],
  ['an event cut off', [event('1').slice(0, -30), event('2'), event('3')], '2 3', true],
  ['an event not well-formed', [event('1', '<detail><a></b></detail>'), event('2')], '2', true],
  [
    'rubbish between',
    [event('1'), 'x & < > </x>', event('2'), octets(0), event('3')],
    '1 2 3',
    true,
  ],
  ['a wrapping element', ['<events>', event('1'), event('2'), '</events>'], '1 2', true],
  ['a document type', ['<!DOCTYPE a [<!ENTITY b "c">]>', event('1')], '1', true],
  [
    'a frame with rubbish',
    [frame('1'), octets(0xbf, 5, 255, 255, 255, 255, 255), frame('2')],
    '1 2',
    true,
  ],
  [
    'a frame of 32 GiB',
    [frame('1'), octets(0xbf, 255, 255, 255, 255, 127), frame('2'), event('3')],
    '1 2 3',
    true,
  ],
];

function readAll(pieces: readonly Uint8Array[]): string {
  const stream = new CotStream();
  const steps: CotStreamStep[] = pieces.map((piece) => stream.push(piece.slice()));
  steps.push(stream.end());
  const uids = steps.flatMap(({ items }) => items.map((item) => item.event!.uid));
  const told = steps.some(({ faults }) => faults.length > 0);
  return `${uids.join(' ')}${told ? ' told' : ''}`;
}

test('events and frames come out the same wherever TCP cuts them', () => {
  for (const [what, parts, uids, isTold] of STREAMS) {
    const whole = concatBytes(
      parts.map((one) => (typeof one === 'string' ? encodeUtf8(one) : one)),
    );
    const want = isTold ? `${uids} told` : uids;
    assert.equal(readAll([whole]), want, what);
    assert.equal(readAll(Array.from(whole, (octet) => octets(octet))), want, `${what}, in octets`);
    for (let cut = 1; cut < whole.length; cut++)
      assert.equal(
        readAll([whole.subarray(0, cut), whole.subarray(cut)]),
        want,
        `${what}, cut at ${cut}`,
      );
  }
});
