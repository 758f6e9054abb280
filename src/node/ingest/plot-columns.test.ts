import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  ALT_KINDS,
  ENVIRONMENTS,
  makePlot,
  PLOT_FORM,
  type Plot,
  type Sensor,
  type SweepMark,
} from '../../model/index.ts';
import { packParts, unpackParts } from './plot-columns.ts';

const number = fc.oneof(fc.double({ noNaN: true }), fc.constant(Number.NaN));
const id = fc.constantFrom('a', 'b', 'radar-7', '');
const plot: fc.Arbitrary<Plot> = fc
  .record({
    sourceId: id,
    sensorId: id,
    form: fc.constantFrom(...Object.values(PLOT_FORM)),
    environment: fc.constantFrom(...ENVIRONMENTS),
    altKind: fc.constantFrom(...ALT_KINDS),
    simulated: fc.boolean(),
    claims: fc.option(fc.record({ icao: fc.nat(), callsign: fc.string() }), { nil: null }),
  })
  .chain((words) => {
    const blank = makePlot(words);
    const numeric = Object.keys(blank).filter((key) => Number.isNaN(blank[key as keyof Plot]));
    return fc
      .tuple(...numeric.map(() => number))
      .map((values) =>
        makePlot({ ...words, ...Object.fromEntries(numeric.map((key, i) => [key, values[i]])) }),
      );
  });

test('every field of every plot survives packing', () => {
  const part = fc.record({
    sourceId: id,
    receivedAt: fc.nat(),
    plots: fc.array(plot, { maxLength: 5 }),
    marks: fc.constant<SweepMark[]>([{ sensorId: 'r', at: 5, kind: 'north', azimuthRad: 0 }]),
    sensors: fc.constant<Sensor[]>([]),
  });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (given) => {
      const parts = structuredClone(given);
      // structuredClone is what the thread boundary does.
      assert.deepEqual(unpackParts(structuredClone(packParts(parts))), parts);
    }),
    { seed: 11, numRuns: 60 },
  );
});

test('claims shared by many plots cross once', () => {
  const claims = { callsign: 'SAME' };
  const plots = [makePlot({ claims }), makePlot({ claims }), makePlot({ claims: null })];
  const packed = packParts([{ sourceId: 'a', receivedAt: 0, plots, marks: [], sensors: [] }]);
  assert.equal(packed.claims.length, 1);
});
