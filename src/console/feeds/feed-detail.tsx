import type { FeedFault, SourceStatus } from '../../model/index.ts';
import { formatClock, formatSpan } from '../format/clock.ts';
import {
  formatBytes,
  formatCount,
  formatPercent,
  formatRate,
  UNKNOWN,
} from '../format/quantity.ts';
import { t } from '../text/text.ts';
import { HealthMark } from '../widgets/marks.tsx';
import { faultCounts, faultShare, feedHealth, hexDump, prettyRecord } from './feed-model.ts';
import { formatOffset } from '../format/offset.ts';
import { FactList, type Fact } from '../widgets/fact-list.tsx';
import css from './feeds.module.css';

/** One feed in full: its counters, the newest faults with their octets, the last record with its octets. */
export function FeedDetail({
  source,
  now,
}: {
  readonly source: SourceStatus;
  readonly now: number;
}) {
  return (
    <section className={css['detail']} aria-label={source.name}>
      <header className={css['detailHead']}>
        <HealthMark health={feedHealth(source)} size={16} />
        <div>
          <h2>{source.name}</h2>
          <p className="dim">
            {source.id} · {source.format} · {source.transport}
          </p>
        </div>
      </header>
      <div className={css['body']} tabIndex={0} role="group" aria-label={t('feeds.details')}>
        {source.reason !== '' && <p className={css['reason']}>{source.reason}</p>}
        <Counters source={source} now={now} />
        <h3>{t('feeds.newestFaults')}</h3>
        {source.recentFaults.length === 0 && <p className="dim">{t('feeds.noFaults')}</p>}
        <p className={css['codes']}>
          {faultCounts(source).map(([code, count]) => (
            <span key={code}>
              {code} <b>{formatCount(count)}</b>
            </span>
          ))}
        </p>
        {source.recentFaults.map((fault) => (
          <Fault key={`${fault.at}-${fault.fault.offset}-${fault.fault.item}`} fault={fault} />
        ))}
        <h3>{t('feeds.lastRecord')}</h3>
        {source.lastRecord === null ? (
          <p className="dim">{t('feeds.noRecord')}</p>
        ) : (
          <pre className={css['record']} tabIndex={0} aria-label={t('feeds.lastRecord')}>
            {prettyRecord(source.lastRecord)}
          </pre>
        )}
        {source.lastRecordHex !== null && <Dump hex={source.lastRecordHex} mark={-1} />}
      </div>
    </section>
  );
}

function Counters({ source, now }: { readonly source: SourceStatus; readonly now: number }) {
  const facts: readonly Fact[] = [
    [
      t('feeds.lastData'),
      source.lastReceivedAt === null ? UNKNOWN : formatSpan(now - source.lastReceivedAt),
    ],
    [t('feeds.records'), `${formatRate(source.recordRate)}, ${formatCount(source.records)}`],
    [t('feeds.plots'), `${formatRate(source.plotRate)}, ${formatCount(source.plots)}`],
    [
      t('feeds.bytes'),
      `${formatBytes(source.bytes)}, ${formatCount(source.chunks)} ${t('feeds.chunks')}`,
    ],
    [t('feeds.faults'), `${formatCount(source.faults)} (${formatPercent(faultShare(source))})`],
    [t('feeds.dropped'), formatCount(source.dropped)],
    [t('feeds.kernelDropped'), formatCount(source.kernelDropped)],
    [
      t('feeds.clockOffset'),
      source.clockOffsetMs === null ? UNKNOWN : formatOffset(source.clockOffsetMs),
    ],
    [t('feeds.reconnects'), formatCount(source.reconnects)],
  ];
  return <FactList className={css['counters']} facts={facts} />;
}

function Fault({ fault }: { readonly fault: FeedFault }) {
  const { code, item, offset, detail } = fault.fault;
  return (
    <article className={css['fault']}>
      <p>
        <time>{formatClock(fault.at)}</time> <b className={css['warn']}>{code}</b> {item}
        <span className="dim"> {t('feeds.atOffset', { offset })}</span>
      </p>
      <p>{detail}</p>
      {fault.bytesHex !== '' && <Dump hex={fault.bytesHex} mark={fault.octet} />}
    </article>
  );
}

/** Octets in lines of 16; the offending one is marked. */
function Dump({ hex, mark }: { readonly hex: string; readonly mark: number }) {
  return (
    <pre className={css['dump']} tabIndex={0} aria-label={t('feeds.octets')}>
      {hexDump(hex).map(({ offset, octets, text }) => (
        <div key={offset}>
          <span className="dim">{offset.toString(16).padStart(4, '0')} </span>
          {octets.map((octet, i) => (
            <span key={offset + i} className={offset + i === mark ? css['mark'] : undefined}>
              {octet}
              {i % 8 === 7 ? '  ' : ' '}
            </span>
          ))}
          <span className="dim">{' '.repeat((16 - octets.length) * 3)}</span>
          <span className={css['text']}>{text}</span>
        </div>
      ))}
    </pre>
  );
}
