import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { forEachBackEnd, inPlace, type Place } from '../../../tests/back-ends.ts';
import { DEG_TO_RAD, Random } from '../../base/index.ts';
import { makePicture, type Picture } from '../../model/index.ts';
import { leadingMinute, makeBatch } from './batch.ts';
import { HistoryWriter } from './history-writer.ts';
import { HistoryReader } from './history-reader.ts';
import { Journal, readJournal } from './journal.ts';
import { makePointColumns, packSegment, POINT_WIDTH, unpackSegment } from './segment.ts';
import { PgHistoryReadTable } from './pg-history-read-table.ts';
import { PgHistoryWriteTable } from './pg-history-write-table.ts';
import { SignedLog } from './signed-log.ts';
import { takeSnapshot, WIDTH, type Snapshot } from './snapshot.ts';
import { TokenReader, TokenWriter } from './tokens.ts';

const T0 = 1_800_000_000_000;
const CODES = { identityOf: (n: number) => n % 7, alertOf: (n: number) => (n === 3 ? 0x82 : 0) };

/** Tracks fly north at 50 m/s from lat 44; track n at lon 28 + n / 10. */
function pictureAt(at: number, tracks: readonly number[]): Picture {
  const picture = makePicture(tracks.length, at);
  picture.count = tracks.length;
  tracks.forEach((n, row) => {
    picture.trackNumber[row] = n;
    picture.latRad[row] = (44 + ((at - T0) / 1000) * (50 / 111_000)) * DEG_TO_RAD;
    picture.lonRad[row] = (28 + n / 10) * DEG_TO_RAD;
    picture.updatedAt[row] = at;
  });
  return picture;
}

let numbers = 0;
const snapshotAt = (at: number, tracks: readonly number[]): Snapshot =>
  takeSnapshot(pictureAt(at, tracks), CODES, ++numbers);

function inFolder(run: (dir: string) => void): void {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tocsin-history-'));
  try {
    run(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What a reader of its own sees. */
function trackTimes({ dir, store }: Place, trackNumber: number): number[] {
  const reader = new HistoryReader(dir, store);
  const times = reader.trackPoints(trackNumber, T0 - 1e6, T0 + 1e7).map((p) => p.at - T0);
  reader.close();
  return times;
}

test('columns of any whole numbers come back, and an even one takes two octets', () => {
  const value = fc.oneof(
    fc.integer({ min: -9e9, max: 9e9 }),
    fc.constant(0),
    fc.integer({ min: -3, max: 3 }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(value, { minLength: 1 }), { maxLength: 4 }), (columns) => {
      const writer = new TokenWriter();
      for (const column of columns) {
        for (const number of column) writer.put(number);
        writer.endColumn();
      }
      const reader = new TokenReader();
      reader.open(writer.take());
      for (const column of columns) {
        const out = new Float64Array(column.length);
        reader.column(column.length, out, 0);
        assert.deepEqual([...out], column);
      }
      assert.equal(reader.damaged, false);
    }),
    { seed: 21, numRuns: 200 },
  );
  const writer = new TokenWriter();
  for (let i = 0; i < 60; i++) writer.put(0);
  writer.endColumn();
  assert.equal(writer.length, 1);
});

test('a segment gives back every number it was packed from (seeded)', () => {
  const random = new Random(5);
  for (let round = 0; round < 50; round++) {
    const count = 1 + random.below(80);
    const points = makePointColumns(count);
    points.count = count;
    for (let i = 0; i < points.values.length; i++)
      points.values[i] = Math.round(random.between(-1, 1) * 2 ** random.below(31));
    const out = makePointColumns(1);
    assert.equal(unpackSegment(packSegment(points), out), count);
    for (let c = 0; c < POINT_WIDTH; c++)
      assert.deepEqual(
        out.values.subarray(c * out.capacity, c * out.capacity + count),
        points.values.subarray(c * count, (c + 1) * count),
      );
  }
});

test('a damaged segment gives nothing, and never more than it says', () => {
  const points = makePointColumns(60);
  points.count = 60;
  for (let i = 0; i < points.values.length; i++) points.values[i] = (i * 7919) % 1000;
  const packed = packSegment(points);
  for (let cut = 0; cut < packed.length; cut++) {
    const out = makePointColumns(1);
    assert.equal(unpackSegment(packed.subarray(0, cut), out), 0, `cut at ${cut}`);
    assert.equal(out.count, 0);
  }
});

test('a batch holds one minute; a picture that goes back in time begins another', () => {
  const at = (ms: number): Snapshot => snapshotAt(T0 + ms, [1, 2]);
  const pictures = [at(58_000), at(59_000), at(60_000), at(61_000), at(60_500)];
  assert.equal(T0 % 60_000, 0);
  assert.equal(leadingMinute(pictures).length, 2);
  assert.equal(leadingMinute(pictures.slice(2)).length, 2);
  const batch = makeBatch([
    snapshotAt(T0, [1, 2]),
    snapshotAt(T0 + 1000, [2, 9]),
    snapshotAt(T0 + 2000, [9]),
  ]);
  assert.deepEqual(batch.trackNumbers, [1, 2, 9]);
  assert.deepEqual(
    batch.trackNumbers.map((_, i) => {
      const { values, count } = batch.points(i);
      return [...values.subarray(0, count)];
    }),
    [[0], [0, 1000], [1000, 2000]],
  );
});

test('a journal gives back its pictures bit for bit, up to where it was cut', () =>
  inFolder((dir) => {
    const file = path.join(dir, 'journal');
    const journal = new Journal(file);
    const given = [
      snapshotAt(T0, [5, 1, 4_000_000_000]),
      snapshotAt(T0 + 1000, [1, 5]),
      snapshotAt(T0 + 2000, []),
      snapshotAt(T0 + 3000, [7]),
    ];
    const ends = given.map((snapshot) => {
      journal.add(snapshot);
      return statSync(file).size;
    });
    const plain = ({ at, count, values }: Snapshot): unknown => [at, count, [...values]];
    assert.deepEqual(readJournal(file).map(plain), given.map(plain));
    truncateSync(file, ends[2]! + 5);
    assert.deepEqual(readJournal(file).map(plain), given.slice(0, 3).map(plain));
    journal.clear();
    assert.deepEqual(readJournal(file), []);
    journal.add(given[1]!);
    appendFileSync(file, 'rubbish that is longer than a header');
    assert.deepEqual(readJournal(file).map(plain), [plain(given[1]!)]);
    journal.close();
  }));

forEachBackEnd((backEnd) => {
  const on = (title: string, run: (place: Place) => Promise<void> | void): void => {
    test(title, () =>
      inPlace(backEnd, (place) => {
        // The node opens its ledger first, which makes what both lie in.
        new SignedLog(place.dir, 'ROU', { store: place.store }).close();
        return run(place);
      }),
    );
  };
  const open = ({ dir, store }: Place): HistoryWriter => new HistoryWriter(dir, store);

  on('the minute that was not packed yet is there after the process was killed', (place) => {
    const writer = open(place);
    for (let s = 0; s < 20; s++) writer.add(snapshotAt(T0 + s * 1000, [1]));
    // No close(): what a kill -9 leaves behind.
    assert.deepEqual(trackTimes(place, 1), []);
    const again = open(place);
    assert.equal(trackTimes(place, 1).length, 20);
    again.close();
    assert.equal(trackTimes(place, 1).length, 20, 'packed once, not twice');
  });

  on('a crash between packing and clearing the journal gives no picture twice', (place) => {
    const writer = open(place);
    const pictures = Array.from({ length: 5 }, (_, s) => snapshotAt(T0 + s * 1000, [1]));
    for (const picture of pictures) writer.add(picture);
    writer.close();
    const journal = new Journal(path.join(place.dir, 'history.journal'));
    for (const picture of pictures) journal.add(picture);
    journal.add(snapshotAt(T0 + 5000, [1]));
    journal.close();
    open(place).close();
    assert.deepEqual(trackTimes(place, 1), [0, 1000, 2000, 3000, 4000, 5000]);
  });

  on(
    'nothing is missing or twice while the writer makes segments of what the reader holds',
    (place) => {
      const writer = open(place);
      const reader = new HistoryReader(place.dir, place.store);
      const count = (): number => reader.trackPoints(1, T0, T0 + 1e6).length;
      const give = (snapshot: Snapshot): void => {
        writer.add(snapshot);
        reader.add(snapshot);
      };
      for (let s = 0; s < 30; s++) give(snapshotAt(T0 + s * 1000, [1]));
      const through = writer.flush()!;
      assert.equal(count(), 30, 'committed, the reader not told yet');
      give(snapshotAt(T0 + 30_000, [1]));
      reader.flushed(through);
      assert.equal(count(), 31);
      writer.close();
      reader.close();
    },
  );

  on('points of a track, and of a box and span, are found through an index', async (place) => {
    const writer = open(place);
    const tracks = Array.from({ length: 400 }, (_, n) => n);
    for (let minute = 0; minute < 10; minute++)
      for (const s of [0, 30]) {
        const at = T0 + minute * 60_000 + s * 1000;
        if (writer.needsFlush(at)) writer.flush();
        writer.add(snapshotAt(at, tracks));
      }
    writer.close();
    const plans = await backEnd.plans(place);
    assert.match(plans.track, /segment_track/);
    assert.match(plans.box, backEnd.name === 'sqlite' ? /box VIRTUAL TABLE INDEX/ : /segment_room/);
    assert.doesNotMatch(plans.track + plans.box, /SCAN segment|Seq Scan/);
  });

  if (backEnd.name === 'postgresql') {
    on(
      'pictures wait while the database is away, and each is written once when it is back',
      async (place) => {
        const writer = open(place);
        const at = (s: number): number => T0 + s * 1000;
        for (let s = 0; s < 60; s++) writer.add(snapshotAt(at(s), [1]));
        await backEnd.server().kill();
        assert.throws(() => writer.flush(), /database/);
        for (let s = 60; s < 90; s++) writer.add(snapshotAt(at(s), [1]));
        await backEnd.server().run();
        for (let isBack = false; !isBack;) isBack = isDone(() => writer.flush());
        assert.deepEqual(
          trackTimes(place, 1),
          Array.from({ length: 90 }, (_, s) => s * 1000),
        );
        assert.equal(writer.lost, 0);
        writer.close();
      },
    );

    on(
      'a batch whose commit was not answered in time is not written twice',
      async ({ dir, store }) => {
        if (store.kind !== 'postgresql') return;
        const table = new PgHistoryWriteTable(store, 1000);
        await backEnd.sql({ dir, store }, SLOW_COMMIT);
        const span = { fromAt: T0, toAt: T0 + 1000 };
        const segments = [
          { track: 7, packed: new Uint8Array(9), box: [1, 2, 3, 4], ...span },
        ] as const;
        const times = new Uint8Array(8);
        const add = (): void =>
          table.addBatch({ minute: T0 / 60_000, ...span, most: 1, times, segments });
        assert.throws(add, /does not answer/);
        for (let isWritten = false; !isWritten;) isWritten = isDone(add);
        const reader = new PgHistoryReadTable(store);
        assert.equal([...reader.segmentsOfTrack(7, 0, 1e9)].length, 1);
        assert.equal(reader.batches(T0, T0 + 1000).length, 1);
        reader.close();
        table.close();
      },
    );
  }
});

/** The database takes three seconds for each commit of a batch. */
const SLOW_COMMIT = `
  CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(3); RETURN NULL; END';
  CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON batch DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION slow()`;

/** False while the database is not tried again yet. */
function isDone(write: () => void): boolean {
  try {
    write();
    return true;
  } catch {
    return false;
  }
}

test('the snapshot keeps the units of the track frame', () => {
  const picture = pictureAt(T0, [3]);
  picture.altM[0] = Number.NaN;
  picture.vEastMps[0] = -12.34;
  picture.updatedAt[0] = T0 - 2_500;
  picture.covEE[0] = 100;
  picture.covNN[0] = 100;
  picture.simulated[0] = 1;
  picture.status[0] = 2;
  const { values } = takeSnapshot(picture, CODES, 1);
  assert.equal(values.length, WIDTH);
  assert.deepEqual(
    [...values],
    [3, 440_000_000, 283_000_000, -32_768, -123, 0, 0, 25, 24, 0x82, 0, 3, 0, 0x82],
  );
});
