import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import css from './data-grid.module.css';
import { columnsThatFit, leastWidth, type GridColumn } from './grid-columns.ts';

interface Props {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  readonly count: number;
  /** by column name */
  readonly cells: (index: number) => Readonly<Record<string, ReactNode>>;
  readonly rowKey: (index: number) => string | number;
  readonly selectedIndex?: number;
  readonly rowClass?: (index: number) => string | undefined;
  readonly onSelect?: (index: number) => void;
  readonly onOpen?: (index: number) => void;
  readonly sort?: { readonly column: string; readonly descending: boolean };
  readonly onSort?: (column: string) => void;
  readonly empty: string;
}

export const ROW_PX = 26;

/** Width of an element as it is laid out, px; without limit before the first layout. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const measure = (): void => setWidth(current.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** A virtual table with role grid: 26 px rows, arrow keys select, Enter opens, headers sort. */
export function DataGrid(props: Props) {
  const { count, selectedIndex = -1 } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const columns = columnsThatFit(props.columns, useWidth(scroller));
  const gridId = useId();
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    getItemKey: props.rowKey,
  });
  useEffect(() => {
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: 'auto' });
    // Only when the selection itself moves: rows that are sorted anew must not drag the view along.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selectedIndex >= 0 ? props.rowKey(selectedIndex) : null]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    if (move !== undefined && count > 0) {
      event.preventDefault();
      event.stopPropagation();
      props.onSelect?.(Math.max(0, Math.min(count - 1, move(selectedIndex, count))));
    } else if (event.key === 'Enter' && selectedIndex >= 0) props.onOpen?.(selectedIndex);
  };
  const template = columns.map((column) => column.width).join(' ');
  const minWidth = leastWidth(columns);
  return (
    <div className={css['frame']}>
      <div
        ref={scroller}
        role="grid"
        aria-label={props.label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        tabIndex={0}
        aria-activedescendant={
          selectedIndex >= 0 ? `${gridId}-${props.rowKey(selectedIndex)}` : undefined
        }
        className={css['grid']}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className={css['head']} style={{ minWidth }}>
          <div
            role="row"
            aria-rowindex={1}
            className={css['row']}
            style={{ gridTemplateColumns: template }}
          >
            {columns.map((column) => (
              <HeadCell key={column.name} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </div>
        </div>
        <div
          role="rowgroup"
          style={{ height: virtual.getTotalSize(), minWidth, position: 'relative' }}
        >
          {virtual.getVirtualItems().map((item) => (
            <div
              key={item.key}
              id={`${gridId}-${props.rowKey(item.index)}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={item.index === selectedIndex}
              className={`${css['row']} ${css['body']} ${props.rowClass?.(item.index) ?? ''}`}
              style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)` }}
              onClick={() => props.onSelect?.(item.index)}
              onDoubleClick={() => props.onOpen?.(item.index)}
            >
              <Cells columns={columns} cells={props.cells(item.index)} />
            </div>
          ))}
        </div>
      </div>
      {count === 0 && <p className={css['empty']}>{props.empty}</p>}
    </div>
  );
}

function Cells({
  columns,
  cells,
}: {
  readonly columns: readonly GridColumn[];
  readonly cells: Readonly<Record<string, ReactNode>>;
}) {
  return columns.map((column, i) => (
    <div key={column.name} role="gridcell" aria-colindex={i + 1} className={cellClass(column)}>
      {cells[column.name]}
    </div>
  ));
}

function cellClass(column: GridColumn): string {
  const kind = column.iconOnly === true ? 'icon' : column.numeric === true ? 'number' : 'cell';
  return css[kind] ?? '';
}

const MOVES: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at) => at + 10,
  PageUp: (at) => at - 10,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function HeadCell({
  column,
  sort,
  onSort,
}: {
  readonly column: GridColumn;
  readonly sort: Props['sort'];
  readonly onSort: Props['onSort'];
}) {
  const sorted = sort?.column === column.name;
  const direction = sorted ? (sort.descending ? 'descending' : 'ascending') : 'none';
  const className = cellClass(column);
  if (column.sortable !== true || onSort === undefined)
    return (
      <div role="columnheader" className={className}>
        {column.title}
      </div>
    );
  return (
    <div role="columnheader" aria-sort={direction} className={className}>
      <button
        type="button"
        tabIndex={-1}
        className={css['sort']}
        onClick={() => onSort(column.name)}
      >
        {column.iconOnly === true ? (
          <span className="visually-hidden">{column.title}</span>
        ) : (
          column.title
        )}
        <span aria-hidden="true">{sorted ? (sort.descending ? '▾' : '▴') : ''}</span>
      </button>
    </div>
  );
}
