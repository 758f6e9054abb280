import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useEffect } from 'react';
import type { TrackInfo } from '../../model/index.ts';
import { desk } from '../app/desk.ts';
import { refusedInReplay } from '../app/actions.ts';
import { theMap } from '../map/map-handle.ts';
import { useUi } from '../state/ui-state.ts';
import { useWatch } from '../state/watch-state.ts';
import { t, type TextKey } from '../text/text.ts';
import { Icon } from '../widgets/icons.tsx';
import { IdentityMark } from '../widgets/marks.tsx';
import { useTracksVersion } from '../widgets/use-tracks.ts';
import {
  kindFacts,
  kinematicFacts,
  positionFacts,
  readTrackNow,
  upstreamFacts,
  type TrackNow,
} from './detail-model.ts';
import { Claims, Entries, Findings, IdentitySaid, Links, Sources } from './detail-sections.tsx';
import { Facts, Section } from './detail-parts.tsx';
import { WhatSees } from '../widgets/what-sees.tsx';
import css from './detail.module.css';

const STATUS: readonly TextKey[] = [
  'status.tentative',
  'status.confirmed',
  'status.coasting',
  'status.dropped',
];

export function DetailPanel() {
  useTracksVersion();
  const selected = useUi((ui) => ui.selected);
  const info = useWatch((watch) => (selected === null ? undefined : watch.details.get(selected)));
  useEffect(() => {
    desk.want('detail', selected === null ? [] : [selected]);
  }, [selected]);
  const now = selected === null ? null : readTrackNow(desk.tracks, selected);
  return (
    <section
      className={css['panel']}
      aria-label={t('detail.title')}
      data-empty={selected === null ? '' : undefined}
    >
      {selected === null ? (
        <Nothing />
      ) : now === null ? (
        <Gone trackNumber={selected} info={info} />
      ) : (
        <Detail track={now} info={info} />
      )}
    </section>
  );
}

function Nothing() {
  return (
    <div className={css['nothing']}>
      <Icon name="follow" size={28} />
      <p>{t('detail.nothing')}</p>
      <p className="dim">{t('detail.nothingHint')}</p>
    </div>
  );
}

function Gone({
  trackNumber,
  info,
}: {
  readonly trackNumber: number;
  readonly info: TrackInfo | undefined;
}) {
  const name = desk.tracks.labels.get(trackNumber)?.name ?? info?.id ?? `#${trackNumber}`;
  return (
    <div className={css['nothing']}>
      <Icon name="close" size={28} />
      <p>{t('detail.gone', { name })}</p>
      <p className="dim">{t('detail.goneHint')}</p>
      <Button onClick={() => useUi.setState({ selected: null, follow: false })}>
        {t('detail.release')}
      </Button>
    </div>
  );
}

function Detail({
  track,
  info,
}: {
  readonly track: TrackNow;
  readonly info: TrackInfo | undefined;
}) {
  const aged = track.ageS > 10;
  return (
    <>
      <header className={`${css['head']} ${css[track.identity]}`}>
        <IdentityMark identity={track.identity} size={26} />
        <div className={css['title']}>
          <h2>{track.name}</h2>
          <p>
            {[track.id, track.kind, t(STATUS[track.statusCode] ?? 'status.dropped')]
              .filter((text) => text !== '' && text !== track.name)
              .join(' · ')}
          </p>
        </div>
        <HeadTools track={track} />
      </header>
      <div className={css['body']} tabIndex={0} role="group" aria-label={t('detail.title')}>
        {track.simulated && <p className={css['simulated']}>{t('detail.simulated')}</p>}
        {aged && (
          <p className={css['aged']}>
            <Icon name="warning" size={13} /> {t('detail.aged', { age: Math.round(track.ageS) })}
          </p>
        )}
        <IdentitySaid track={track} info={info} />
        {info !== undefined && <Entries info={info} />}
        {info !== undefined && <Findings info={info} />}
        <Section title={t('detail.position')}>
          <Facts facts={positionFacts(track)} copy />
        </Section>
        <Section title={t('detail.kinematics')}>
          <Facts
            facts={[
              ...kinematicFacts(track),
              ...kindFacts(info),
              ...upstreamFacts(info),
              [t('detail.quality'), `${track.quality} / 15`],
              [t('detail.age'), `${track.ageS.toFixed(1)} s`],
            ]}
          />
        </Section>
        {info !== undefined && (
          <>
            <Claims info={info} />
            <Sources info={info} />
            <Links info={info} />
            <WhatSees kind="track" id={String(info.trackNumber)} />
          </>
        )}
        {info === undefined && <p className={css['wait']}>{t('detail.waiting')}</p>}
      </div>
      <footer className={css['foot']}>
        <Button
          onClick={() =>
            refusedInReplay() ||
            useUi.setState({ dialog: { kind: 'identity', trackNumber: track.trackNumber } })
          }
        >
          {t('detail.changeIdentity')}
        </Button>
        <Button
          onClick={() =>
            refusedInReplay() ||
            useUi.setState({
              dialog: {
                kind: 'incident',
                alertIds: info?.alertIds ?? [],
                trackNumbers: [track.trackNumber],
              },
            })
          }
        >
          {t('detail.openIncident')}
        </Button>
      </footer>
    </>
  );
}

function HeadTools({ track }: { readonly track: TrackNow }) {
  const follow = useUi((ui) => ui.follow);
  return (
    <div className={css['tools']}>
      <Tooltip label={t('detail.follow')}>
        <ActionIcon
          aria-label={t('detail.follow')}
          aria-pressed={follow}
          variant={follow ? 'filled' : 'subtle'}
          color={follow ? 'steel' : 'gray'}
          onClick={() => useUi.setState({ follow: !follow })}
        >
          <Icon name="follow" />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('detail.centre')}>
        <ActionIcon
          aria-label={t('detail.centre')}
          onClick={() => theMap()?.centreOn(track.trackNumber)}
        >
          <Icon name="goto" />
        </ActionIcon>
      </Tooltip>
      <ActionIcon
        aria-label={t('detail.release')}
        onClick={() => useUi.setState({ selected: null, follow: false })}
      >
        <Icon name="close" />
      </ActionIcon>
    </div>
  );
}
