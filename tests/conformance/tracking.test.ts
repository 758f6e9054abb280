/**
 * The gate of the tracker: the open tracking scenarios against the peer's results, as they stand in the data folder.
 * Per scenario the best figure of any peer algorithm counts, each figure apart.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadScenario, runScenario, scenarioFiles, scoreTracks } from '../../bench/scenarios.ts';
import { DATA, needsData } from '../root.ts';

interface PeerResult {
  readonly scenario: string;
  readonly seed: string;
  readonly gospa: number;
  readonly siap_LS: number;
  readonly switches: number;
}

interface Bar {
  readonly gospa: number;
  readonly longest: number;
  readonly switches: number;
}

const PEERS = 'tracking/PEER-RESULTS.json';

/** Best of each figure over the peer's algorithms on the open seed. */
function barOf(scenario: string): Bar {
  const results = JSON.parse(readFileSync(path.join(DATA, PEERS), 'utf8')) as {
    readonly peer: readonly PeerResult[];
  };
  const rows = results.peer.filter((row) => row.scenario === scenario && row.seed === 'open');
  assert.ok(rows.length > 0, `no peer result for ${scenario}`);
  return {
    gospa: Math.min(...rows.map((row) => row.gospa)),
    longest: Math.max(...rows.map((row) => row.siap_LS)),
    switches: Math.min(...rows.map((row) => row.switches)),
  };
}

const SCENARIOS = ['S1', 'S2', 'S3', 'S4', 'S5', 'S8', 'S9a', 'S9b', 'S9c', 'S10'];

for (const stem of SCENARIOS) {
  const missing = needsData(`tracking/${stem}.open.scn.jsonl.gz`) || needsData(PEERS);
  test(
    `${stem}: GOSPA, switches and longest segment are no worse than any peer's, covariance is honest`,
    { skip: missing },
    () => {
      const bar = barOf(stem);
      const files = scenarioFiles(DATA, `${stem}.open`);
      const score = scoreTracks(files.truth, runScenario(loadScenario(files.scn)).tracks);
      assert.ok(score.gospa <= bar.gospa, `GOSPA ${score.gospa} against ${bar.gospa}`);
      assert.ok(score.switches <= bar.switches, `switches ${score.switches} / ${bar.switches}`);
      assert.ok(
        score.longestSegment >= bar.longest,
        `LS ${score.longestSegment} against ${bar.longest}`,
      );
      assert.ok(score.nees >= 0.7 && score.nees <= 1.5, `NEES/dims ${score.nees}`);
      assert.equal(score.badLines, 0);
    },
  );
}

test(
  'the same input gives the same picture, to the last bit',
  { skip: needsData('tracking/S5.open.scn.jsonl.gz') },
  () => {
    const scenario = loadScenario(scenarioFiles(DATA, 'S5.open').scn);
    const first = runScenario(scenario).tracks;
    assert.ok(first.length > 0);
    assert.deepEqual(runScenario(scenario).tracks, first);
  },
);
