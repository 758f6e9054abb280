/** Recorded flights as self-reports: the one with a spoofed navigation receiver is found, honest ones raise nothing. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DEG_TO_RAD, TWO_PI } from '../../src/base/index.ts';
import { PLOT_FORM, makePlot, type Sensor } from '../../src/model/index.ts';
import { makeSelfReportSensor } from '../../src/sense/self-report-sensor.ts';
import { Tracker } from '../../src/track/index.ts';
import { DATA, needsData } from '../root.ts';

const ADSB: Sensor = {
  ...makeSelfReportSensor('adsb', 'adsb', 'adsb'),
  periodS: 1,
  sdPositionM: 20,
  pd: 0.9,
};

const KNOT = 0.514444;
const FOOT = 0.3048;

interface Flight {
  readonly rows: number;
  /** finding code to how many tracks had it */
  readonly codes: ReadonlyMap<string, number>;
  /** farthest the picture moved between two reports a second or so apart, m/s */
  readonly fastestMps: number;
}

/** Gives every row of a recording to a tracker. Columns: time ms, address, position, ft, kt, track. */
function fly(name: string): Flight {
  const text = readFileSync(path.join(DATA, 'feeds', 'positions', `${name}.csv`), 'utf8');
  const [head, ...rows] = text.trim().split('\n');
  const column = new Map(head!.split(',').map((key, index) => [key, index]));
  const tracker = new Tracker({ capacity: 1024, latRad: 0.8, lonRad: 0.4 });
  tracker.putSensor(ADSB);
  const codes = new Map<string, Set<number>>();
  let fastestMps = 0;
  rows.forEach((row, index) => {
    const cells = row.split(',');
    const number = (key: string): number => {
      const cell = cells[column.get(key) ?? -1];
      return cell === undefined || cell === '' ? Number.NaN : Number(cell);
    };
    const at = number('timestamp');
    const speed = number('groundspeed') * KNOT;
    const track = number('track') * DEG_TO_RAD;
    const plot = makePlot({
      sourceId: 'adsb',
      sensorId: 'adsb',
      at,
      receivedAt: at,
      form: PLOT_FORM.position,
      environment: 'air',
      latRad: number('latitude') * DEG_TO_RAD,
      lonRad: number('longitude') * DEG_TO_RAD,
      covEE: 400,
      covEN: 0,
      covNN: 400,
      altM: number('altitude') * FOOT,
      altKind: 'pressure',
      vEastMps: speed * Math.sin(track),
      vNorthMps: speed * Math.cos(track),
      claims: { icao: Number.parseInt(cells[column.get('icao24')!]!, 16) },
    });
    tracker.accept({
      sensorId: 'adsb',
      fromAt: at,
      toAt: at,
      arrivedAt: at,
      complete: false,
      azimuthFromRad: 0,
      azimuthToRad: TWO_PI,
      plots: [plot],
    });
    if (index % 10 !== 0) return;
    tracker.advance(at);
    const picture = tracker.picture(at);
    for (let i = 0; i < picture.count; i++) {
      const id = picture.trackNumber[i]!;
      fastestMps = Math.max(fastestMps, Math.hypot(picture.vEastMps[i]!, picture.vNorthMps[i]!));
      for (const finding of tracker.detail(id)?.findings ?? []) {
        const held = codes.get(finding.code) ?? new Set<number>();
        codes.set(finding.code, held.add(id));
      }
    }
  });
  return {
    rows: rows.length,
    codes: new Map([...codes].map(([code, ids]) => [code, ids.size])),
    fastestMps,
  };
}

test(
  'the spoofed airliner is found, and no track is dragged along at speeds no airliner has',
  { skip: needsData('feeds/positions/spoofing-baltic-to-blacksea.csv') },
  () => {
    const flight = fly('spoofing-baltic-to-blacksea');
    assert.ok((flight.codes.get('claim-jump') ?? 0) > 0, 'no claim-jump');
    assert.ok(flight.fastestMps < 350, `${flight.fastestMps} m/s`);
  },
);

for (const name of ['turkish-flag', 'elal747', 'border-patrol-channel'])
  test(
    `${name}: an honest flight with many turns is no suspect`,
    { skip: needsData(`feeds/positions/${name}.csv`) },
    () => {
      const flight = fly(name);
      assert.ok(flight.rows > 500);
      assert.deepEqual([...flight.codes], []);
    },
  );
