import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Incident } from '../../model/index.ts';
import { go } from '../app/navigate.ts';
import { formatSpan } from '../format/clock.ts';
import { useUi } from '../state/ui-state.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { AlertMark } from '../widgets/marks.tsx';
import { TabRow } from '../widgets/tab-row.tsx';
import { useNow } from '../widgets/use-now.ts';
import { listIncidents, type IncidentFilter } from './incident-model.ts';
import { IncidentPage } from './incident-page.tsx';
import cases from '../widgets/case-files.module.css';
import css from './incidents.module.css';

/** Screen 2: the case files, and the page of one. */
export function IncidentsScreen() {
  const incidents = useWatch((watch) => watch.incidents);
  const now = useNow() + useWatch((watch) => watch.clockSkewMs);
  const id = useUi((ui) => ui.route.id);
  const [filter, setFilter] = useState<IncidentFilter>('open');
  const list = listIncidents(incidents.values(), filter);
  const shown = (id === null ? undefined : incidents.get(id)) ?? list[0];
  return (
    <div className={cases['screen']}>
      <section className={cases['list']} aria-label={t('screen.incidents')}>
        <TabRow
          label={t('screen.incidents')}
          tabs={[
            {
              name: 'open',
              text: t('incidents.open'),
              count: listIncidents(incidents.values(), 'open').length,
            },
            { name: 'all', text: t('common.all'), count: incidents.size },
          ]}
          value={filter}
          onChange={setFilter}
          panelId="incident-list"
          end={
            <Button
              className={cases['new'] ?? ''}
              onClick={() =>
                useUi.setState({ dialog: { kind: 'incident', alertIds: [], trackNumbers: [] } })
              }
            >
              {t('incidents.new')}
            </Button>
          }
        />
        <div
          id="incident-list"
          role="tabpanel"
          aria-label={t(`incidents.${filter}`)}
          className={cases['cards']}
          tabIndex={0}
        >
          {list.length === 0 && <p className={cases['empty']}>{t('incidents.none')}</p>}
          {list.map((incident) => (
            <Card
              key={incident.id}
              incident={incident}
              now={now}
              selected={incident.id === shown?.id}
            />
          ))}
        </div>
      </section>
      {shown === undefined ? (
        <p className={cases['empty']}>{t('incidents.noneHint')}</p>
      ) : (
        <IncidentPage key={shown.id} incident={shown} now={now} />
      )}
    </div>
  );
}

function Card({
  incident,
  now,
  selected,
}: {
  readonly incident: Incident;
  readonly now: number;
  readonly selected: boolean;
}) {
  return (
    <button
      type="button"
      className={cases['card']}
      aria-current={selected ? 'true' : undefined}
      onClick={() => go({ screen: 'incidents', id: incident.id })}
    >
      <span className={cases['cardHead']}>
        <AlertMark priority={incident.severity} hollow={incident.state !== 'open'} />
        <b>{incident.id}</b>
        <span className={css[incident.state]}>{t(`incidentState.${incident.state}`)}</span>
        <span className={cases['age']}>{formatSpan(now - incident.openedAt)}</span>
      </span>
      <span className={cases['cardTitle']}>{incident.title}</span>
      <span className="dim">
        {t('incidents.holds', {
          alerts: incident.alertIds.length,
          tracks: incident.trackNumbers.length,
          notes: incident.notes.length,
        })}
      </span>
    </button>
  );
}
