import type { SenseBatch, Sensor } from '../../model/index.ts';

/** What one chunk gave (or a few chunks of one source that followed each other): plots and marks stay in order. */
export interface IngestPart extends SenseBatch {
  readonly sourceId: string;
  /** receive time of its last chunk */
  readonly receivedAt: number;
}

/** When over the bound, down to this share of it, so that dropping is done seldom and not for every part. */
const DROP_TO = 0.9;
/** Chunks that came within this time go into one part as long as no sweep mark separates them. */
const JOIN_MS = 20;

/**
 * Parts that wait for the main loop. Bound: `most` plots and marks in all; beyond, the source with the most waiting
 * loses its oldest parts, so one that floods does not push out the others. Sensors are never dropped.
 */
export class PartQueue {
  readonly #most: number;
  #parts: IngestPart[] = [];
  #size = 0;
  readonly #sensors = new Map<string, Sensor>();

  constructor(most: number) {
    this.#most = most;
  }

  /** plots and marks waiting */
  get size(): number {
    return this.#size;
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0 && this.#sensors.size === 0;
  }

  /** Takes over the batch's content. Returns dropped plots and marks by source, or null when none had to go. */
  push(sourceId: string, receivedAt: number, batch: SenseBatch): Map<string, number> | null {
    for (const sensor of batch.sensors) this.#sensors.set(sensor.id, sensor);
    const added = batch.plots.length + batch.marks.length;
    if (added === 0) return null;
    this.#size += added;
    const last = this.#parts[this.#parts.length - 1];
    const joins =
      last !== undefined &&
      last.sourceId === sourceId &&
      last.marks.length === 0 &&
      receivedAt - last.receivedAt <= JOIN_MS &&
      receivedAt >= last.receivedAt;
    if (joins) {
      for (const plot of batch.plots) last.plots.push(plot);
      for (const mark of batch.marks) last.marks.push(mark);
    } else {
      const { plots, marks } = batch;
      this.#parts.push({ sourceId, receivedAt, plots: [...plots], marks: [...marks], sensors: [] });
    }
    return this.#size > this.#most ? this.#drop() : null;
  }

  /** The oldest parts, up to about `most` plots and marks; sensors come with the first part. */
  take(most: number): IngestPart[] {
    let count = 0;
    let parts = 0;
    while (parts < this.#parts.length && (parts === 0 || count < most))
      count += sizeOf(this.#parts[parts++]!);
    const taken = this.#parts.splice(0, parts);
    this.#size -= count;
    if (this.#sensors.size > 0) {
      const sensors = [...this.#sensors.values()];
      this.#sensors.clear();
      const first = taken[0];
      if (first === undefined)
        taken.push({ sourceId: '', receivedAt: 0, plots: [], marks: [], sensors });
      else first.sensors.push(...sensors);
    }
    return taken;
  }

  #drop(): Map<string, number> {
    const dropped = new Map<string, number>();
    while (this.#size > this.#most * DROP_TO && this.#parts.length > 0) {
      const victim = this.#largest();
      let excess = this.#size - Math.floor(this.#most * DROP_TO);
      this.#parts = this.#parts.filter((part) => {
        if (excess <= 0 || part.sourceId !== victim) return true;
        const size = sizeOf(part);
        excess -= size;
        this.#size -= size;
        dropped.set(victim, (dropped.get(victim) ?? 0) + size);
        return false;
      });
    }
    return dropped;
  }

  #largest(): string {
    const waiting = new Map<string, number>();
    for (const part of this.#parts)
      waiting.set(part.sourceId, (waiting.get(part.sourceId) ?? 0) + sizeOf(part));
    let victim = '';
    let most = -1;
    for (const [sourceId, size] of waiting)
      if (size > most) {
        victim = sourceId;
        most = size;
      }
    return victim;
  }
}

function sizeOf(part: IngestPart): number {
  return part.plots.length + part.marks.length;
}
