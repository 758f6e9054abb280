import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CallView } from '../../model/index.ts';
import { formatWhen } from '../format/clock.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { TabRow } from '../widgets/tab-row.tsx';
import { FlowMap } from './flow-map.tsx';
import { MemberMatrix } from './member-matrix.tsx';
import { NeedBars } from './need-bars.tsx';
import { nameOfMember } from './member-name.ts';
import { PledgesTable } from './pledges-table.tsx';
import { PledgeForm } from './pledge-form.tsx';
import { rally } from './rally-actions.ts';
import { BOARD, countBoard } from './rally-model.ts';
import { ReasonForm } from '../widgets/reason-form.tsx';
import { ReportView } from './report-view.tsx';
import { SilencePanel } from './silence-panel.tsx';
import { Thread } from './thread.tsx';
import cases from '../widgets/case-files.module.css';
import { WhatSees } from '../widgets/what-sees.tsx';
import css from './rally.module.css';

const TABS = ['members', 'pledges', 'flow', 'thread', 'audit', 'report'] as const;
type Tab = (typeof TABS)[number];

/** The page of one call: how it stands, who has answered what, and what this desk can do about it. */
export function CallPage({ call, now }: { readonly call: CallView; readonly now: number }) {
  const [tab, setTab] = useState<Tab>('members');
  const counts = countBoard(call);
  return (
    <article className={`${cases['page']} ${css['page']}`} aria-label={call.title}>
      <Head call={call} now={now} />
      <dl className={css['board']} aria-label={t('rally.board')}>
        {BOARD.map((column) => (
          <div key={column} data-empty={counts[column] === 0 ? '' : undefined}>
            <dt>{t(`rally.column.${column}`)}</dt>
            <dd>{counts[column]}</dd>
          </div>
        ))}
      </dl>
      <SilencePanel call={call} now={now} />
      <NeedBars needs={call.needs} />
      <div className={css['tabs']}>
        <TabRow
          label={call.title}
          tabs={TABS.map((name) => ({
            name,
            text: t(`rally.tab.${name}`),
            count: name === 'pledges' ? call.pledges.length : null,
          }))}
          value={tab}
          onChange={setTab}
          panelId="call-tab"
        />
      </div>
      <div id="call-tab" role="tabpanel" className={css['tabPanel']} tabIndex={0}>
        {tab === 'members' && <MemberMatrix call={call} now={now} />}
        {tab === 'pledges' && <PledgesTable call={call} now={now} />}
        {tab === 'flow' && <FlowMap call={call} />}
        {tab === 'thread' && <Thread call={call} now={now} />}
        {tab === 'audit' && <Audit call={call} now={now} />}
        {tab === 'audit' && <WhatSees kind="call" id={call.id} />}
        {tab === 'report' && <ReportView call={call} now={now} />}
      </div>
    </article>
  );
}

function Head({ call, now }: { readonly call: CallView; readonly now: number }) {
  const isOwn = useWatch((watch) => watch.node?.member === call.owner);
  const [form, setForm] = useState<'close' | 'decline' | 'pledge' | null>(null);
  const isClosed = call.phase === 'closed';
  const done = (): void => setForm(null);
  return (
    <header className={cases['pageHead']}>
      <div className={cases['pageTitle']}>
        <h1>
          {call.exercise && <b className={css['exercise']}>{t('rally.exercise')}</b>} {call.title}
        </h1>
        <p className="dim">
          {call.id} · {t(`rally.pattern.${call.pattern}`)} ·{' '}
          {t('rally.calledBy', {
            by: nameOfMember(call.owner),
            at: formatWhen(call.openedAt, now),
          })}
          {call.place !== '' && ` · ${call.place}`}
        </p>
        {call.text !== '' && <p className={css['callText']}>{call.text}</p>}
      </div>
      <span className={css[`phase-${call.phase}`]}>{t(`rally.phase.${call.phase}`)}</span>
      {!isClosed && isOwn && <Button onClick={() => setForm('close')}>{t('rally.close')}</Button>}
      {!isClosed && !isOwn && (
        <>
          <Button
            onClick={() =>
              void rally({ type: 'call.answer-later', call: call.id, by: null }, t('rally.done'))
            }
          >
            {t('rally.willAnswer')}
          </Button>
          <Button onClick={() => setForm('decline')}>{t('rally.decline')}</Button>
          <Button variant="filled" onClick={() => setForm('pledge')}>
            {t('rally.pledge')}
          </Button>
        </>
      )}
      <ReasonForm
        isOpened={form === 'close' || form === 'decline'}
        title={t(form === 'decline' ? 'rally.declineTitle' : 'rally.closeTitle')}
        submit={t(form === 'decline' ? 'rally.decline' : 'rally.close')}
        onDone={done}
        send={(reason) =>
          rally(
            { type: form === 'decline' ? 'call.decline' : 'call.close', call: call.id, reason },
            t('rally.done'),
          )
        }
      />
      <PledgeForm call={call} isOpened={form === 'pledge'} now={now} onDone={done} />
    </header>
  );
}

/** Every act in the order of its time, with who did it; what did not count stands below, with why. */
function Audit({ call, now }: { readonly call: CallView; readonly now: number }) {
  return (
    <>
      <table className={css['table']}>
        <thead>
          <tr>
            <th>{t('rally.audit.at')}</th>
            <th>{t('rally.member')}</th>
            <th>{t('rally.audit.actor')}</th>
            <th>{t('rally.audit.act')}</th>
            <th>{t('rally.audit.what')}</th>
          </tr>
        </thead>
        <tbody>
          {call.acts.map((act) => (
            <tr key={act.id}>
              <td className="mono">{formatWhen(act.at, now)}</td>
              <td>{act.member}</td>
              <td>{act.actor}</td>
              <td className="mono">{act.type}</td>
              <td>{act.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {call.irregular.length > 0 && (
        <section className={css['irregular']}>
          <h2>{t('rally.irregular')}</h2>
          <ul>
            {call.irregular.map((one) => (
              <li key={one.id}>
                {one.member}: {one.why}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
