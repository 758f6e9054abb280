import { Button } from '@mantine/core';
import type { Advisory } from '../../model/index.ts';
import { attempt, showTrack } from '../app/actions.ts';
import { go } from '../app/navigate.ts';
import { api } from '../feed/api-client.ts';
import { formatMinute, formatSpan, formatWhen } from '../format/clock.ts';
import { theMap } from '../map/map-handle.ts';
import { useUi } from '../state/ui-state.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import css from './alerts.module.css';

/** Cards shown at most; the rest is counted. */
const MAX_SHOWN = 40;

/** What sensor nodes tell the desk, now: a quiet group below the alerts. Nothing here rings. */
export function AdvisoryGroup({ now }: { readonly now: number }) {
  const { advisories, refused } = useWatch((watch) => watch.advisories);
  if (advisories.length === 0) return null;
  const isOpen = (one: Advisory): boolean => one.answer === null && !one.cleared;
  const list = [...advisories].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
  const hidden = refused + Math.max(0, list.length - MAX_SHOWN);
  return (
    <details className={css['advisories']} open>
      <summary>
        {t('advisory.title')}
        <span className={css['count']}>
          {t('advisory.open', { count: list.filter(isOpen).length })}
        </span>
      </summary>
      <div className={css['list']} role="group" tabIndex={0} aria-label={t('advisory.title')}>
        {list.slice(0, MAX_SHOWN).map((one) => (
          <AdvisoryCard key={one.id} advisory={one} now={now} />
        ))}
        {hidden > 0 && <p className={css['empty']}>{t('alerts.more', { count: hidden })}</p>}
      </div>
    </details>
  );
}

function AdvisoryCard({ advisory, now }: { readonly advisory: Advisory; readonly now: number }) {
  const { nodeName, priority, kind, firstAt, count, latDeg, trackNumber } = advisory;
  const text = textOf(advisory);
  const words = [t(`advisory.kind.${kind}`)];
  if (priority !== 'none') words.push(t(`advisory.priority.${priority}`));
  return (
    <article className={`${css['card']} ${css['quiet']}`} aria-label={`${nodeName}: ${text}`}>
      <button
        type="button"
        className={css['what']}
        disabled={latDeg === null && trackNumber === null}
        onClick={() => show(advisory)}
      >
        <span className={css['head']}>
          <strong>{nodeName}</strong>
          <span className={css['count']}>{words.join(', ')}</span>
          {count > 1 && <span className={css['count']}>{t('alerts.count', { count })}</span>}
          <time className={css['time']} title={formatWhen(firstAt, now)}>
            {formatSpan(now - firstAt)}
          </time>
        </span>
        <span className={css['text']}>{text}</span>
        <span className={css['state']}>{stateOf(advisory)}</span>
      </button>
      <Actions advisory={advisory} text={text} />
    </article>
  );
}

function Actions({ advisory, text }: { readonly advisory: Advisory; readonly text: string }) {
  const { id, answer, cleared, incidentId } = advisory;
  const accept = async (): Promise<void> => {
    await attempt(() => api.answerAdvisory(id, true, ''), t('advisory.accepted', { text }));
  };
  const file = async (): Promise<void> => {
    let incident = incidentId;
    const open = async (): Promise<void> => {
      incident = (await api.openAdvisoryIncident(id, text.slice(0, 200))).incidentId;
    };
    if (incident === null && !(await attempt(open, t('act.incidentOpened', { title: text }))))
      return;
    if (incident !== null) go({ screen: 'incidents', id: incident });
  };
  return (
    <div className={css['actions']}>
      {answer === null && !cleared && (
        <>
          <Button onClick={() => void accept()} aria-label={t('alerts.acknowledgeOf', { text })}>
            {t('alerts.acknowledge')}
          </Button>
          <Button
            onClick={() => useUi.setState({ dialog: { kind: 'advisory', advisoryId: id } })}
            aria-label={t('advisory.rejectOf', { text })}
          >
            {t('advisory.reject')}
          </Button>
        </>
      )}
      <Button
        onClick={() => void file()}
        aria-label={
          incidentId === null
            ? t('alerts.incidentOf', { text })
            : t('alerts.openIncident', { id: incidentId })
        }
      >
        {t('alerts.incident')}
        {incidentId !== null && '\u00a0›'}
      </Button>
    </div>
  );
}

function textOf({ text, kind }: Advisory): string {
  return text === '' ? t(`advisory.kind.${kind}`) : text;
}

function stateOf({ answer, cleared, trackNumber, ofObject, latDeg }: Advisory): string {
  const parts: string[] = [];
  if (trackNumber !== null) parts.push(t('advisory.track', { track: trackNumber }));
  else if (latDeg === null) parts.push(t('advisory.nowhere'));
  else if (!ofObject) parts.push(t('advisory.atNode'));
  if (cleared) parts.push(t('advisory.cleared'));
  if (answer !== null) {
    const { by, at, accepted, reason, sentAt } = answer;
    const said = { by, at: formatMinute(at), reason };
    parts.push(accepted ? t('alerts.ackBy', said) : t('advisory.rejectedBy', said));
    if (sentAt === null) parts.push(t('advisory.unsent'));
  }
  return parts.join(' · ');
}

function show({ trackNumber, latDeg, lonDeg }: Advisory): void {
  if (trackNumber !== null) showTrack(trackNumber);
  else if (latDeg !== null && lonDeg !== null) theMap()?.flyTo(lonDeg, latDeg, 10);
}
