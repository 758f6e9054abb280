import { Tooltip } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useUi } from '../state/ui-state.ts';
import { shownAlerts, shownAt, useWatch } from '../state/watch-state.ts';
import { t, type TextKey } from '../text/text.ts';
import { TabRow } from '../widgets/tab-row.tsx';
import { useNow } from '../widgets/use-now.ts';
import { AdvisoryGroup } from './advisory-group.tsx';
import { AlertCard } from './alert-card.tsx';
import {
  isShelved,
  listAlerts,
  measureLoad,
  tracksOf,
  type AlertLoad,
  type AlertTab,
} from './alert-model.ts';
import css from './alerts.module.css';

const TABS: readonly AlertTab[] = ['active', 'shelved', 'all'];
/** Cards shown at most; the rest is counted. A desk with more has a flood, not a list. */
const MAX_CARDS = 120;

export function AlertsPanel() {
  const state = useWatch();
  const now = shownAt(state, useNow());
  const selected = useUi((ui) => ui.selected);
  const [tab, setTab] = useState<AlertTab>('active');
  const alerts = shownAlerts(state);
  const list = useMemo(() => listAlerts(alerts.values(), tab, now), [alerts, tab, now]);
  const load = useMemo(() => measureLoad(alerts.values(), now), [alerts, now]);
  const shelved = [...alerts.values()].filter((alert) => isShelved(alert, now)).length;
  return (
    <section className={css['panel']} aria-label={t('alerts.title')}>
      <TabRow
        label={t('alerts.title')}
        tabs={TABS.map((name) => ({
          name,
          text: t(`alerts.tab.${name}`),
          count:
            name === 'shelved' ? shelved : name === 'active' ? load.waiting + load.standing : null,
        }))}
        value={tab}
        onChange={setTab}
        panelId="alert-list"
      />
      <Load load={load} />
      <div
        className={css['list']}
        id="alert-list"
        role="tabpanel"
        aria-label={t(`alerts.tab.${tab}`)}
        tabIndex={0}
      >
        {list.length === 0 && <p className={css['empty']}>{t(`alerts.none.${tab}`)}</p>}
        {list.slice(0, MAX_CARDS).map((alert) => (
          <AlertCard
            key={alert.id}
            alert={alert}
            now={now}
            selected={selected !== null && tracksOf(alert).includes(selected)}
            readOnly={state.replay !== null}
          />
        ))}
        {list.length > MAX_CARDS && (
          <p className={css['empty']}>{t('alerts.more', { count: list.length - MAX_CARDS })}</p>
        )}
      </div>
      {state.replay === null && <AdvisoryGroup now={now} />}
    </section>
  );
}

/** How much the desk has to bear: ISA-18.2 measures. */
function Load({ load }: { readonly load: AlertLoad }) {
  const cells: readonly (readonly [TextKey, TextKey, number, boolean])[] = [
    ['alerts.kpi.waiting', 'alerts.kpi.waitingTip', load.waiting, load.waiting > 0],
    ['alerts.kpi.standing', 'alerts.kpi.standingTip', load.standing, load.standing >= 10],
    ['alerts.kpi.ten', 'alerts.kpi.tenTip', load.last10Min, load.flood],
    ['alerts.kpi.day', 'alerts.kpi.dayTip', load.perDay, load.perDay > 300],
  ];
  return (
    <dl className={css['load']}>
      {cells.map(([name, tip, value, high]) => (
        <Tooltip key={name} label={t(tip)} multiline w={220}>
          <div className={high ? css['high'] : undefined}>
            <dt>{t(name)}</dt>
            <dd>
              {value}
              {name === 'alerts.kpi.ten' && load.flood && <em>{t('alerts.flood')}</em>}
            </dd>
          </div>
        </Tooltip>
      ))}
    </dl>
  );
}
