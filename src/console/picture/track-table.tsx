import { useMemo, useState, type ReactNode } from 'react';
import { FT_TO_M, KT_TO_MPS } from '../../base/index.ts';
import { ALERT_PRIORITIES, ENVIRONMENTS } from '../../model/index.ts';
import { desk } from '../app/desk.ts';
import { showTrack } from '../app/actions.ts';
import { formatCountdown } from '../format/clock.ts';
import { formatCourse, formatFeet, formatKnots, UNKNOWN } from '../format/quantity.ts';
import { useSettings } from '../state/settings.ts';
import { useUi } from '../state/ui-state.ts';
import { t, type TextKey } from '../text/text.ts';
import { AGE_STATE } from '../tracks/age.ts';
import { DataGrid } from '../widgets/data-grid.tsx';
import type { GridColumn } from '../widgets/grid-columns.ts';
import { AlertMark, IdentityMark } from '../widgets/marks.tsx';
import { useTracksVersion } from '../widgets/use-tracks.ts';
import { readRow, selectRows, type TrackColumn, type TrackRow } from './track-rows.ts';
import css from './table.module.css';

const COLUMNS: readonly (GridColumn & { readonly name: TrackColumn })[] = [
  { name: 'alert', title: t('table.alert'), width: '34px', sortable: true, iconOnly: true },
  { name: 'identity', title: t('table.identity'), width: 'minmax(100px, 124px)', sortable: true },
  { name: 'name', title: t('table.name'), width: 'minmax(84px, 1.4fr)', sortable: true },
  { name: 'kind', title: t('table.kind'), width: 'minmax(62px, 1fr)', sortable: true, spare: 3 },
  { name: 'level', title: t('table.level'), width: '70px', numeric: true, sortable: true },
  {
    name: 'speed',
    title: t('table.speed'),
    width: '58px',
    numeric: true,
    sortable: true,
    spare: 2,
  },
  {
    name: 'course',
    title: t('table.course'),
    width: '56px',
    numeric: true,
    sortable: true,
    spare: 4,
  },
  { name: 'age', title: t('table.age'), width: '50px', numeric: true, sortable: true, spare: 1 },
  {
    name: 'quality',
    title: t('table.quality'),
    width: '56px',
    numeric: true,
    sortable: true,
    spare: 5,
  },
  { name: 'entry', title: t('table.entry'), width: 'minmax(84px, 1.2fr)', sortable: true },
];
/** Columns whose first click shows the greatest first. */
const DESCENDING_FIRST: readonly string[] = [
  'alert',
  'identity',
  'level',
  'speed',
  'age',
  'quality',
  'entry',
];

export function TrackTable({ filter }: { readonly filter: string }) {
  const version = useTracksVersion();
  const selected = useUi((ui) => ui.selected);
  const hiddenIdentities = useSettings((settings) => settings.hiddenIdentities);
  const hiddenEnvironments = useSettings((settings) => settings.hiddenEnvironments);
  const [sort, setSort] = useState<{ column: TrackColumn; descending: boolean }>({
    column: 'alert',
    descending: true,
  });
  const store = desk.tracks;
  const rows = useMemo(
    () =>
      selectRows(store, {
        sort: sort.column,
        descending: sort.descending,
        filter,
        hiddenIdentities,
        hiddenEnvironments,
      }),
    // oxlint-disable-next-line react/exhaustive-deps -- the store is no React value: its version stands for it
    [version, sort, filter, hiddenIdentities, hiddenEnvironments],
  );
  const onSort = (column: string): void =>
    setSort((before) => ({
      column: column as TrackColumn,
      descending: before.column === column ? !before.descending : DESCENDING_FIRST.includes(column),
    }));
  const at = selected === null ? -1 : rows.indexOf(store.rowOf(selected));
  const numberAt = (index: number): number => store.trackNumber[rows[index] ?? 0] ?? 0;
  return (
    <DataGrid
      label={t('table.tracks')}
      columns={COLUMNS}
      count={rows.length}
      rowKey={numberAt}
      cells={(index) => trackCells(readRow(store, rows[index]!), store.at)}
      rowClass={(index) => (store.alert[rows[index]!] !== 0 ? css['alerted'] : undefined)}
      selectedIndex={at}
      onSelect={(index) => useUi.setState({ selected: numberAt(index) })}
      onOpen={(index) => showTrack(numberAt(index))}
      sort={sort}
      onSort={onSort}
      empty={filter === '' ? t('table.noTracks') : t('table.noMatch')}
    />
  );
}

function trackCells(row: TrackRow, now: number): Readonly<Record<TrackColumn, ReactNode>> {
  const aged = row.age >= AGE_STATE.hollow ? css['aged'] : row.age > 0 ? css['fading'] : undefined;
  return {
    alert: <AlertCell row={row} />,
    identity: (
      <span className={css['identity']}>
        <IdentityMark identity={row.identity} />
        {t(`identity.${row.identity}`)}
      </span>
    ),
    name: <span title={row.id}>{row.name === '' ? row.id : row.name}</span>,
    kind:
      row.kind === ''
        ? t(`environment.${ENVIRONMENTS[row.environment] ?? 'unknown'}` as TextKey)
        : row.kind,
    level:
      row.levelFt === null ? (
        <span className="dim">{UNKNOWN}</span>
      ) : (
        formatFeet(row.levelFt * FT_TO_M)
      ),
    speed: formatKnots(row.speedKt * KT_TO_MPS),
    course: formatCourse(row.courseDeg),
    age: (
      <span className={aged} title={row.coasting ? t('status.coasting') : undefined}>
        {row.ageS < 100 ? `${Math.round(row.ageS)} s` : `${Math.round(row.ageS / 60)} min`}
      </span>
    ),
    quality: `${row.quality}/15`,
    entry:
      row.entryZone === null || row.entryLikelyAt === null ? null : (
        <span className={css['entry']} title={row.entryZone}>
          {row.entryLikelyAt <= now ? t('table.inside') : formatCountdown(row.entryLikelyAt - now)}{' '}
          {row.entryZone}
        </span>
      ),
  };
}

function AlertCell({ row }: { readonly row: TrackRow }) {
  const priority = ALERT_PRIORITIES[(row.alert & 7) - 1];
  if (priority !== undefined)
    return (
      <span title={t(`priority.${priority}`)}>
        <AlertMark priority={priority} hollow={(row.alert & 0x80) === 0} />
        <span className="visually-hidden">{t(`priority.${priority}`)}</span>
      </span>
    );
  if (row.findings === 0) return null;
  return (
    <span className={css['finding']} title={t('table.finding')}>
      !<span className="visually-hidden">{t('table.finding')}</span>
    </span>
  );
}
