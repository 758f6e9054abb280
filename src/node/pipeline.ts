import type { Judge, JudgeOutcome } from '../judge/index.ts';
import type { Picture, Scan } from '../model/index.ts';
import type { ScanBuilder } from '../sense/index.ts';
import type { Tracker } from '../track/index.ts';
import type { IngestBatch } from './ingest/index.ts';

export interface Stages {
  readonly scans: ScanBuilder;
  readonly tracker: Tracker;
  readonly judge: Judge;
}

/**
 * Plots become scans, scans become tracks: everything one batch from the ingest thread holds, in order of arrival.
 * @param onScan hears of each scan as it goes into the tracker
 */
export function takeIn(
  stages: Stages,
  batch: IngestBatch,
  onScan: (scan: Scan) => void = () => {},
): void {
  const { scans, tracker } = stages;
  for (const part of batch.parts) {
    for (const sensor of part.sensors) {
      scans.putSensor(sensor);
      tracker.putSensor(sensor);
    }
    for (const scan of scans.accept(part, part.receivedAt)) {
      onScan(scan);
      tracker.accept(scan);
    }
  }
}

/** Tracks become a picture; plots that waited too long for the end of their sector go into it first. */
export function lookAt(
  { scans, tracker }: Stages,
  now: number,
  onScan: (scan: Scan) => void = () => {},
): Picture {
  for (const scan of scans.flush(now)) {
    onScan(scan);
    tracker.accept(scan);
  }
  tracker.advance(now);
  return tracker.picture(now);
}

/** A share of what the next judging needs is done beforehand: see Judge.prepare(). */
export function prepareToJudge(
  { tracker, judge }: Stages,
  picture: Picture,
  part: number,
  parts: number,
): void {
  judge.prepare(picture.at, picture, (number) => tracker.detail(number) ?? null, part, parts);
}

/** A picture is judged. The outcome's facts are the caller's to keep. */
export function judgeIt({ tracker, judge }: Stages, picture: Picture): JudgeOutcome {
  return judge.tick(picture.at, picture, (number) => tracker.detail(number) ?? null);
}
