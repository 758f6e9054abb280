import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CallView } from '../../model/index.ts';
import { go } from '../app/navigate.ts';
import { formatSpan } from '../format/clock.ts';
import { useUi } from '../state/ui-state.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { TabRow } from '../widgets/tab-row.tsx';
import { useNow } from '../widgets/use-now.ts';
import { CallForm } from './call-form.tsx';
import { CallPage } from './call-page.tsx';
import {
  BOARD,
  countBoard,
  isUrgent,
  listCalls,
  newestRound,
  silenceLeft,
  type CallFilter,
} from './rally-model.ts';
import cases from '../widgets/case-files.module.css';
import css from './rally.module.css';

/** Screen: the calls for help, and the page of one. */
export function RallyScreen() {
  const calls = useWatch((watch) => watch.calls);
  const now = useNow() + useWatch((watch) => watch.clockSkewMs);
  const id = useUi((ui) => ui.route.id);
  const [filter, setFilter] = useState<CallFilter>('open');
  const [isOpening, setOpening] = useState(false);
  const list = listCalls(calls.values(), filter);
  const shown = (id === null ? undefined : calls.get(id)) ?? list[0];
  return (
    <div className={cases['screen']}>
      <section className={cases['list']} aria-label={t('screen.rally')}>
        <TabRow
          label={t('screen.rally')}
          tabs={[
            {
              name: 'open',
              text: t('rally.running'),
              count: listCalls(calls.values(), 'open').length,
            },
            { name: 'all', text: t('common.all'), count: calls.size },
          ]}
          value={filter}
          onChange={setFilter}
          panelId="call-list"
          end={
            <Button className={cases['new'] ?? ''} onClick={() => setOpening(true)}>
              {t('rally.new')}
            </Button>
          }
        />
        <div id="call-list" role="tabpanel" className={cases['cards']} tabIndex={0}>
          {list.length === 0 && <p className={cases['empty']}>{t('rally.none')}</p>}
          {list.map((call) => (
            <Card key={call.id} call={call} now={now} isShown={call === shown} />
          ))}
        </div>
      </section>
      {shown === undefined ? (
        <p className={cases['empty']}>{t('rally.noneHint')}</p>
      ) : (
        <CallPage key={shown.id} call={shown} now={now} />
      )}
      <CallForm isOpened={isOpening} onDone={() => setOpening(false)} />
    </div>
  );
}

function Card({
  call,
  now,
  isShown,
}: {
  readonly call: CallView;
  readonly now: number;
  readonly isShown: boolean;
}) {
  const counts = countBoard(call);
  const round = newestRound(call);
  const left = silenceLeft(round, now);
  return (
    <button
      type="button"
      className={cases['card']}
      aria-current={isShown ? 'true' : undefined}
      onClick={() => go({ screen: 'rally', id: call.id })}
    >
      <span className={cases['cardHead']}>
        {call.exercise && <b className={css['exercise']}>{t('rally.exercise')}</b>}
        <span className={css[`phase-${call.phase}`]}>{t(`rally.phase.${call.phase}`)}</span>
        <span className={cases['age']}>{formatSpan(now - call.openedAt)}</span>
      </span>
      <span className={cases['cardTitle']}>{call.title}</span>
      <span className="dim">
        {call.owner} · {call.id}
      </span>
      <span className={css['tally']}>
        {BOARD.filter((column) => counts[column] > 0).map((column) => (
          <span key={column}>
            <b>{counts[column]}</b> {t(`rally.column.${column}`).toLowerCase()}
          </span>
        ))}
      </span>
      {left !== null && (
        <span className={isUrgent(round, now) ? css['urgent'] : css['clockSmall']}>
          {t('rally.silenceEnds', { left })}
        </span>
      )}
    </button>
  );
}
