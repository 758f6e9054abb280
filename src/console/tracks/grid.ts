/**
 * A uniform grid over points of the unit square, for "what is near this place": built once a frame in O(n), asked in
 * O(points near). Columns are the caller's; slots are indices into them.
 */
export class PointGrid {
  #cells = 1;
  #starts = new Int32Array(2);
  #items = new Int32Array(0);
  #x: Float64Array = new Float64Array(0);
  #y: Float64Array = new Float64Array(0);
  #minX = 0;
  #minY = 0;
  #scaleX = 0;
  #scaleY = 0;

  /** Takes points 0..count-1; about two points a cell. */
  build(x: Float64Array, y: Float64Array, count: number): void {
    this.#x = x;
    this.#y = y;
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < count; i++) {
      if (x[i]! < minX) minX = x[i]!;
      if (x[i]! > maxX) maxX = x[i]!;
      if (y[i]! < minY) minY = y[i]!;
      if (y[i]! > maxY) maxY = y[i]!;
    }
    if (count === 0) minX = minY = maxX = maxY = 0;
    const side = Math.max(1, Math.min(256, Math.floor(Math.sqrt(count / 2))));
    this.#cells = side;
    this.#minX = minX;
    this.#minY = minY;
    this.#scaleX = maxX > minX ? side / (maxX - minX) : 0;
    this.#scaleY = maxY > minY ? side / (maxY - minY) : 0;
    this.#fill(count);
  }

  #fill(count: number): void {
    const total = this.#cells * this.#cells;
    if (this.#starts.length < total + 1) this.#starts = new Int32Array(total + 1);
    if (this.#items.length < count) this.#items = new Int32Array(Math.max(count, 64) * 2);
    const starts = this.#starts.fill(0);
    for (let i = 0; i < count; i++) starts[this.#cellOf(this.#x[i]!, this.#y[i]!) + 1]!++;
    for (let cell = 0; cell < total; cell++) starts[cell + 1]! += starts[cell]!;
    const at = starts.slice(0, total);
    for (let i = 0; i < count; i++) this.#items[at[this.#cellOf(this.#x[i]!, this.#y[i]!)]!++] = i;
  }

  #index(value: number, min: number, scale: number): number {
    const index = Math.floor((value - min) * scale);
    return index < 0 ? 0 : index >= this.#cells ? this.#cells - 1 : index;
  }

  #cellOf(x: number, y: number): number {
    return (
      this.#index(y, this.#minY, this.#scaleY) * this.#cells +
      this.#index(x, this.#minX, this.#scaleX)
    );
  }

  /** Calls `visit` with every point within the box (closed). */
  query(x0: number, y0: number, x1: number, y1: number, visit: (slot: number) => void): void {
    const fromCol = this.#index(x0, this.#minX, this.#scaleX);
    const toCol = this.#index(x1, this.#minX, this.#scaleX);
    const fromRow = this.#index(y0, this.#minY, this.#scaleY);
    const toRow = this.#index(y1, this.#minY, this.#scaleY);
    for (let row = fromRow; row <= toRow; row++) {
      const end = this.#starts[row * this.#cells + toCol + 1] ?? 0;
      for (let i = this.#starts[row * this.#cells + fromCol] ?? 0; i < end; i++) {
        const slot = this.#items[i]!;
        const x = this.#x[slot]!;
        const y = this.#y[slot]!;
        if (x >= x0 && x <= x1 && y >= y0 && y <= y1) visit(slot);
      }
    }
  }

  /** The nearest point within `radius`, or -1. */
  nearest(x: number, y: number, radius: number): number {
    let best = -1;
    let bestSquared = radius * radius;
    this.query(x - radius, y - radius, x + radius, y + radius, (slot) => {
      const dx = this.#x[slot]! - x;
      const dy = this.#y[slot]! - y;
      const squared = dx * dx + dy * dy;
      if (squared <= bestSquared) {
        bestSquared = squared;
        best = slot;
      }
    });
    return best;
  }
}
