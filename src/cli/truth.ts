/** Truth files of the neutral scenario format, for the commands that score. */
import { toScoreRules, type ScoringLine } from '../sim/scenario-truth.ts';
import { PathBook, Scorer, type ScorePoint } from '../track/index.ts';
import { readLines } from './json-lines.ts';

export interface Truth {
  readonly scorer: Scorer;
  readonly paths: PathBook;
}

/** Reads a truth file; null when it has no scoring line. */
export async function loadTruth(file: string): Promise<Truth | null> {
  let scorer: Scorer | null = null;
  const paths = new PathBook();
  for await (const text of readLines(file)) {
    const line = parseLine(text) as (ScoringLine & ScorePoint) | null;
    if (line === null) continue;
    if (line.type === 'scoring') scorer = new Scorer(toScoreRules(line));
    else {
      scorer?.addTruth(line);
      paths.add(line.t, line.id, line.lat, line.lon);
    }
  }
  return scorer === null ? null : { scorer, paths };
}

/** One JSON line; null when it is not JSON or not an object. */
export function parseLine(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
