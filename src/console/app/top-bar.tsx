import { ActionIcon, Tooltip } from '@mantine/core';
import { ALERT_PRIORITIES } from '../../model/index.ts';
import { formatClock, formatDay } from '../format/clock.ts';
import { countLinks } from '../members/member-model.ts';
import { countWaiting } from '../picture/alert-model.ts';
import { setSettings, useSettings } from '../state/settings.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { Icon } from '../widgets/icons.tsx';
import { AlertMark, HealthMark } from '../widgets/marks.tsx';
import { useNow } from '../widgets/use-now.ts';
import { useTracksVersion } from '../widgets/use-tracks.ts';
import { desk } from './desk.ts';
import { modeOf } from './mode.ts';
import { go } from './navigate.ts';
import { openPalette } from './palette-handle.ts';
import css from './frame.module.css';

/** 44 px: who and where, what waits, how the feeds are, what time it is, and whether all this is now. */
export function TopBar() {
  const node = useWatch((watch) => watch.node);
  const session = useWatch((watch) => watch.session);
  const sound = useSettings((settings) => settings.sound);
  const role = session === null ? '' : t(`role.${session.role}`);
  return (
    <header className={css['bar']}>
      <div className={css['brand']}>
        <img src="./icon.svg" alt="" width={26} height={26} />
        <div>
          <strong>{node === null ? t('app.title') : `${node.member} · ${node.name}`}</strong>
          <span title={session?.demo === true ? t('login.demo') : undefined}>
            {session === null ? ' ' : t('bar.desk', { name: session.name, role })}
          </span>
        </div>
      </div>
      <Counts />
      <Feeds />
      <Members />
      <Tracks />
      <div className={css['grow']} />
      <button type="button" className={css['search']} onClick={openPalette}>
        <Icon name="search" size={14} />
        {t('bar.search')}
        <kbd>Ctrl K</kbd>
      </button>
      <Tooltip label={t(sound ? 'bar.soundOn' : 'bar.soundOff')}>
        <ActionIcon
          aria-label={t(sound ? 'bar.soundOn' : 'bar.soundOff')}
          aria-pressed={!sound}
          onClick={() => setSettings({ sound: !sound })}
        >
          <Icon name={sound ? 'sound' : 'mute'} size={18} />
        </ActionIcon>
      </Tooltip>
      <ModeMark />
      <Clock />
    </header>
  );
}

/** Unacknowledged alerts of now, also while the past is shown. */
function Counts() {
  const alerts = useWatch((watch) => watch.alerts);
  const now = useNow() + useWatch((watch) => watch.clockSkewMs);
  const counts = countWaiting(alerts.values(), now);
  return (
    <ul className={css['counts']} aria-label={t('bar.alerts')}>
      {ALERT_PRIORITIES.map((priority) => {
        const count = counts[priority];
        const text = t('bar.alertCount', { count, priority: t(`priority.${priority}`) });
        return (
          <li key={priority} className={count > 0 ? css['some'] : css['zero']} title={text}>
            <AlertMark priority={priority} hollow={count === 0} size={15} />
            <span aria-hidden="true">{count}</span>
            <span className="visually-hidden">{text}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Feeds() {
  const sources = useWatch((watch) => watch.sources);
  const live = sources.filter((source) => source.state === 'live').length;
  const total = sources.length;
  const health = total === 0 ? 'off' : live === total ? 'good' : live === 0 ? 'bad' : 'caution';
  return (
    <button
      type="button"
      className={`${css['stat']} ${css['statButton']}`}
      onClick={() => go({ screen: 'feeds', id: null })}
      title={t('bar.feedsLive', { live, total })}
    >
      <HealthMark health={health} />
      <span>
        <span>{t('bar.feeds')}</span> {live}/{total}
      </span>
    </button>
  );
}

/** Links to other members; nothing where the node has none. */
function Members() {
  const members = useWatch((watch) => watch.members);
  if (members === null || !members.isFederated) return null;
  const { up, of } = countLinks(members);
  const health = of === 0 ? 'off' : up === of ? 'good' : 'caution';
  return (
    <button
      type="button"
      className={`${css['stat']} ${css['statButton']}`}
      onClick={() => go({ screen: 'members', id: null })}
      title={t('members.linked', { up, of })}
    >
      <HealthMark health={health} />
      <span>
        <span>{t('screen.members')}</span> {up}/{of}
      </span>
    </button>
  );
}

function Tracks() {
  useTracksVersion();
  return (
    <div className={css['stat']}>
      <span>
        <span>{t('bar.tracks')}</span> {desk.tracks.count.toLocaleString('en-GB')}
      </span>
    </div>
  );
}

function ModeMark() {
  const state = useWatch();
  const now = useNow();
  const mode = modeOf(state, now);
  return (
    <span className={`${css['mode']} ${css[`mode-${mode.tone}`]}`} data-mode={mode.tone}>
      {mode.tone === 'live' && <HealthMark health="good" size={9} />}
      {mode.text}
    </span>
  );
}

/** The node's time, always of now: the instant replayed stands in the banner. */
function Clock() {
  const at = useNow() + useWatch((watch) => watch.clockSkewMs);
  return (
    <div className={css['clock']} role="timer" aria-label={t('bar.clock')}>
      <strong>{formatClock(at)}</strong>
      <span>{formatDay(at)} UTC</span>
    </div>
  );
}
