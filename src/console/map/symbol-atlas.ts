import { SYMBOL_CODES } from '../tracks/kinds.ts';
import type { SymbolRequest, SymbolVariant } from './draw-symbol.ts';
import { sidcOf, splitSymbolCode } from './sidc.ts';

/** Cells a side of the atlas texture: 256 cells hold every symbol a picture shows; beyond, the oldest is drawn over. */
export const ATLAS_SIDE = 16;
const CELLS = ATLAS_SIDE * ATLAS_SIDE;
const VARIANTS: readonly SymbolVariant[] = ['full', 'frame', 'hollow'];
const BATCH = 12;
/** cell of symbols that are not drawn yet */
export const CELL_PENDING = 0;

type Draw = (requests: readonly SymbolRequest[]) => Promise<readonly ImageBitmap[]>;

/** Which cell of the atlas holds which symbol; asks for drawing when a symbol is first needed, a few at a time. */
export class SymbolAtlas {
  readonly cellPx: number;
  /** cells that changed since the layer last took them: upload these */
  readonly ready: { readonly cell: number; readonly image: ImageBitmap }[] = [];
  readonly #draw: Draw;
  readonly #changed: () => void;
  readonly #cellOf = new Int16Array(SYMBOL_CODES * VARIANTS.length).fill(-1);
  readonly #keyOf = new Int32Array(CELLS).fill(-1);
  #nextCell = 1;
  readonly #queue: number[] = [];
  #busy = false;

  constructor(cellPx: number, changed: () => void, draw: Draw = (drawing ??= startDrawing())) {
    this.cellPx = cellPx;
    this.#changed = changed;
    this.#draw = draw;
  }

  /** Atlas cell of a symbol, CELL_PENDING until it is drawn. */
  cell(code: number, variant: SymbolVariant): number {
    const key = code * VARIANTS.length + VARIANTS.indexOf(variant);
    const cell = this.#cellOf[key]!;
    if (cell >= 0) return cell;
    this.#cellOf[key] = CELL_PENDING;
    this.#queue.push(key);
    void this.#work();
    return CELL_PENDING;
  }

  get idle(): boolean {
    return !this.#busy && this.#queue.length === 0;
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#queue.length > 0) {
      const keys = this.#queue.splice(0, BATCH);
      const images = await this.#draw(keys.map((key) => this.#request(key)));
      keys.forEach((key, i) => this.#put(key, images[i]!));
      this.#changed();
    }
    this.#busy = false;
    this.#changed();
  }

  #request(key: number): SymbolRequest {
    const { identity, environment, kind } = splitSymbolCode(Math.floor(key / VARIANTS.length));
    return {
      sidc: sidcOf(identity, environment, kind),
      variant: VARIANTS[key % VARIANTS.length]!,
      cellPx: this.cellPx,
    };
  }

  #put(key: number, image: ImageBitmap): void {
    const cell = this.#nextCell;
    this.#nextCell = cell + 1 < CELLS ? cell + 1 : 1;
    const before = this.#keyOf[cell]!;
    if (before >= 0) this.#cellOf[before] = -1;
    this.#keyOf[cell] = key;
    this.#cellOf[key] = cell;
    this.ready.push({ cell, image });
  }
}

/** One worker for all maps of the page: it must be there also when the node that it came from is not. */
let drawing: Draw | null = null;

/** Off the page's thread: every browser that the console is built for draws in workers. */
function startDrawing(): Draw {
  const worker = new Worker(new URL('./atlas-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (bitmaps: readonly ImageBitmap[]) => void>();
  let nextId = 0;
  worker.onmessage = ({ data }: MessageEvent<{ id: number; bitmaps: readonly ImageBitmap[] }>) => {
    waiting.get(data.id)?.(data.bitmaps);
    waiting.delete(data.id);
  };
  return (requests) =>
    new Promise((resolve) => {
      waiting.set(nextId, resolve);
      worker.postMessage({ id: nextId++, requests });
    });
}
