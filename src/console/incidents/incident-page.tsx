import { Button, SegmentedControl } from '@mantine/core';
import type { Incident, IncidentState } from '../../model/index.ts';
import { attempt, showTrack } from '../app/actions.ts';
import { desk } from '../app/desk.ts';
import { go } from '../app/navigate.ts';
import { jumpTo } from '../app/replay-actions.ts';
import { api } from '../feed/api-client.ts';
import { formatWhen } from '../format/clock.ts';
import { zoneName } from '../picture/alert-model.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { Icon } from '../widgets/icons.tsx';
import { AlertMark, IdentityMark } from '../widgets/marks.tsx';
import { readTrackNow } from '../picture/detail-model.ts';
import { NoteField } from '../widgets/note-field.tsx';
import { useTracksVersion } from '../widgets/use-tracks.ts';
import { incidentLog, type LogLine } from './incident-model.ts';
import cases from '../widgets/case-files.module.css';
import { WhatSees } from '../widgets/what-sees.tsx';
import css from './incidents.module.css';

const STATES: readonly IncidentState[] = ['open', 'monitoring', 'closed'];

async function put(work: Promise<Incident>): Promise<void> {
  const incident = await work;
  if (typeof incident.id !== 'string') return;
  useWatch.setState((state) => ({
    incidents: new Map(state.incidents).set(incident.id, incident),
  }));
}

/** The page of one incident: head, log with notes, what it gathers. */
export function IncidentPage({
  incident,
  now,
}: {
  readonly incident: Incident;
  readonly now: number;
}) {
  const zones = useWatch((watch) => watch.zones);
  const zone = zoneName(zones, incident.zoneId);
  const { label } = incident;
  return (
    <article className={cases['page']} aria-label={incident.title}>
      <header className={cases['pageHead']}>
        <AlertMark priority={incident.severity} size={22} />
        <div className={cases['pageTitle']}>
          <h1>{incident.title}</h1>
          <p className="dim">
            {incident.id} ·{' '}
            {t('incidents.openedBy', {
              by: incident.openedBy,
              at: formatWhen(incident.openedAt, now),
            })}
            {zone !== null && ` · ${zone}`}
          </p>
        </div>
        <Button onClick={() => replayFrom(incident)}>
          <Icon name="play" size={12} />
          &nbsp;{t('incidents.replay')}
        </Button>
        <SegmentedControl
          aria-label={t('incidents.state')}
          value={incident.state}
          onChange={(state) =>
            void attempt(() => put(api.setIncidentState(incident.id, state as IncidentState)))
          }
          data={STATES.map((state) => ({ value: state, label: t(`incidentState.${state}`) }))}
        />
      </header>
      <div className={css['columns']}>
        <Log incident={incident} now={now} />
        <aside className={css['side']} tabIndex={0} aria-label={t('incidents.gathered')}>
          <Tracks incident={incident} />
          <Alerts incident={incident} />
          <section>
            <h2>{t('incidents.marking')}</h2>
            <p>
              {label.classification.toUpperCase()}
              {label.exercise && ` · ${t('banner.exerciseLabel').toUpperCase()}`}
              <br />
              {t('incidents.releasable', {
                list:
                  label.releasableTo.length === 0
                    ? t('detail.ownOnly')
                    : label.releasableTo.join(' '),
              })}
            </p>
            <WhatSees kind="incident" id={incident.id} />
          </section>
        </aside>
      </div>
    </article>
  );
}

function replayFrom(incident: Incident): void {
  go({
    screen: 'picture',
    id: incident.trackNumbers[0] === undefined ? null : String(incident.trackNumbers[0]),
  });
  jumpTo(incident.openedAt - 120_000);
}

function Log({ incident, now }: { readonly incident: Incident; readonly now: number }) {
  const alerts = useWatch((watch) => watch.alerts);
  const lines = incidentLog(incident, alerts);
  return (
    <section className={css['log']} aria-label={t('incidents.log')}>
      <ol tabIndex={0} aria-label={t('incidents.log')}>
        {lines.map((line, i) => (
          <Line key={`${line.at}-${i}`} line={line} now={now} />
        ))}
      </ol>
      <NoteField
        label={t('incidents.note')}
        submit={t('incidents.addNote')}
        minRows={2}
        send={(text) => attempt(() => put(api.addNote(incident.id, text)), t('act.noteAdded'))}
      />
    </section>
  );
}

function Line({ line, now }: { readonly line: LogLine; readonly now: number }) {
  return (
    <li className={css[`line-${line.kind}`]}>
      <time>{formatWhen(line.at, now)}</time>
      <span className={css['by']}>
        <Icon
          name={line.kind === 'person' ? 'person' : line.kind === 'alert' ? 'warning' : 'rule'}
          size={13}
        />
        {line.by}
      </span>
      <span className={css['said']}>{line.text}</span>
    </li>
  );
}

function Tracks({ incident }: { readonly incident: Incident }) {
  useTracksVersion();
  return (
    <section>
      <h2>{t('table.tracks')}</h2>
      {incident.trackNumbers.length === 0 && <p className="dim">{t('common.none')}</p>}
      {incident.trackNumbers.map((trackNumber) => {
        const track = readTrackNow(desk.tracks, trackNumber);
        return (
          <button
            key={trackNumber}
            type="button"
            className={css['link']}
            onClick={() => showTrack(trackNumber)}
          >
            {track === null ? (
              <>
                {desk.tracks.labels.get(trackNumber)?.name ?? `#${trackNumber}`}
                <span className="dim">{t('incidents.notInPicture')}</span>
              </>
            ) : (
              <>
                <IdentityMark identity={track.identity} /> {track.name}
                <span className="dim">{track.kind}</span>
              </>
            )}
          </button>
        );
      })}
    </section>
  );
}

function Alerts({ incident }: { readonly incident: Incident }) {
  const alerts = useWatch((watch) => watch.alerts);
  return (
    <section>
      <h2>{t('alerts.title')}</h2>
      {incident.alertIds.length === 0 && <p className="dim">{t('common.none')}</p>}
      {incident.alertIds.map((id) => {
        const alert = alerts.get(id);
        return alert === undefined ? (
          <p key={id} className="dim">
            {id}
          </p>
        ) : (
          <p key={id} className={css['alert']}>
            <AlertMark priority={alert.priority} hollow={alert.acknowledged !== null} />
            {alert.text}
          </p>
        );
      })}
    </section>
  );
}
