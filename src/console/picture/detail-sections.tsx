import { Button } from '@mantine/core';
import type { TrackInfo } from '../../model/index.ts';
import { attempt, refusedInReplay } from '../app/actions.ts';
import { go } from '../app/navigate.ts';
import { api } from '../feed/api-client.ts';
import { formatCountdown, formatMinute, formatSpan, formatWhen } from '../format/clock.ts';
import { formatPercent } from '../format/quantity.ts';
import { shownAt, useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { Icon } from '../widgets/icons.tsx';
import { claimFacts, type TrackNow } from './detail-model.ts';
import { Facts, Section } from './detail-parts.tsx';
import css from './detail.module.css';

/** Who says what it is, since when and why. */
export function IdentitySaid({
  track,
  info,
}: {
  readonly track: TrackNow;
  readonly info: TrackInfo | undefined;
}) {
  const said = info?.identity;
  const lift = async (): Promise<void> => {
    if (refusedInReplay()) return;
    await attempt(
      () => api.liftIdentity(track.trackNumber),
      t('act.identityLifted', { id: track.id }),
    );
  };
  return (
    <Section title={t('detail.identity')}>
      <p className={css['identity']}>
        <strong className={css[track.identity]}>{t(`identity.${track.identity}`)}</strong>
        {said !== undefined && (
          <span className={css['who']}>
            <Icon name={said.by.kind === 'person' ? 'person' : 'rule'} size={13} />
            {said.by.kind === 'person' ? said.by.id : t('detail.byRule', { rule: said.by.id })}
            {` · ${formatWhen(said.at, said.at)}`}
          </span>
        )}
      </p>
      {said !== undefined && <p className={css['reason']}>{said.reason}</p>}
      {said?.by.kind === 'person' && (
        <Button className={css['lift'] ?? ''} onClick={() => void lift()}>
          {t('detail.lift')}
        </Button>
      )}
    </Section>
  );
}

export function Entries({ info }: { readonly info: TrackInfo }) {
  const at = useWatch((watch) => shownAt(watch, Date.now()));
  if (info.entries.length === 0) return null;
  return (
    <Section title={t('detail.entries')}>
      {info.entries.map((entry) => (
        <div key={entry.zoneId} className={css['entry']}>
          <strong>
            {entry.inside
              ? t('table.inside')
              : entry.forecast === null
                ? ''
                : formatCountdown(entry.forecast.likelyAt - at)}
          </strong>
          <span>
            <span className={css['zone']}>{entry.zoneName}</span>
            {entry.forecast !== null && !entry.inside && (
              <span className="dim">
                {t('detail.window', {
                  earliest: formatMinute(entry.forecast.earliestAt),
                  latest: formatMinute(entry.forecast.latestAt),
                  probability: formatPercent(entry.forecast.probability),
                })}
              </span>
            )}
          </span>
        </div>
      ))}
    </Section>
  );
}

export function Findings({ info }: { readonly info: TrackInfo }) {
  const { findings } = info.detail;
  if (findings.length === 0) return null;
  return (
    <Section title={t('detail.findings')}>
      {findings.map((finding) => (
        <div key={finding.code} className={css['finding']}>
          <strong>{t(`finding.${finding.code}`)}</strong>
          <span>{finding.text}</span>
          <span className="dim">
            {t('detail.findingSpan', {
              first: formatMinute(finding.firstAt),
              last: formatMinute(finding.lastAt),
              count: finding.count,
            })}
          </span>
        </div>
      ))}
    </Section>
  );
}

export function Claims({ info }: { readonly info: TrackInfo }) {
  const facts = claimFacts(info);
  if (facts.length === 0) return null;
  return (
    <Section title={t('detail.claims')}>
      <Facts facts={facts} />
    </Section>
  );
}

export function Sources({ info }: { readonly info: TrackInfo }) {
  const { sources } = info.detail;
  return (
    <Section title={t('detail.sources')}>
      {sources.length === 0 && <p className="dim">{t('common.none')}</p>}
      {sources.length > 0 && (
        <table className={css['sources']}>
          <thead>
            <tr>
              <th scope="col">{t('detail.sensor')}</th>
              <th scope="col" className="num">
                {t('detail.age')}
              </th>
              <th scope="col" className="num">
                {t('detail.plots')}
              </th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr key={source.sensorId}>
                <td>
                  <button
                    type="button"
                    className={css['link']}
                    onClick={() => go({ screen: 'feeds', id: source.sourceId })}
                  >
                    {source.sensorId}
                  </button>
                </td>
                <td className="num">{formatSpan(info.at - source.lastAt)}</td>
                <td className="num">{source.plots.toLocaleString('en-GB')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

export function Links({ info }: { readonly info: TrackInfo }) {
  const { releasableTo } = info;
  return (
    <Section title={t('detail.links')}>
      <dl className={css['facts']}>
        <div>
          <dt>{t('detail.incidents')}</dt>
          <dd>
            {info.incidentIds.length === 0
              ? t('common.none')
              : info.incidentIds.map((id) => (
                  <button
                    key={id}
                    type="button"
                    className={css['link']}
                    onClick={() => go({ screen: 'incidents', id })}
                  >
                    {id}
                  </button>
                ))}
          </dd>
        </div>
        <div>
          <dt>{t('detail.seenFor')}</dt>
          <dd>{formatSpan(info.at - info.bornAt)}</dd>
        </div>
        <div>
          <dt>{t('detail.exists')}</dt>
          <dd>{formatPercent(info.existence)}</dd>
        </div>
        <div>
          <dt>{t('detail.releasable')}</dt>
          <dd>
            {releasableTo.length === 0
              ? t('detail.ownOnly')
              : releasableTo.includes('*')
                ? t('common.all')
                : releasableTo.join(' ')}
          </dd>
        </div>
      </dl>
    </Section>
  );
}
