/** The open tracking scenarios: accuracy against the figures of the peer, and the same run twice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadScenario, runScenario, scenarioFiles, scoreTracks } from '../../bench/scenarios.ts';
import { DATA, needsData } from '../root.ts';

/** Peer: GOSPA, longest segment, switches of the best of its algorithms (PEER-RESULTS.json of the data). */
const SCENARIOS = [
  { stem: 'S1', peer: 837, longest: 0.86, switches: 1 },
  { stem: 'S9c', peer: 14.6, longest: 0.924, switches: 1 },
];

for (const { stem, peer, longest, switches } of SCENARIOS) {
  test(
    `${stem}: GOSPA, longest segment and switches at least as good as the peer's`,
    { skip: needsData(`tracking/${stem}.open.scn.jsonl.gz`) },
    () => {
      const files = scenarioFiles(DATA, `${stem}.open`);
      const score = scoreTracks(files.truth, runScenario(loadScenario(files.scn)).tracks);
      assert.ok(score.gospa < peer, `GOSPA ${score.gospa}`);
      assert.ok(score.longestSegment >= longest, `LS ${score.longestSegment}`);
      assert.ok(score.switches <= switches, `switches ${score.switches}`);
      assert.ok(score.nees > 0.6 && score.nees < 1.6, `NEES ${score.nees}`);
      assert.equal(score.badLines, 0);
    },
  );
}
