/** Shared by the benches: warm-up, repeated CPU-time runs, median and spread, one JSON line. */
import os from 'node:os';

export interface Timing {
  readonly name: string;
  /** units of work a run */
  readonly count: number;
  /** units per CPU-second, one value a run */
  readonly perCpuS: readonly number[];
}

export interface Job {
  readonly name: string;
  readonly count: number;
  readonly run: () => void | Promise<void>;
}

/**
 * Runs each job `rounds` times, interleaved, after one warm-up each; CPU time of this process (user + system). Jobs that
 * are done later (streams) are awaited, so that only one runs at a time.
 */
export async function timeInterleaved(jobs: readonly Job[], rounds = 5): Promise<Timing[]> {
  const runs = jobs.map(() => [] as number[]);
  for (const job of jobs) await job.run();
  for (let round = 0; round < rounds; round++) {
    for (const [index, job] of jobs.entries()) {
      const from = process.cpuUsage();
      await job.run();
      const used = process.cpuUsage(from);
      runs[index]!.push(job.count / ((used.user + used.system) / 1e6));
    }
  }
  return jobs.map((job, index) => ({ name: job.name, count: job.count, perCpuS: runs[index]! }));
}

/** Octets of heap that one unit of work allocates; null without --expose-gc, or when a collection came between. */
export function allocatedPer(units: number, run: () => void): number | null {
  const { gc } = globalThis as { readonly gc?: () => void };
  if (gc === undefined) return null;
  const heap = (): number => process.memoryUsage().heapUsed;
  let least = Infinity;
  for (let turn = 0; turn < 5; turn++) {
    gc();
    const from = heap();
    run();
    const used = heap() - from;
    if (used >= 0) least = Math.min(least, used);
  }
  return Number.isFinite(least) ? Math.round(least / units) : null;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length % 2 === 1
    ? sorted[(sorted.length - 1) / 2]!
    : (sorted[sorted.length / 2 - 1]! + sorted[sorted.length / 2]!) / 2;
}

export function machine(): string {
  return `${os.cpus()[0]?.model ?? 'cpu'} x${os.cpus().length}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
}

/** Prints aligned rows and one JSON line for the whole bench. */
export function report(bench: string, timings: readonly Timing[], extra: object = {}): void {
  console.log(`# ${bench} · ${machine()}`);
  for (const t of timings) {
    const low = Math.min(...t.perCpuS);
    const high = Math.max(...t.perCpuS);
    const show = (n: number): string => Math.round(n).toLocaleString('en').padStart(12);
    console.log(
      `${t.name.padEnd(28)}${show(median(t.perCpuS))}/CPU-s   min${show(low)}  max${show(high)}`,
    );
  }
  const rows = timings.map((t) => ({
    name: t.name,
    median: Math.round(median(t.perCpuS)),
    min: Math.round(Math.min(...t.perCpuS)),
    max: Math.round(Math.max(...t.perCpuS)),
  }));
  console.log(JSON.stringify({ bench, machine: machine(), rows, ...extra }));
}
