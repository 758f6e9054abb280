import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BackOff } from './back-off.ts';
import { ClockOffset } from './clock-offset.ts';
import { FileTime, Pace } from './file-time.ts';
import { sumDrops } from './kernel-drops.ts';
import { Rate } from './rate.ts';
import { Silence } from './silence.ts';
import { splitStream } from './split-stream.ts';
import { fromLatin1 } from '../../base/index.ts';

test('back-off doubles with jitter, is bounded, and starts again after a good connection', () => {
  const backOff = new BackOff({ firstMs: 100, mostMs: 1_000 });
  assert.equal(backOff.failed(0, 1), 100);
  assert.equal(backOff.failed(0, 1), 200);
  assert.equal(backOff.failed(0, 0), 200, 'half of 400 at least');
  for (let i = 0; i < 50; i++) assert.ok(backOff.failed(0, 1) <= 1_000);
  backOff.opened(1_000);
  assert.equal(backOff.failed(2_000, 1), 1_000, 'a short-lived connection was no success');
  backOff.opened(10_000);
  assert.equal(backOff.failed(60_000, 1), 100);
});

test('the clock offset is the least delay: late data does not move it', () => {
  const clock = new ClockOffset();
  assert.equal(clock.offsetMs(), null);
  for (let i = 0; i < 100; i++)
    clock.add(100_000 + i * 100, 100_000 + i * 100 - 80 - (i % 7) * 900);
  assert.equal(clock.offsetMs(), -80);
  assert.equal(clock.correctionMs(), 0, 'an honest delay is not corrected');
});

test('a clock an hour slow or two seconds ahead is corrected', () => {
  const slow = new ClockOffset();
  const ahead = new ClockOffset();
  for (let i = 0; i < 5; i++) {
    slow.add(i * 1000, i * 1000 - 3_600_000 - i * 10);
    ahead.add(i * 1000, i * 1000 + 2_000);
  }
  assert.equal(slow.correctionMs(), 3_600_000);
  assert.equal(ahead.correctionMs(), -2_000);
  assert.equal(ahead.offsetMs(), 2_000);
});

test('a clock that was set right is trusted again after a minute', () => {
  const clock = new ClockOffset();
  for (let at = 0; at < 60_000; at += 500) clock.add(at, at + 5_000);
  for (let at = 60_000; at < 130_000; at += 500) clock.add(at, at - 50);
  assert.equal(clock.correctionMs(), 0);
});

test('a source is silent after four of its longest usual gaps, within 5 s and 2 min', () => {
  const scan = new Silence(null);
  for (let at = 0; at <= 60_000; at += 4_000) scan.heard(at);
  assert.equal(scan.isSilent(60_000 + 15_900), false);
  assert.equal(scan.isSilent(60_000 + 16_100), true);
  const chatty = new Silence(null);
  for (let at = 0; at <= 10_000; at += 10) chatty.heard(at);
  assert.equal(chatty.limitMs(), 5_000);
  const rare = new Silence(null);
  rare.heard(0);
  rare.heard(3_600_000);
  assert.equal(rare.limitMs(), 120_000);
  assert.equal(new Silence(null).isSilent(1e12), false, 'not before it ever spoke');
});

test('a rate is the mean of the last ten seconds', () => {
  const rate = new Rate();
  for (let second = 0; second < 30; second++) rate.add(second < 20 ? 1_000 : 7, second * 1_000);
  assert.equal(rate.perS(29_500), 7);
  assert.equal(rate.perS(60_000), 0);
});

test('kernel drops are read from /proc/net/udp by port', () => {
  const table = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  123: 0100007F:2198 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 8001 2 0000000000000000 17
  124: 00000000:2198 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 8002 2 0000000000000000 5
  125: 00000000:2199 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 8003 2 0000000000000000 99
`;
  assert.equal(sumDrops(table, 8600), 22);
  assert.equal(sumDrops(table, 8602), 0);
});

test('the pace keeps recorded gaps, divided by the speed', () => {
  const pace = new Pace(4);
  assert.equal(pace.waitMs(1_000_000, 50), 0);
  assert.equal(pace.waitMs(1_004_000, 50), 1_000);
  assert.equal(pace.waitMs(1_004_000, 2_000), 0, 'late is late, not negative');
  assert.equal(new Pace(0).waitMs(9e9, 0), 0);
});

test('file times follow ticks, survive a counter reset and never stand still without times', () => {
  const time = new FileTime(1_000, 10);
  const tick = (ms: number): number =>
    time.next({ bytes: new Uint8Array(), time: ms, clock: 'relative' });
  assert.deepEqual([tick(500), tick(700), tick(3), tick(13)], [1_000, 1_200, 1_200, 1_210]);
  assert.equal(time.next({ bytes: new Uint8Array(), time: Number.NaN, clock: 'none' }), 1_310);
});

test('time of day paces a file over midnight, and joined recordings do not make it wait', () => {
  const midnight = Date.UTC(2026, 0, 2);
  const time = new FileTime(midnight - 5_000, 10);
  const day = (seconds: number): number =>
    time.next({ bytes: new Uint8Array(), time: seconds * 1000, clock: 'day' }) - midnight;
  assert.deepEqual(
    [day(86_396), day(86_399), day(1), day(86_399.5)],
    [-4_000, -1_000, 1_000, 1_000],
  );
  assert.equal(day(20_000), 1_000, 'hours later is another recording');
});

test('a Beast file is cut at its frames, escaped or not, with ticks of 12 MHz', () => {
  const frame = [0x1a, 0x32, 0, 0, 0, 0x1a, 0x1a, 0, 0, 0x80, 1, 2, 3, 4, 5, 6, 7];
  const bytes = new Uint8Array([...frame, ...frame, 0x1a]);
  const { pieces, consumed } = splitStream('beast', bytes, false);
  assert.deepEqual(
    pieces.map((piece) => [...piece.bytes]),
    [frame],
  );
  assert.equal(consumed, frame.length, 'whether the second has ended shows with what follows');
  assert.equal(pieces[0]!.time, (0x1a * 65_536) / 12_000);
  const all = splitStream('beast', bytes, true);
  assert.equal(all.consumed, bytes.length);
});

test('lines keep their tag block time in s or ms, and none is lost', () => {
  const text =
    '\\s:a,c:1609841515*5D\\!AIVDM,1\r\n\\c:1609841515123*00\\!AIVDM,2\r\n!AIVDM,3\r\nrest';
  const { pieces, consumed } = splitStream('ais', fromLatin1(text), false);
  assert.deepEqual(
    pieces.map((piece) => piece.time),
    [1609841515000, 1609841515123, Number.NaN],
  );
  assert.equal(consumed, text.length - 4);
});

test('an ASTERIX file is cut at its data blocks; an impossible length passes the rest on', () => {
  const bytes = new Uint8Array([48, 0, 5, 1, 2, 34, 0, 3, 48, 0, 9, 1]);
  const { pieces, consumed } = splitStream('asterix', bytes, false);
  assert.deepEqual(
    pieces.map((piece) => piece.bytes.length),
    [5, 3],
  );
  assert.equal(consumed, 8);
  assert.equal(splitStream('asterix', new Uint8Array([48, 0, 1, 7]), false).consumed, 4);
});
