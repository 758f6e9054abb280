import type { Judge, JudgeOutcome } from '../judge/index.ts';
import type { Picture } from '../model/index.ts';
import type { ScanBuilder } from '../sense/index.ts';
import type { Tracker } from '../track/index.ts';
import type { IngestBatch } from './ingest/index.ts';

export interface Stages {
  readonly scans: ScanBuilder;
  readonly tracker: Tracker;
  readonly judge: Judge;
}

/** Plots become scans, scans become tracks: everything one batch from the ingest thread holds, in order of arrival. */
export function takeIn(stages: Stages, batch: IngestBatch): void {
  const { scans, tracker } = stages;
  for (const part of batch.parts) {
    for (const sensor of part.sensors) {
      scans.putSensor(sensor);
      tracker.putSensor(sensor);
    }
    for (const scan of scans.accept(part, part.receivedAt)) tracker.accept(scan);
  }
}

/**
 * Tracks become a picture; with `judged` the picture is judged too. The outcome's facts are the caller's to keep.
 */
export function lookAt(
  stages: Stages,
  now: number,
  judged: boolean,
): { picture: Picture; outcome: JudgeOutcome | null } {
  const { scans, tracker, judge } = stages;
  for (const scan of scans.flush(now)) tracker.accept(scan);
  tracker.advance(now);
  const picture = tracker.picture(now);
  const outcome = judged
    ? judge.tick(now, picture, (trackNumber) => tracker.detail(trackNumber) ?? null)
    : null;
  return { picture, outcome };
}
