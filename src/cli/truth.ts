/** Truth files of the neutral scenario format, for the commands that score. */
import { PathBook, Scorer, type ScorePoint } from '../track/index.ts';
import { readLines } from './json-lines.ts';

interface ScoringLine {
  readonly type?: string;
  readonly c: number;
  readonly dims: number;
  readonly assoc: number;
  readonly origin: { readonly lat: number; readonly lon: number; readonly alt: number };
  readonly report: { readonly t0: number; readonly dt: number; readonly n: number };
}

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
    if (line.type === 'scoring') {
      scorer = new Scorer({
        c: line.c,
        dims: line.dims === 3 ? 3 : 2,
        assoc: line.assoc,
        latDeg: line.origin.lat,
        lonDeg: line.origin.lon,
        altM: line.origin.alt,
        reportT0: line.report.t0,
        reportDt: line.report.dt,
        reports: line.report.n,
      });
    } else {
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
