import { Judge } from '../judge/index.ts';
import type { SensorKind, SourceConfig, Zone } from '../model/index.ts';
import { ScanBuilder } from '../sense/index.ts';
import { Tracker } from '../track/index.ts';
import { trackId } from './api/index.ts';
import type { NodeConfig } from './config/index.ts';
import { makeRules } from './watch/rules.ts';
import type { TrackLabels } from './watch/track-labels.ts';
import type { TrackNumbers } from './watch/track-numbers.ts';

/** The pure stages that a plot passes, as this node is configured. */
export interface Stages {
  readonly scans: ScanBuilder;
  readonly tracker: Tracker;
  readonly judge: Judge;
  /** kinds of sensors by id, also of those that come later; the judge asks them */
  readonly kinds: Map<string, SensorKind>;
  /** what is wrong in the rules of the configuration */
  readonly findings: ReturnType<typeof makeRules>['findings'];
}

/** What comes with the configuration, or with the demo's night instead. */
interface Given {
  readonly sources: readonly SourceConfig[];
  readonly zones: readonly Zone[];
  readonly identities: NodeConfig['identities'];
}

export function makeStages(
  config: NodeConfig,
  { sources, zones, identities }: Given,
  { numbers, labels }: { readonly numbers: TrackNumbers; readonly labels: TrackLabels },
): Stages {
  const { rules, findings } = makeRules({
    ...config,
    identities: [...config.identities, ...identities],
  });
  const kinds = new Map<string, SensorKind>();
  const judge = new Judge(rules, zones, {
    simulated: config.mode === 'exercise',
    nameOf: (trackNumber) => trackId(config.member, trackNumber),
    labelOfTrack: (trackNumber) => {
      labels.note(trackNumber, tracker.detail(trackNumber));
      return labels.bits(trackNumber) === 0 ? null : labels.labelOf(trackNumber);
    },
    sensorKindOf: (sensorId) => kinds.get(sensorId) ?? null,
  });
  const tracker = new Tracker({
    capacity: config.capacity,
    ...regionOf(config, sources),
    firstNumber: numbers.first,
  });
  const scans = new ScanBuilder();
  for (const sensor of sources.flatMap((source) => source.sensors)) {
    tracker.putSensor(sensor);
    scans.putSensor(sensor);
    kinds.set(sensor.id, sensor.kind);
  }
  return { scans, tracker, judge, kinds, findings };
}

/** The middle of the region: as configured, else the first sensor's site, else 0, 0 (tracks bring their own planes). */
function regionOf(
  config: NodeConfig,
  sources: readonly SourceConfig[],
): { latRad: number; lonRad: number } {
  if (config.region !== null) return config.region;
  const site = sources
    .flatMap((source) => source.sensors)
    .find((sensor) => Number.isFinite(sensor.latRad));
  return { latRad: site?.latRad ?? 0, lonRad: site?.lonRad ?? 0 };
}
