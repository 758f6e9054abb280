/** How accurate is the tracker on each open scenario, beside the peer and the known-association reference? */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DATA } from '../tests/root.ts';
import { loadScenario, runScenario, scenarioFiles, scoreTracks } from './scenarios.ts';

interface PeerRow {
  readonly scenario: string;
  readonly gospa: number;
  readonly switches: number;
  readonly siap_LS: number;
}
const results = JSON.parse(
  readFileSync(path.join(DATA, 'tracking', 'PEER-RESULTS.json'), 'utf8'),
) as { peer: PeerRow[]; reference: PeerRow[] };
const wanted = process.argv.slice(2);
const names = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S8', 'S9a', 'S9b', 'S9c', 'S10'];
const rows: object[] = [];
console.log(
  'scen   GOSPA   peer    ref |  loc  miss false | rmse  C      LS    peerLS sw peer NEES  init | det/s cpu p99ms max',
);
for (const name of names) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const files = scenarioFiles(DATA, `${name}.open`);
  const scenario = loadScenario(files.scn);
  const result = runScenario(scenario);
  const s = scoreTracks(files.truth, result.tracks);
  const peers = results.peer.filter((p) => p.scenario === name);
  const best = peers.sort((a, b) => a.gospa - b.gospa)[0];
  const reference = results.reference.find((p) => p.scenario === name);
  const f = (v: number | undefined, w: number, d = 0): string =>
    (v === undefined ? '-' : v.toFixed(d)).padStart(w);
  const rate = scenario.plots / result.cpuS;
  console.log(
    `${name.padEnd(4)}${f(s.gospa, 8, 1)}${f(best?.gospa, 7)}${f(reference?.gospa, 7)} |${f(s.locPart, 6)}${f(s.missed, 6, 2)}${f(s.false, 6, 2)} |${f(s.locRmse, 6, 1)} ${f(s.completeness, 6, 3)} ${f(s.longestSegment, 6, 3)} ${f(best?.siap_LS, 6, 3)} ${f(s.switches, 3)} ${f(best?.switches, 3)} ${f(s.nees, 6, 2)} ${f(s.initDelayS, 5, 1)} |${f(rate, 7)} ${f(result.p99ScanMs, 6, 2)} ${f(result.maxScanMs, 5, 1)}`,
  );
  rows.push({
    scenario: name,
    gospa: s.gospa,
    peer: best?.gospa,
    reference: reference?.gospa,
    switches: s.switches,
    longestSegment: s.longestSegment,
    nees: s.nees,
    plotsPerCpuS: Math.round(rate),
  });
}
console.log(JSON.stringify({ bench: 'track-scenarios', rows }));
