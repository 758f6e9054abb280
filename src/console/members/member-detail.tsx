import { Button, Progress as Bar } from '@mantine/core';
import { useState } from 'react';
import { ITEM_FAULTS, type KeyInfo, type MemberStatus } from '../../model/index.ts';
import { formatSpan, formatWhen } from '../format/clock.ts';
import { formatOffset } from '../format/offset.ts';
import { formatCount, UNKNOWN } from '../format/quantity.ts';
import { t } from '../text/text.ts';
import { HealthMark } from '../widgets/marks.tsx';
import { FactList, type Fact } from '../widgets/fact-list.tsx';
import { ReasonForm } from '../widgets/reason-form.tsx';
import { doMember } from './member-actions.ts';
import { LINK_HEALTH, linkState, progressIn, progressOut, type Progress } from './member-model.ts';
import { TermsForm } from './terms-form.tsx';
import { Outages } from './time-line.tsx';
import { WouldSee } from './would-see.tsx';
import css from './members.module.css';

interface Props {
  readonly member: MemberStatus;
  readonly watchedFromAt: number;
  readonly now: number;
  readonly isAdministrator: boolean;
}

/** One member: its link, what is under way both ways, its keys in words, what it may see. */
export function MemberDetail({ member, watchedFromAt, now, isAdministrator }: Props) {
  const state = linkState(member, now);
  return (
    <section className={css['detail']} aria-label={member.name}>
      <header className={css['detailHead']}>
        <HealthMark health={LINK_HEALTH[state]} size={16} />
        <div>
          <h2>{member.name}</h2>
          <p className="dim">
            {member.member} ·{' '}
            {member.address === ''
              ? t('members.dialsUs')
              : t('members.dialled', { address: member.address })}
          </p>
        </div>
      </header>
      <div className={css['body']} tabIndex={0} role="group" aria-label={t('members.details')}>
        <p className={css['reason']}>{t(`members.meaning.${state}`)}</p>
        <Flow title={t('members.in')} progress={progressIn(member)} done={member.received} />
        <Flow title={t('members.out')} progress={progressOut(member)} done={member.sent} />
        <Figures member={member} now={now} />
        <Outages member={member} watchedFromAt={watchedFromAt} now={now} />
        <WouldSee member={member.member} />
        <h3>{t('members.keys')}</h3>
        {[...member.keys].reverse().map((key) => (
          <Key key={key.fingerprint} info={key} now={now} />
        ))}
        <Terms member={member} />
        {isAdministrator && <Deeds member={member} />}
      </div>
    </section>
  );
}

/** A direction of the link, with a bar while there is something to catch up with. */
function Flow({
  title,
  progress,
  done,
}: {
  readonly title: string;
  readonly progress: Progress | null;
  readonly done: number;
}) {
  const text =
    progress === null
      ? t('members.allThere', { count: formatCount(done) })
      : t('members.ofCount', { done: formatCount(progress.done), of: formatCount(progress.of) });
  const percent = progress === null ? 100 : Math.floor((100 * progress.done) / progress.of);
  return (
    <div className={css['flow']}>
      <p>
        <span>{title}</span> <b>{text}</b>
      </p>
      {progress !== null && <Bar value={percent} aria-label={title} size="sm" />}
    </div>
  );
}

function Figures({ member, now }: { readonly member: MemberStatus; readonly now: number }) {
  const { heardAt, waitingSinceAt, clockOffsetMs } = member;
  const facts: readonly Fact[] = [
    [t('members.heard'), heardAt === null ? UNKNOWN : formatSpan(now - heardAt)],
    [t('members.lag'), waitingSinceAt === null ? '0 s' : formatSpan(now - waitingSinceAt)],
    [t('members.clockOffset'), clockOffsetMs === null ? UNKNOWN : formatOffset(clockOffsetMs)],
    [t('members.tracksIn'), formatCount(member.tracksReceived)],
    [t('members.tracksOut'), formatCount(member.tracksSent)],
    [t('members.closedSeries'), formatCount(member.quarantined)],
    ...ITEM_FAULTS.filter((code) => (member.faults[code] ?? 0) > 0).map(
      (code): [string, string] => [
        t(`members.fault.${code}`),
        formatCount(member.faults[code] ?? 0),
      ],
    ),
  ];
  return (
    <>
      <FactList className={css['figures']} facts={facts} />
      <p className="dim">{t('members.clockNote')}</p>
      {member.trouble !== '' && <p className={css['warn']}>{member.trouble}</p>}
    </>
  );
}

function Key({ info, now }: { readonly info: KeyInfo; readonly now: number }) {
  return (
    <article className={css['key']}>
      <p>
        <b className={info.status === 'revoked' ? css['warn'] : undefined}>
          {t(`members.key.${info.status}`)}
        </b>
        {info.endedAt !== null && <span className="dim"> {formatWhen(info.endedAt, now)}</span>}
      </p>
      <p className={css['words']}>{info.words.replaceAll('-', ' ')}</p>
      <p className="mono dim">{info.fingerprint}</p>
    </article>
  );
}

function Terms({ member: { terms } }: { readonly member: MemberStatus }) {
  const list = (names: readonly string[]): string =>
    names.length === 0 ? t('common.none') : names.join(', ');
  const facts: readonly Fact[] = [
    [t('members.clearance'), terms.clearance],
    [t('members.groups'), list(terms.groups)],
    [t('members.caveats'), list(terms.caveats)],
    [t('members.policies'), list(terms.policies)],
  ];
  return (
    <>
      <h3>{t('members.terms')}</h3>
      <FactList className={css['figures']} facts={facts} />
    </>
  );
}

/** What is done about a member with a reason, which the ledger keeps. */
const COMMANDS = {
  revoke: (member: MemberStatus) => ({
    type: 'member.revoke-key' as const,
    member: member.member,
    key: currentKey(member)?.fingerprint ?? '',
  }),
  remove: ({ member }: MemberStatus) => ({ type: 'member.remove' as const, member }),
};

function currentKey({ keys }: MemberStatus): KeyInfo | undefined {
  return keys.find((key) => key.status === 'current');
}

/** What an administrator may do about a member. */
function Deeds({ member }: { readonly member: MemberStatus }) {
  const [open, setOpen] = useState<'terms' | 'revoke' | 'remove' | null>(null);
  const done = (): void => setOpen(null);
  const { name } = member;
  return (
    <div className={css['deeds']}>
      <Button onClick={() => setOpen('terms')}>{t('members.changeTerms')}</Button>
      {currentKey(member) !== undefined && (
        <Button onClick={() => setOpen('revoke')}>{t('members.revoke')}</Button>
      )}
      <Button onClick={() => setOpen('remove')}>{t('members.remove')}</Button>
      <TermsForm isOpened={open === 'terms'} member={member} onDone={done} />
      {(['revoke', 'remove'] as const).map((deed) => (
        <ReasonForm
          key={deed}
          isOpened={open === deed}
          title={t(`members.${deed}Title`, { name })}
          note={t(`members.${deed}Note`)}
          submit={t(`members.${deed}`)}
          isGrave
          onDone={done}
          send={(reason) =>
            doMember({ ...COMMANDS[deed](member), reason }, t(`members.${deed}d`, { name }))
          }
        />
      ))}
    </div>
  );
}
