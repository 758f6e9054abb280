// Hot path: no allocation per search. Budget: 1 us a point search among 1,000 boxes.

const NODE = 8;

/**
 * Boxes that do not change, packed into a tree by sort-tile-recursive order; answers which of them meet a box.
 * Source of the packing: Leutenegger, Lopez, Edgington, STR: a simple and efficient algorithm for R-tree packing (1997).
 */
export class BoxTree {
  readonly size: number;
  /** minX, minY, maxX, maxY a node; leaves first, then level by level, the root last */
  readonly #boxes: Float64Array;
  /** leaf: the item's number; inner node: its first child */
  readonly #first: Int32Array;
  readonly #count: Int32Array;
  readonly #stack: Int32Array;

  /** @param boxes minX, minY, maxX, maxY an item */
  constructor(boxes: Float64Array) {
    this.size = boxes.length / 4;
    const order = strOrder(boxes, this.size);
    const levels: number[] = [this.size];
    while (levels[levels.length - 1]! > 1)
      levels.push(Math.ceil(levels[levels.length - 1]! / NODE));
    const total = levels.reduce((sum, n) => sum + n, 0);
    this.#boxes = new Float64Array(total * 4);
    this.#first = new Int32Array(total);
    this.#count = new Int32Array(total);
    this.#stack = new Int32Array(levels.length * NODE + 1);
    order.forEach((item, k) => {
      this.#first[k] = item;
      this.#boxes.set(boxes.subarray(item * 4, item * 4 + 4), k * 4);
    });
    let from = 0;
    let at = this.size;
    for (let level = 1; level < levels.length; level++) {
      const end = from + levels[level - 1]!;
      for (let child = from; child < end; child += NODE, at++) this.#join(at, child, end);
      from = end;
    }
  }

  #join(node: number, first: number, end: number): void {
    const last = Math.min(end, first + NODE);
    const b = this.#boxes;
    this.#first[node] = first;
    this.#count[node] = last - first;
    b[node * 4] = b[node * 4 + 1] = Infinity;
    b[node * 4 + 2] = b[node * 4 + 3] = -Infinity;
    for (let child = first; child < last; child++) {
      b[node * 4] = Math.min(b[node * 4]!, b[child * 4]!);
      b[node * 4 + 1] = Math.min(b[node * 4 + 1]!, b[child * 4 + 1]!);
      b[node * 4 + 2] = Math.max(b[node * 4 + 2]!, b[child * 4 + 2]!);
      b[node * 4 + 3] = Math.max(b[node * 4 + 3]!, b[child * 4 + 3]!);
    }
  }

  /**
   * Writes the numbers of all items whose box meets the given one (edges included) to `out` from `count` on.
   * @returns the new count, at most out.length (the rest is left away)
   */
  search(
    minX: number,
    minY: number,
    maxX: number,
    maxY: number,
    out: Int32Array,
    count: number,
  ): number {
    if (this.size === 0) return count;
    const b = this.#boxes;
    const stack = this.#stack;
    let depth = 0;
    stack[depth++] = this.#first.length - 1;
    while (depth > 0) {
      const node = stack[--depth]!;
      const k = node * 4;
      if (b[k]! > maxX || b[k + 1]! > maxY || b[k + 2]! < minX || b[k + 3]! < minY) continue;
      if (node < this.size) {
        if (count < out.length) out[count++] = this.#first[node]!;
        continue;
      }
      const first = this.#first[node]!;
      for (let child = first + this.#count[node]! - 1; child >= first; child--)
        stack[depth++] = child;
    }
    return count;
  }
}

/** Item numbers in tiles: slices by x, then by y within a slice. */
function strOrder(boxes: Float64Array, size: number): number[] {
  const midX = (i: number): number => boxes[i * 4]! + boxes[i * 4 + 2]!;
  const midY = (i: number): number => boxes[i * 4 + 1]! + boxes[i * 4 + 3]!;
  const byX = Array.from({ length: size }, (_, i) => i).sort((a, b) => midX(a) - midX(b) || a - b);
  const perSlice = NODE * Math.max(1, Math.ceil(Math.sqrt(size / NODE)));
  const out: number[] = [];
  for (let from = 0; from < size; from += perSlice)
    out.push(...byX.slice(from, from + perSlice).sort((a, b) => midY(a) - midY(b) || a - b));
  return out;
}
