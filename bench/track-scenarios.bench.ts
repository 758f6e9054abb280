/**
 * How accurate is the tracker on each open scenario, beside every result of the peer and the run that is given the true
 * association? Prints Markdown and one JSON line; `--write` puts the tables into docs/tracking.md.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DATA } from '../tests/root.ts';
import type { Score } from '../src/track/index.ts';
import { MOTION_CLASSES } from '../src/track/motion.ts';
import { markdownTable, writeBlock } from './doc-block.ts';
import { loadScenario, runScenario, scenarioFiles, scoreTracks } from './scenarios.ts';
import { machine } from './timing.ts';

interface PeerRow {
  readonly scenario: string;
  readonly algorithm: string;
  readonly gospa: number;
  readonly missed: number;
  readonly false: number;
  readonly switches: number;
  readonly siap_LS: number;
}

interface Row {
  readonly name: string;
  readonly score: Score;
  readonly peers: readonly PeerRow[];
  readonly reference: PeerRow | undefined;
  readonly plotsPerCpuS: number;
}

const ALGORITHMS = ['gnn', 'jpda-lbp', 'mfa', 'gmphd'];
const NAMES = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S8', 'S9a', 'S9b', 'S9c', 'S10'];
/** where consistent covariances lie */
const NEES = [0.7, 1.5] as const;

const results = JSON.parse(
  readFileSync(path.join(DATA, 'tracking', 'PEER-RESULTS.json'), 'utf8'),
) as { peer: PeerRow[]; reference: PeerRow[] };

function runOne(name: string): Row {
  const files = scenarioFiles(DATA, `${name}.open`);
  const scenario = loadScenario(files.scn);
  const result = runScenario(scenario);
  return {
    name,
    score: scoreTracks(files.truth, result.tracks),
    peers: results.peer.filter((peer) => peer.scenario === name),
    reference: results.reference.find((peer) => peer.scenario === name),
    plotsPerCpuS: Math.round(scenario.plots / result.cpuS),
  };
}

function show(value: number | undefined): string {
  if (value === undefined) return '–';
  return value < 30 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
}

function gospaTable(rows: readonly Row[]): string {
  const head = ['scenario', 'Tocsin', ...ALGORITHMS, 'known association', 'Tocsin / best peer'];
  return markdownTable(
    head,
    rows.map(({ name, score, peers, reference }) => {
      const best = Math.min(...peers.map((peer) => peer.gospa));
      const of = (algorithm: string): string =>
        show(peers.find((peer) => peer.algorithm === algorithm)?.gospa);
      return [
        name,
        `**${show(score.gospa)}**`,
        ...ALGORITHMS.map(of),
        show(reference?.gospa),
        (score.gospa / best).toFixed(2),
      ];
    }),
  );
}

/** The peer's figures, algorithm by algorithm in the order of ALGORITHMS; those not run are left out. */
function eachPeer(peers: readonly PeerRow[], of: (peer: PeerRow) => string): string {
  return ALGORITHMS.flatMap((algorithm) => {
    const peer = peers.find((one) => one.algorithm === algorithm);
    return peer === undefined ? [] : [of(peer)];
  }).join(' / ');
}

function identityTable(rows: readonly Row[]): string {
  const head = [
    'scenario',
    'switches',
    'peers',
    'longest segment',
    'peers',
    'missed + false a report',
    'peers',
    'completeness',
    'first track after, s',
    'NEES / dims',
  ];
  return markdownTable(
    head,
    rows.map(({ name, score, peers }) => [
      name,
      `**${score.switches}**`,
      eachPeer(peers, (peer) => String(peer.switches)),
      `**${score.longestSegment.toFixed(3)}**`,
      eachPeer(peers, (peer) => peer.siap_LS.toFixed(3)),
      `${score.missed.toFixed(2)} + ${score.false.toFixed(2)}`,
      eachPeer(peers, (peer) => `${peer.missed.toFixed(2)} + ${peer.false.toFixed(2)}`),
      score.completeness.toFixed(3),
      score.initDelayS.toFixed(1),
      score.nees.toFixed(2),
    ]),
  );
}

/** Where a figure is not as good as the best of any peer result in that figure alone, or not consistent. */
function misses(rows: readonly Row[]): string[] {
  return rows.flatMap(({ name, score, peers }) => {
    const gospa = Math.min(...peers.map((peer) => peer.gospa));
    const switches = Math.min(...peers.map((peer) => peer.switches));
    const segment = Math.max(...peers.map((peer) => peer.siap_LS));
    const found: string[] = [];
    if (score.gospa >= gospa) found.push(`GOSPA ${show(score.gospa)} against ${show(gospa)}`);
    if (score.switches > switches) found.push(`${score.switches} switches against ${switches}`);
    if (score.longestSegment < segment)
      found.push(
        `longest segment ${score.longestSegment.toFixed(3)} against ${segment.toFixed(3)}`,
      );
    if (!(score.nees >= NEES[0] && score.nees <= NEES[1]))
      found.push(`NEES / dims ${score.nees.toFixed(2)} outside ${NEES.join(' to ')}`);
    return found.length === 0 ? [] : [`- ${name}: ${found.join('; ')}.`];
  });
}

/** The motion models as they stand in the code. */
function modelTable(): string {
  const head = [
    'class',
    'model',
    'q, m²/s³',
    'q up, m²/s³',
    'stop time, s',
    'mean stay, s',
    'then to, weights',
    'at birth',
    'climb sd then, m/s',
  ];
  const rows = MOTION_CLASSES.flatMap((kind) =>
    kind.models.map((model, m) => [
      kind.name,
      model.name,
      String(model.q),
      String(model.qUp),
      model.stopS === Infinity ? '–' : String(model.stopS),
      String(model.staysS),
      kind.models
        .flatMap((to, i) => (i === m || model.next[i] === 0 ? [] : [`${to.name} ${model.next[i]}`]))
        .join(', '),
      String(model.start),
      String(model.climbSd),
    ]),
  );
  return markdownTable(head, rows);
}

const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const rows = NAMES.filter((name) => wanted.length === 0 || wanted.includes(name)).map(runOne);
const missed = misses(rows);
const text = [
  'Mean GOSPA, m (less is better), one run each on the open seeds, causal:',
  gospaTable(rows),
  'Identity and consistency; peers in the order of the table above, where run:',
  identityTable(rows),
  missed.length === 0
    ? 'No figure is behind the best peer result, and every NEES lies within 0.7 to 1.5.'
    : `Behind the best peer result in that figure alone, or not consistent:\n\n${missed.join('\n')}`,
].join('\n\n');
console.log(`# track-scenarios · ${machine()}\n\n${text}\n`);
writeBlock('docs/tracking.md', 'track-scenarios', text);
writeBlock('docs/tracking.md', 'track-models', modelTable());
console.log(
  JSON.stringify({
    bench: 'track-scenarios',
    rows: rows.map(({ name, score, plotsPerCpuS }) => ({ scenario: name, ...score, plotsPerCpuS })),
  }),
);
