import { ALERT_PRIORITIES } from '../../model/index.ts';
import { formatClock, formatDay, formatSpan } from '../format/clock.ts';
import { countWaiting, needsPerson } from '../picture/alert-model.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { useNow } from '../widgets/use-now.ts';
import { acknowledge, showAlert } from './actions.ts';
import { desk } from './desk.ts';
import { modeOf } from './mode.ts';
import { backToLive } from './replay-actions.ts';
import css from './frame.module.css';

/** Full-width lines under the top bar; each is there only when it must be. */
export function Banners() {
  const state = useWatch();
  const now = useNow();
  const tone = modeOf(state, now).tone;
  return (
    <>
      {state.node?.mode === 'exercise' && (
        <div className={css['exercise']} role="note" aria-label={t('banner.exerciseLabel')}>
          {t('banner.exercise')} <span>{t('banner.exerciseNote')}</span>
        </div>
      )}
      {state.replay !== null && <ReplayBanner />}
      {state.replay === null && <EmergencyBanner />}
      {(tone === 'lost' || tone === 'stale') && <LostBanner now={now} />}
      {tone === 'frozen' && (
        <div className={`${css['banner']} ${css['replay']}`} role="status">
          <strong>{t('bar.frozen')}</strong> {t('banner.frozen')}
          <button type="button" onClick={backToLive}>
            {t('banner.backToLive')}
          </button>
        </div>
      )}
      {state.node?.diskOk === false && (
        <div className={`${css['banner']} ${css['lost']}`} role="alert">
          {t('banner.disk')}
        </div>
      )}
      {state.node !== null && state.node.notices.length > 0 && (
        <div className={css['notice']} role="status">
          {state.node.notices.map((notice) => (
            <span key={notice}>{notice}</span>
          ))}
        </div>
      )}
    </>
  );
}

function ReplayBanner() {
  const state = useWatch();
  const now = useNow();
  const counts = countWaiting(state.alerts.values(), now + state.clockSkewMs);
  const waiting = ALERT_PRIORITIES.reduce((sum, priority) => sum + counts[priority], 0);
  const at = state.replay?.at ?? 0;
  return (
    <div className={`${css['banner']} ${css['replay']}`} role="status">
      <strong>{t('banner.replay', { at: `${formatDay(at)} ${formatClock(at)}` })}</strong>
      <span>{t('banner.replayNote')}</span>
      <button type="button" onClick={backToLive}>
        {t('banner.backToLive')}
      </button>
      {waiting > 0 && <span>{t('banner.replayAlerts', { count: waiting })}</span>}
      {state.replay?.connection === 'lost' && <strong>{t('banner.replayLost')}</strong>}
    </div>
  );
}

function EmergencyBanner() {
  const alerts = useWatch((watch) => watch.alerts);
  const now = useNow() + useWatch((watch) => watch.clockSkewMs);
  const emergency = [...alerts.values()].find(
    (alert) => alert.priority === 'emergency' && needsPerson(alert, now),
  );
  if (emergency === undefined) return null;
  return (
    <div className={`${css['banner']} ${css['emergency']}`}>
      <strong>{t('banner.emergency')}</strong>
      <span>{emergency.text}</span>
      <button type="button" onClick={() => showAlert(emergency)}>
        {t('banner.show')}
      </button>
      <button type="button" onClick={() => void acknowledge(emergency)}>
        {t('alerts.acknowledge')}
      </button>
    </div>
  );
}

function LostBanner({ now }: { readonly now: number }) {
  const live = useWatch((watch) => watch.live);
  if (live === null) return null;
  const age = live.lastDataAt === null ? '–' : formatSpan(now - live.lastDataAt);
  const wait = live.retryAt === null ? 0 : Math.ceil((live.retryAt - now) / 1000);
  return (
    <div className={`${css['banner']} ${css['lost']}`} role="alert">
      <strong>{t(live.connection === 'open' ? 'banner.stale' : 'banner.lost', { age })}</strong>
      {live.connection !== 'open' && (
        <>
          <span>{wait > 0 ? t('banner.retryIn', { seconds: wait }) : t('banner.retrying')}</span>
          <button type="button" onClick={() => desk.live.retryNow()}>
            {t('banner.retryNow')}
          </button>
        </>
      )}
      {live.connection === 'refused' && (
        <button type="button" onClick={() => location.reload()}>
          {t('banner.logIn')}
        </button>
      )}
    </div>
  );
}
