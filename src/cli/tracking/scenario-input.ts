import { ScenarioRun } from '../../sim/run-scenario.ts';
import { ScenarioReader, type ScenarioHeader } from '../../sim/scenario.ts';
import { readLines } from '../json-lines.ts';
import type { TrackRun } from './run.ts';

const SHOWN_FAULTS = 5;

/** Runs a scenario file: reports at its report times, each from only what had arrived by then. */
export async function runScenarioFile(file: string, run: TrackRun): Promise<void> {
  const reader = new ScenarioReader();
  let header: ScenarioHeader | null = null;
  let scenario: ScenarioRun | null = null;
  let lineNumber = 0;
  for await (const text of readLines(file)) {
    lineNumber++;
    const line = reader.read(text);
    if (!line.ok) {
      if (++run.faults <= SHOWN_FAULTS)
        console.error(`tocsin track: ${file}:${lineNumber}: ${line.fault}; skipped`);
    } else if (line.value.type === 'header') {
      header = line.value.header;
      run.name = header.name;
      run.fromAt = header.startAt;
      run.toAt = header.endAt;
      const tracker = run.begin(header.latRad, header.lonRad);
      scenario = new ScenarioRun(tracker, header, (picture) => run.report(picture));
    } else if (line.value.type === 'sensor') run.putSensor(line.value.sensor);
    else if (scenario !== null && header !== null) {
      const { scan } = line.value;
      const to = scenario;
      run.noteScan(scan);
      run.timed(() => to.accept(scan));
      const span = header.endAt - header.startAt;
      const dataMs = scan.arrivedAt - header.startAt;
      const tracker = run.tracker!;
      run.options.progress.show(dataMs / span, dataMs / 1000, tracker.stats.plotsIn, tracker.count);
    }
  }
  scenario?.finish();
}
