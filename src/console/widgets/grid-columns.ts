export interface GridColumn {
  readonly name: string;
  readonly title: string;
  /** CSS grid track, for example 90px or minmax(80px, 1fr) */
  readonly width: string;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  /** too narrow for its title: for screen readers only */
  readonly iconOnly?: boolean;
  /** left out when there is no room for all, the highest number first: what it says stands beside the grid too */
  readonly spare?: number;
}

/** px below which the columns no longer fit: head and rows share it, so that they stay in line when they scroll. */
export function leastWidth(columns: readonly GridColumn[]): number {
  return columns.reduce((sum, { width }) => sum + Number(/(\d+)px/.exec(width)?.[1] ?? 0), 0);
}

/** The columns that have room, in their order; those that cannot be spared stay and scroll. */
export function columnsThatFit(
  columns: readonly GridColumn[],
  widthPx: number,
): readonly GridColumn[] {
  let shown = columns;
  while (leastWidth(shown) > widthPx) {
    const most = Math.max(...shown.map(({ spare = 0 }) => spare));
    if (most <= 0) break;
    shown = shown.filter(({ spare }) => spare !== most);
  }
  return shown;
}
