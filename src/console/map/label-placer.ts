/**
 * Places labels beside symbols so that no label covers another one, few cover symbols, and none jumps without need.
 * Greedy by priority: 8 directions at growing distance; a label keeps its last place unless another one is better by
 * a margin. All lengths are CSS px, y grows downwards.
 */
export interface LabelBox {
  readonly id: number;
  /** 0 alerted, 1 selected, 2 hostile, suspect or unknown, 3 friend, 4 neutral */
  readonly priority: number;
  /** middle of the symbol, and its radius */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedLabel {
  readonly id: number;
  /** top left corner of the label relative to the middle of its symbol */
  readonly dx: number;
  readonly dy: number;
  /** direction and distance step: what is remembered */
  readonly place: number;
}

export interface PlacerView {
  readonly width: number;
  readonly height: number;
  /** middles of all symbols in view: x, y, x, y, ... */
  readonly symbols: Float64Array;
  readonly symbolRadius: number;
}

/** Directions in order of liking: right above, right, right below, then left, then above and below. */
const DIRECTIONS: readonly (readonly [number, number])[] = [
  [0.75, -0.75],
  [1, 0],
  [0.75, 0.75],
  [-0.75, -0.75],
  [-1, 0],
  [-0.75, 0.75],
  [0, -1],
  [0, 1],
];
const GAP = 5;
/** distance steps, px further out, and how many of them a priority may use */
const STEPS = [0, 12, 28, 48, 72, 100] as const;
const STEPS_FOR = [6, 6, 3, 2, 2] as const;
const COST_DIRECTION = 1;
const COST_STEP = 6;
const COST_SYMBOL = 14;
const COST_EDGE = 30;
/** how much better another place must be before a label moves */
const STAY_MARGIN = 18;
const CELL = 48;

export class LabelPlacer {
  #last = new Map<number, number>();
  /** labels that changed place in the last call, of those that were placed before and after */
  moved = 0;

  place(labels: readonly LabelBox[], view: PlacerView): PlacedLabel[] {
    const order = [...labels].sort((a, b) => a.priority - b.priority || this.#seniority(a, b));
    const taken = new BoxHash();
    const symbols = hashSymbols(view);
    const placed: PlacedLabel[] = [];
    const now = new Map<number, number>();
    this.moved = 0;
    for (const label of order) {
      const place = this.#choose(label, taken, symbols, view);
      if (place < 0) continue;
      const [dx, dy] = offsetOf(label, place);
      taken.add(label.x + dx, label.y + dy, label.width, label.height);
      placed.push({ id: label.id, dx, dy, place });
      now.set(label.id, place);
      const before = this.#last.get(label.id);
      if (before !== undefined && before !== place) this.moved++;
    }
    this.#last = now;
    return placed;
  }

  /** Labels shown before come first, so that a newcomer does not push them out. */
  #seniority(a: LabelBox, b: LabelBox): number {
    const known = Number(this.#last.has(b.id)) - Number(this.#last.has(a.id));
    return known !== 0 ? known : a.id - b.id;
  }

  #choose(label: LabelBox, taken: BoxHash, symbols: BoxHash, view: PlacerView): number {
    const steps = STEPS_FOR[label.priority] ?? 2;
    const last = this.#last.get(label.id) ?? -1;
    let best = -1;
    let bestCost = Infinity;
    let lastCost = Infinity;
    for (let place = 0; place < steps * DIRECTIONS.length; place++) {
      const cost = costOf(label, place, taken, symbols, view);
      if (place === last) lastCost = cost;
      if (cost < bestCost) {
        bestCost = cost;
        best = place;
      }
    }
    return lastCost <= bestCost + STAY_MARGIN && lastCost < Infinity ? last : best;
  }
}

function offsetOf(label: LabelBox, place: number): readonly [number, number] {
  const [ux, uy] = DIRECTIONS[place % DIRECTIONS.length]!;
  const reach = label.radius + GAP + (STEPS[Math.floor(place / DIRECTIONS.length)] ?? 0);
  const dx = ux * reach + (ux > 0 ? 0 : ux < 0 ? -label.width : -label.width / 2);
  const dy = uy * reach + (uy > 0 ? 0 : uy < 0 ? -label.height : -label.height / 2);
  return [dx, dy];
}

/** Infinity where the label would cover another label. */
function costOf(
  label: LabelBox,
  place: number,
  taken: BoxHash,
  symbols: BoxHash,
  view: PlacerView,
): number {
  const [dx, dy] = offsetOf(label, place);
  const x = label.x + dx;
  const y = label.y + dy;
  if (taken.count(x - 1, y - 1, label.width + 2, label.height + 2) > 0) return Infinity;
  const outside = x < 0 || y < 0 || x + label.width > view.width || y + label.height > view.height;
  const step = Math.floor(place / DIRECTIONS.length);
  return (
    (place % DIRECTIONS.length) * COST_DIRECTION +
    step * COST_STEP +
    symbols.count(x, y, label.width, label.height) * COST_SYMBOL +
    (outside ? COST_EDGE : 0)
  );
}

function hashSymbols({ symbols, symbolRadius }: PlacerView): BoxHash {
  const hash = new BoxHash();
  for (let i = 0; i + 1 < symbols.length; i += 2) {
    const side = symbolRadius * 1.4;
    hash.add(symbols[i]! - side / 2, symbols[i + 1]! - side / 2, side, side);
  }
  return hash;
}

/** Axis-parallel boxes in a hash of square cells. */
class BoxHash {
  readonly #cells = new Map<number, number[]>();
  readonly #boxes: number[] = [];

  add(x: number, y: number, width: number, height: number): void {
    const at = this.#boxes.length;
    this.#boxes.push(x, y, x + width, y + height);
    this.#each(x, y, width, height, (key) => {
      const cell = this.#cells.get(key);
      if (cell === undefined) this.#cells.set(key, [at]);
      else cell.push(at);
    });
  }

  /** How many boxes meet this one; a box that spans several cells may count more than once. */
  count(x: number, y: number, width: number, height: number): number {
    let found = 0;
    this.#each(x, y, width, height, (key) => {
      for (const at of this.#cells.get(key) ?? []) {
        const b = this.#boxes;
        if (b[at]! < x + width && b[at + 2]! > x && b[at + 1]! < y + height && b[at + 3]! > y)
          found++;
      }
    });
    return found;
  }

  #each(x: number, y: number, width: number, height: number, visit: (key: number) => void): void {
    const toCol = Math.floor((x + width) / CELL);
    const toRow = Math.floor((y + height) / CELL);
    for (let row = Math.floor(y / CELL); row <= toRow; row++)
      for (let col = Math.floor(x / CELL); col <= toCol; col++) visit(row * 65_536 + col);
  }
}
