import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { MembersStatus, MemberStatus } from '../../model/index.ts';
import { go } from '../app/navigate.ts';
import { formatSpan } from '../format/clock.ts';
import { formatOffset } from '../format/offset.ts';
import { formatCount, UNKNOWN } from '../format/quantity.ts';
import { useUi } from '../state/ui-state.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { DataGrid } from '../widgets/data-grid.tsx';
import type { GridColumn } from '../widgets/grid-columns.ts';
import { HealthMark } from '../widgets/marks.tsx';
import { useNow } from '../widgets/use-now.ts';
import { AdmitForm } from './admit-form.tsx';
import { InviteForm } from './invite-form.tsx';
import { MemberDetail } from './member-detail.tsx';
import {
  CLOCK_WARN_MS,
  countFaults,
  countLinks,
  LAG_WARN_MS,
  LINK_HEALTH,
  linkState,
  progressIn,
  sortMembers,
} from './member-model.ts';
import { TimeLine } from './time-line.tsx';
import { Troubles } from './troubles.tsx';
import css from './members.module.css';

const COLUMNS: readonly GridColumn[] = [
  { name: 'state', title: t('members.state'), width: '112px' },
  { name: 'name', title: t('members.member'), width: 'minmax(166px, 1.2fr)' },
  { name: 'timeLine', title: t('members.timeLine'), width: 'minmax(120px, 1.4fr)' },
  { name: 'heard', title: t('members.heard'), width: '84px', numeric: true, spare: 3 },
  { name: 'queue', title: t('members.queue'), width: '60px', numeric: true },
  { name: 'lag', title: t('members.lag'), width: '78px', numeric: true },
  { name: 'in', title: t('members.received'), width: '104px', numeric: true, spare: 1 },
  { name: 'clock', title: t('members.clock'), width: '80px', numeric: true, spare: 2 },
  { name: 'faults', title: t('members.faults'), width: '56px', numeric: true },
  { name: 'clearance', title: t('members.clearance'), width: '94px', spare: 4 },
];

/** Screen: every member's link, what was refused, and who is one. */
export function MembersScreen() {
  const members = useWatch((watch) => watch.members);
  if (members === null) return <p className={css['alone']}>{t('members.loading')}</p>;
  if (!members.isFederated) return <p className={css['alone']}>{t('members.unfederated')}</p>;
  return <Federated status={members} />;
}

function Federated({ status }: { readonly status: MembersStatus }) {
  const now = useNow() + useWatch((watch) => watch.clockSkewMs);
  const isAdministrator = useWatch((watch) => watch.session?.role === 'administrator');
  const id = useUi((ui) => ui.route.id);
  const [form, setForm] = useState<'invite' | 'admit' | null>(null);
  const list = sortMembers(status.members, now);
  const at = list.findIndex((member) => member.member === id);
  const shown = list[at] ?? list[0];
  const { up, of } = countLinks(status);
  const done = (): void => setForm(null);
  return (
    <div className={css['screen']}>
      <div className={css['list']}>
        <header className={css['head']}>
          <h1>{t('screen.members')}</h1>
          <p className={css['summary']}>{t('members.linked', { up, of })}</p>
          <p className="dim">
            {status.own.listen === null
              ? t('members.dialsOnly')
              : t('members.listens', { at: status.own.listen })}
          </p>
          {isAdministrator ? (
            <div className={css['deeds']}>
              <Button onClick={() => setForm('invite')}>{t('members.invite')}</Button>
              <Button variant="filled" onClick={() => setForm('admit')}>
                {t('members.admit')}
              </Button>
            </div>
          ) : (
            <p className={`dim ${css['deeds']}`}>{t('members.whoDecides')}</p>
          )}
        </header>
        <DataGrid
          label={t('screen.members')}
          columns={COLUMNS}
          count={list.length}
          rowKey={(index) => list[index]!.member}
          cells={(index) => memberCells(list[index]!, status.watchedFromAt, now)}
          selectedIndex={list.length === 0 ? -1 : Math.max(0, at)}
          onSelect={(index) => go({ screen: 'members', id: list[index]!.member })}
          empty={t('members.none')}
        />
        <Troubles status={status} now={now} />
      </div>
      {shown !== undefined && (
        <MemberDetail
          key={shown.member}
          member={shown}
          watchedFromAt={status.watchedFromAt}
          now={now}
          isAdministrator={isAdministrator}
        />
      )}
      <InviteForm isOpened={form === 'invite'} own={status.own} onDone={done} />
      <AdmitForm isOpened={form === 'admit'} onDone={done} />
    </div>
  );
}

function memberCells(
  member: MemberStatus,
  watchedFromAt: number,
  now: number,
): Readonly<Record<string, ReactNode>> {
  const state = linkState(member, now);
  const lagMs = member.waitingSinceAt === null ? 0 : now - member.waitingSinceAt;
  const coming = progressIn(member);
  const { clockOffsetMs } = member;
  const isClockOff = clockOffsetMs !== null && Math.abs(clockOffsetMs) > CLOCK_WARN_MS;
  return {
    state: (
      <span className={css['state']}>
        <HealthMark health={LINK_HEALTH[state]} /> {t(`members.link.${state}`)}
      </span>
    ),
    name: (
      <>
        <b>{member.member}</b> {member.name}
      </>
    ),
    timeLine: <TimeLine member={member} watchedFromAt={watchedFromAt} now={now} />,
    heard: member.heardAt === null ? UNKNOWN : formatSpan(now - member.heardAt),
    queue: marked(formatCount(member.queued), false, member.queued === 0),
    lag: marked(lagMs === 0 ? '0 s' : formatSpan(lagMs), lagMs > LAG_WARN_MS, lagMs === 0),
    in:
      coming === null
        ? formatCount(member.received)
        : t('members.ofCount', { done: formatCount(coming.done), of: formatCount(coming.of) }),
    clock: clockOffsetMs === null ? UNKNOWN : marked(formatOffset(clockOffsetMs), isClockOff),
    faults: marked(formatCount(countFaults(member)), true, countFaults(member) === 0),
    clearance: member.terms.clearance,
  };
}

/** A figure that is pointed out when it is wrong, and stays in the background when it says nothing. */
function marked(text: string, isWrong: boolean, isNothing = false): ReactNode {
  if (isNothing) return <span className="dim">{text}</span>;
  return isWrong ? <b className={css['warn']}>{text}</b> : text;
}
