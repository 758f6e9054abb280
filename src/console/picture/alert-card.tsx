import { ActionIcon, Button, Tooltip } from '@mantine/core';
import type { Alert } from '../../model/index.ts';
import {
  acknowledge,
  attempt,
  escalate,
  putAlert,
  refusedInReplay,
  showAlert,
} from '../app/actions.ts';
import { go } from '../app/navigate.ts';
import { api } from '../feed/api-client.ts';
import { formatCountdown, formatMinute, formatSpan, formatWhen } from '../format/clock.ts';
import { formatPercent } from '../format/quantity.ts';
import { useUi } from '../state/ui-state.ts';
import { t } from '../text/text.ts';
import { Icon } from '../widgets/icons.tsx';
import { AlertMark } from '../widgets/marks.tsx';
import {
  escalationText,
  isShelved,
  isUnacknowledged,
  mayEscalate,
  mayShelve,
  tracksOf,
} from './alert-model.ts';
import css from './alerts.module.css';

interface Props {
  readonly alert: Alert;
  /** the instant shown, ms */
  readonly now: number;
  readonly selected: boolean;
  readonly readOnly: boolean;
}

/** One alert: what, where, since when, and what can be done about it. */
export function AlertCard({ alert, now, selected, readOnly }: Props) {
  const unacknowledged = isUnacknowledged(alert);
  const shelved = isShelved(alert, now);
  const state = unacknowledged && !shelved ? css['waiting'] : css['quiet'];
  return (
    <article
      className={`${css['card']} ${css[alert.priority]} ${state} ${selected ? css['selected'] : ''}`}
      aria-label={`${t(`priority.${alert.priority}`)}: ${alert.text}`}
    >
      <button type="button" className={css['what']} onClick={() => showAlert(alert)}>
        <span className={css['head']}>
          <AlertMark priority={alert.priority} hollow={!unacknowledged} />
          <span className={css['priority']}>{t(`priority.${alert.priority}`)}</span>
          {alert.count > 1 && (
            <span className={css['count']}>{t('alerts.count', { count: alert.count })}</span>
          )}
          <time className={css['time']} title={formatWhen(alert.firstAt, now)}>
            {formatSpan(now - alert.firstAt)}
          </time>
        </span>
        <span className={css['text']}>{alert.text}</span>
        <Forecast alert={alert} now={now} />
        {unacknowledged && !shelved && <span className={css['tip']}>{alert.tip}</span>}
        <StateLine alert={alert} now={now} />
      </button>
      {!readOnly && <Actions alert={alert} shelved={shelved} />}
    </article>
  );
}

function Forecast({ alert, now }: { readonly alert: Alert; readonly now: number }) {
  const { forecast } = alert;
  if (forecast === null) return null;
  const inside = forecast.likelyAt <= now;
  return (
    <span className={css['forecast']}>
      <strong>{inside ? t('alerts.now') : formatCountdown(forecast.likelyAt - now)}</strong>
      <span>
        {t('alerts.entry', {
          likely: formatMinute(forecast.likelyAt),
          percent: formatPercent(forecast.probability),
        })}
        <br />
        {t('alerts.window', {
          earliest: formatMinute(forecast.earliestAt),
          latest: formatMinute(forecast.latestAt),
        })}
      </span>
    </span>
  );
}

function StateLine({ alert, now }: { readonly alert: Alert; readonly now: number }) {
  const parts: string[] = [];
  const { acknowledged, shelved } = alert;
  if (acknowledged !== null)
    parts.push(t('alerts.ackBy', { by: acknowledged.by, at: formatMinute(acknowledged.at) }));
  if (isShelved(alert, now) && shelved !== null)
    parts.push(
      t('alerts.shelvedBy', {
        by: shelved.by,
        until: formatMinute(shelved.until),
        reason: shelved.reason,
      }),
    );
  if (alert.state === 'rectified-unack') parts.push(t('alerts.gone'));
  const level = escalationText(alert);
  if (level !== null) parts.push(level);
  return parts.length === 0 ? null : <span className={css['state']}>{parts.join(' · ')}</span>;
}

function Actions({ alert, shelved }: { readonly alert: Alert; readonly shelved: boolean }) {
  const { text } = alert;
  const open = (): void => {
    if (refusedInReplay()) return;
    if (alert.incidentId !== null) go({ screen: 'incidents', id: alert.incidentId });
    else
      useUi.setState({
        dialog: { kind: 'incident', alertIds: [alert.id], trackNumbers: tracksOf(alert) },
      });
  };
  const unshelve = async (): Promise<void> => {
    await attempt(async () => putAlert(await api.unshelve(alert.id)), t('act.unshelved', { text }));
  };
  return (
    <div className={css['actions']}>
      {isUnacknowledged(alert) && (
        <Button
          variant="filled"
          className={css['ack'] ?? ''}
          onClick={() => void acknowledge(alert)}
          aria-label={t('alerts.acknowledgeOf', { text })}
        >
          {t('alerts.acknowledge')}
        </Button>
      )}
      {shelved ? (
        <Button onClick={() => void unshelve()}>{t('alerts.unshelve')}</Button>
      ) : (
        mayShelve(alert) && (
          <Button
            onClick={() => useUi.setState({ dialog: { kind: 'shelve', alertId: alert.id } })}
            aria-label={t('alerts.shelveOf', { text })}
          >
            {t('alerts.shelve')}
          </Button>
        )
      )}
      <Button
        onClick={open}
        aria-label={
          alert.incidentId === null
            ? t('alerts.incidentOf', { text })
            : t('alerts.openIncident', { id: alert.incidentId })
        }
      >
        {t('alerts.incident')}
        {alert.incidentId !== null && '\u00a0›'}
      </Button>
      {mayEscalate(alert) && (
        <Tooltip label={t('alerts.escalate')}>
          <ActionIcon
            variant="default"
            className={css['escalate'] ?? ''}
            aria-label={t('alerts.escalateOf', { text })}
            onClick={() => void escalate(alert)}
          >
            <Icon name="escalate" size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}
