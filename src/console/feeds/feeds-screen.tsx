import type { ReactNode } from 'react';
import type { SourceStatus } from '../../model/index.ts';
import { go } from '../app/navigate.ts';
import { formatSpan } from '../format/clock.ts';
import { formatBytes, formatCount, formatRate, UNKNOWN } from '../format/quantity.ts';
import { useUi } from '../state/ui-state.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { DataGrid } from '../widgets/data-grid.tsx';
import type { GridColumn } from '../widgets/grid-columns.ts';
import { HealthMark } from '../widgets/marks.tsx';
import { useNow } from '../widgets/use-now.ts';
import { FeedDetail } from './feed-detail.tsx';
import { CLOCK_WARN_MS, feedHealth, sortFeeds } from './feed-model.ts';
import { formatOffset } from '../format/offset.ts';
import { FactList, type Fact } from '../widgets/fact-list.tsx';
import css from './feeds.module.css';

const COLUMNS: readonly GridColumn[] = [
  { name: 'state', title: t('feeds.state'), width: '92px' },
  { name: 'name', title: t('table.name'), width: 'minmax(220px, 2fr)' },
  { name: 'age', title: t('feeds.lastData'), width: '84px', numeric: true },
  { name: 'faults', title: t('feeds.faults'), width: '64px', numeric: true },
  { name: 'drops', title: t('feeds.drops'), width: '60px', numeric: true },
  { name: 'rate', title: t('feeds.records'), width: '76px', numeric: true },
  { name: 'plots', title: t('feeds.plots'), width: '72px', numeric: true, spare: 1 },
  { name: 'clock', title: t('feeds.clock'), width: '84px', numeric: true, spare: 2 },
  { name: 'format', title: t('feeds.format'), width: '88px', spare: 3 },
  { name: 'transport', title: t('feeds.transport'), width: 'minmax(150px, 1fr)', spare: 4 },
  { name: 'bytes', title: t('feeds.bytes'), width: '82px', numeric: true, spare: 5 },
];

/** Every feed: is it alive, how old is its data, what is wrong with it. */
export function FeedsScreen() {
  const sources = useWatch((watch) => watch.sources);
  const skew = useWatch((watch) => watch.clockSkewMs);
  const now = useNow() + skew;
  const id = useUi((ui) => ui.route.id);
  const list = sortFeeds(sources);
  const at = list.findIndex((source) => source.id === id);
  const shown = list[at] ?? list[0];
  return (
    <div className={css['screen']}>
      <section className={css['list']} aria-label={t('feeds.title')}>
        <header className={css['head']}>
          <h1>{t('feeds.title')}</h1>
          <Summary sources={sources} />
        </header>
        <DataGrid
          label={t('feeds.title')}
          columns={COLUMNS}
          count={list.length}
          rowKey={(index) => list[index]!.id}
          cells={(index) => feedCells(list[index]!, now)}
          selectedIndex={Math.max(0, at)}
          onSelect={(index) => go({ screen: 'feeds', id: list[index]!.id })}
          empty={t('feeds.none')}
        />
      </section>
      {shown !== undefined && <FeedDetail source={shown} now={now} />}
    </div>
  );
}

function feedCells(source: SourceStatus, now: number): Readonly<Record<string, ReactNode>> {
  const drops = source.dropped + source.kernelDropped;
  const clockWrong =
    source.clockOffsetMs !== null && Math.abs(source.clockOffsetMs) > CLOCK_WARN_MS;
  return {
    state: (
      <span className={css['state']}>
        <HealthMark health={feedHealth(source)} /> {t(`feedState.${source.state}`)}
      </span>
    ),
    name: (
      <>
        {source.simulated && <span className={css['sim']}>{t('feeds.simulated')}</span>}
        {source.name}
      </>
    ),
    format: source.format,
    transport: <span className="dim">{source.transport}</span>,
    rate: formatRate(source.recordRate),
    plots: formatRate(source.plotRate),
    age: source.lastReceivedAt === null ? UNKNOWN : formatSpan(now - source.lastReceivedAt),
    faults:
      source.faults === 0 ? (
        <span className="dim">0</span>
      ) : (
        <b className={css['warn']}>{formatCount(source.faults)}</b>
      ),
    drops:
      drops === 0 ? (
        <span className="dim">0</span>
      ) : (
        <b className={css['warn']}>{formatCount(drops)}</b>
      ),
    clock:
      source.clockOffsetMs === null ? (
        UNKNOWN
      ) : (
        <span className={clockWrong ? css['warn'] : undefined}>
          {formatOffset(source.clockOffsetMs)}
        </span>
      ),
    bytes: formatBytes(source.bytes),
  };
}

function Summary({ sources }: { readonly sources: readonly SourceStatus[] }) {
  const sum = (pick: (source: SourceStatus) => number): number =>
    sources.reduce((total, source) => total + pick(source), 0);
  const live = sources.filter((source) => source.state === 'live').length;
  const facts: readonly Fact[] = [
    [t('feeds.live'), `${live} / ${sources.length}`],
    [t('feeds.records'), formatRate(sum((source) => source.recordRate))],
    [t('feeds.plots'), formatRate(sum((source) => source.plotRate))],
    [t('feeds.faults'), formatCount(sum((source) => source.faults))],
    [t('feeds.drops'), formatCount(sum((source) => source.dropped + source.kernelDropped))],
  ];
  return <FactList className={css['summary']} facts={facts} />;
}
