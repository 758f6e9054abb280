import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CallView, ConsultationView } from '../../model/index.ts';
import { findMember } from '../../model/index.ts';
import { formatWhen } from '../format/clock.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { formatLocal, isUrgent, newestRound, silenceLeft } from './rally-model.ts';
import { nameOfMember } from './member-name.ts';
import { ProposalForm } from './proposal-form.tsx';
import { rally } from './rally-actions.ts';
import { ReasonForm } from '../widgets/reason-form.tsx';
import css from './rally.module.css';

type Form = 'reserve' | 'break' | 'propose' | null;
const EXTEND_HOURS = 24;

/** The proposal under silence with its clock, and what this desk may say to it. */
export function SilencePanel({ call, now }: { readonly call: CallView; readonly now: number }) {
  const member = useWatch((watch) => watch.node?.member ?? '');
  const [form, setForm] = useState<Form>(null);
  const round = newestRound(call);
  const isOwn = member === call.owner;
  const isClosed = call.phase === 'closed';
  const say = (answer: 'agree' | 'reserve' | 'break' | 'extend', text: string, hours = 0) =>
    rally({ type: 'consultation.answer', call: call.id, answer, text, hours }, t('rally.done'));
  const done = (): void => setForm(null);
  const mayAnswer = round?.state === 'running' && round.members.includes(member);
  if (round === null && (!isOwn || call.pattern === 'help')) return null;
  return (
    <section className={css['silencePanel']} aria-label={t('rally.silenceProcedure')}>
      {round !== null && <Round round={round} now={now} member={member} />}
      <div className={css['silenceActs']}>
        {mayAnswer && (
          <>
            <Button onClick={() => void say('agree', '')}>{t('rally.agree')}</Button>
            <Button onClick={() => setForm('reserve')}>{t('rally.reserve')}</Button>
            <Button color="red" variant="outline" onClick={() => setForm('break')}>
              {t('rally.break')}
            </Button>
          </>
        )}
        {(mayAnswer || (isOwn && round?.state === 'running')) && (
          <Button onClick={() => void say('extend', '', EXTEND_HOURS)}>
            {t('rally.extend', { hours: EXTEND_HOURS })}
          </Button>
        )}
        {isOwn && !isClosed && (
          <Button
            variant={round === null ? 'filled' : 'default'}
            onClick={() => setForm('propose')}
          >
            {t(round === null ? 'rally.propose' : 'rally.proposeAgain')}
          </Button>
        )}
      </div>
      <ReasonForm
        isOpened={form === 'reserve' || form === 'break'}
        title={t(form === 'break' ? 'rally.breakTitle' : 'rally.reserveTitle')}
        note={form === 'break' ? t('rally.breakNote') : ''}
        submit={t(form === 'break' ? 'rally.break' : 'rally.reserve')}
        isGrave={form === 'break'}
        onDone={done}
        send={(reason) => say(form === 'break' ? 'break' : 'reserve', reason)}
      />
      <ProposalForm call={call} isOpened={form === 'propose'} now={now} onDone={done} />
    </section>
  );
}

function Round({
  round,
  now,
  member,
}: {
  readonly round: ConsultationView;
  readonly now: number;
  readonly member: string;
}) {
  const left = silenceLeft(round, now);
  const zone = findMember(member)?.timeZone;
  return (
    <>
      <div
        className={isUrgent(round, now) ? css['clockUrgent'] : css['clock']}
        role="timer"
        aria-label={t('rally.silenceClock')}
      >
        {left ?? t(`rally.round.${round.state}`)}
        <span className="dim">
          {t('rally.deadline', { at: formatWhen(round.deadlineAt, now) })}
          {zone !== undefined && ` · ${formatLocal(round.deadlineAt, zone)} ${t('rally.here')}`}
        </span>
      </div>
      <div className={css['proposal']}>
        <p className="dim">
          {t('rally.roundOf', { round: round.round, forum: round.forum })}
          {round.reason !== '' && ` · ${round.reason}`}
        </p>
        <p>{round.proposal}</p>
        {round.unheardMembers.length > 0 && (
          <p className={css['short']}>
            {t('rally.unheard', { members: round.unheardMembers.map(nameOfMember).join(', ') })}
          </p>
        )}
        {round.contestedBy.length > 0 && (
          <p className={css['short']}>
            {t('rally.contested', { members: round.contestedBy.map(nameOfMember).join(', ') })}
          </p>
        )}
        <p className="dim">{t(`rally.unheardMeans.${round.unheard}`)}</p>
      </div>
    </>
  );
}
