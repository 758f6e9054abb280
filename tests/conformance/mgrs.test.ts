/** UTM and MGRS of the console against GeographicLib (GeoConvert), and back. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fromMgrs, toMgrs } from '../../src/console/format/mgrs.ts';
import { toUtm } from '../../src/console/format/utm.ts';
import { DATA, needsData } from '../root.ts';

const FILE = 'console/mgrs_utm_oracle.csv';

test('MGRS and UTM agree with GeographicLib at every point', { skip: needsData(FILE) }, () => {
  const rows = readFileSync(path.join(DATA, FILE), 'utf8').trim().split(/\r?\n/).slice(1);
  assert.ok(rows.length > 0);
  for (const row of rows) {
    const [lat, lon, mgrs, utm] = row.split(',');
    const [zone, east, north] = utm!.split(' ');
    assert.equal(toMgrs(Number(lat), Number(lon)), mgrs, row);
    const got = toUtm(Number(lat), Number(lon));
    assert.equal(got.zone, Number.parseInt(zone!, 10), row);
    assert.ok(Math.abs(got.eastingM - Number(east)) < 0.002, `${row}: ${got.eastingM}`);
    assert.ok(Math.abs(got.northingM - Number(north)) < 0.002, `${row}: ${got.northingM}`);
    const back = fromMgrs(mgrs!)!;
    assert.ok(Math.abs(back.latDeg - Number(lat)) < 2e-5, row);
  }
});
