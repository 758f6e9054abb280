/**
 * Minimum-cost assignment of every row to a column of its own (rows <= columns), exact: shortest augmenting paths
 * with potentials. Source: Jonker, Volgenant, Computing 38, 1987 (without their start heuristics).
 * @param cost row-major, rows x columns, finite
 * @returns column of each row
 */
export function assignRows(cost: Float64Array, rows: number, columns: number): Int32Array {
  const u = new Float64Array(rows + 1);
  const v = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const way = new Int32Array(columns + 1);
  const least = new Float64Array(columns + 1);
  const seen = new Uint8Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    least.fill(Infinity);
    seen.fill(0);
    let column = 0;
    do {
      seen[column] = 1;
      const at = rowOf[column]!;
      let delta = Infinity;
      let next = 0;
      for (let j = 1; j <= columns; j++) {
        if (seen[j] === 1) continue;
        const reduced = cost[(at - 1) * columns + j - 1]! - u[at]! - v[j]!;
        if (reduced < least[j]!) {
          least[j] = reduced;
          way[j] = column;
        }
        if (least[j]! < delta) {
          delta = least[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= columns; j++) {
        if (seen[j] === 1) {
          u[rowOf[j]!] = u[rowOf[j]!]! + delta;
          v[j] = v[j]! - delta;
        } else least[j] = least[j]! - delta;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const before = way[column]!;
      rowOf[column] = rowOf[before]!;
      column = before;
    }
  }
  const columnOf = new Int32Array(rows).fill(-1);
  for (let j = 1; j <= columns; j++) if (rowOf[j]! > 0) columnOf[rowOf[j]! - 1] = j - 1;
  return columnOf;
}

/** Points nearer than the limit that are assigned to each other; all other rows and columns stay single. */
export interface Pairing {
  readonly columnOf: Int32Array;
  /** squared distances of the pairs, by row */
  readonly squared: Float64Array;
}

/**
 * Exact assignment of two sets of points under a cut-off: least sum of d^2 over pairs plus limit^2 for every pair
 * given up (GOSPA, p = 2, alpha = 2). Works by connected groups, so that thousands of points stay cheap.
 * Points are `dims` numbers each.
 */
export function pairPoints(
  a: Float64Array,
  aCount: number,
  b: Float64Array,
  bCount: number,
  dims: number,
  limit: number,
): Pairing {
  const columnOf = new Int32Array(aCount).fill(-1);
  const squared = new Float64Array(aCount);
  const near = nearLists(a, aCount, b, bCount, dims, limit);
  const groupA = new Int32Array(aCount).fill(-1);
  const usedB = new Uint8Array(bCount);
  const nearB: number[][] = Array.from({ length: bCount }, () => []);
  near.forEach((list, i) => list.forEach((j) => nearB[j]!.push(i)));
  for (let seed = 0; seed < aCount; seed++) {
    if (groupA[seed] !== -1 || near[seed]!.length === 0) continue;
    const rows: number[] = [seed];
    const columns: number[] = [];
    groupA[seed] = seed;
    for (let k = 0; k < rows.length; k++) {
      for (const j of near[rows[k]!]!) {
        if (usedB[j] === 1) continue;
        usedB[j] = 1;
        columns.push(j);
        for (const i of nearB[j]!) {
          if (groupA[i] !== -1) continue;
          groupA[i] = seed;
          rows.push(i);
        }
      }
    }
    pairGroup(a, b, dims, limit, rows, columns, columnOf, squared);
  }
  return { columnOf, squared };
}

function squaredDistance(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  dims: number,
): number {
  let sum = 0;
  for (let d = 0; d < dims; d++) {
    const off = a[i * dims + d]! - b[j * dims + d]!;
    sum += off * off;
  }
  return sum;
}

/** For each point of a the points of b within the limit, found by a grid in the first two dimensions. */
function nearLists(
  a: Float64Array,
  aCount: number,
  b: Float64Array,
  bCount: number,
  dims: number,
  limit: number,
): number[][] {
  const cells = new Map<string, number[]>();
  const cell = (value: number): number => Math.floor(value / limit);
  for (let j = 0; j < bCount; j++) {
    const key = `${cell(b[j * dims]!)},${cell(b[j * dims + 1]!)}`;
    const list = cells.get(key);
    if (list === undefined) cells.set(key, [j]);
    else list.push(j);
  }
  const result: number[][] = [];
  for (let i = 0; i < aCount; i++) {
    const list: number[] = [];
    const cx = cell(a[i * dims]!);
    const cy = cell(a[i * dims + 1]!);
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const j of cells.get(`${cx + dx},${cy + dy}`) ?? [])
          if (squaredDistance(a, i, b, j, dims) < limit * limit) list.push(j);
    result.push(list);
  }
  return result;
}

function pairGroup(
  a: Float64Array,
  b: Float64Array,
  dims: number,
  limit: number,
  rows: readonly number[],
  columns: readonly number[],
  columnOf: Int32Array,
  squared: Float64Array,
): void {
  const tall = rows.length > columns.length;
  const outer = tall ? columns : rows;
  const inner = tall ? rows : columns;
  const cost = new Float64Array(outer.length * inner.length);
  outer.forEach((o, x) =>
    inner.forEach((n, y) => {
      const d2 = tall ? squaredDistance(a, n, b, o, dims) : squaredDistance(a, o, b, n, dims);
      cost[x * inner.length + y] = Math.min(d2, limit * limit);
    }),
  );
  const chosen = assignRows(cost, outer.length, inner.length);
  outer.forEach((o, x) => {
    const y = chosen[x]!;
    const d2 = cost[x * inner.length + y]!;
    if (d2 >= limit * limit) return;
    const row = tall ? inner[y]! : o;
    columnOf[row] = tall ? o : inner[y]!;
    squared[row] = d2;
  });
}
