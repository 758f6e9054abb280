import { countWords } from '../../base/index.ts';
import type { CallMember, CallView } from '../../model/index.ts';
import { findMember } from '../../model/index.ts';
import { go } from '../app/navigate.ts';
import { formatWhen } from '../format/clock.ts';
import { t } from '../text/text.ts';
import { columnOf, formatLocal, newestRound, silenceLeft, standingPledges } from './rally-model.ts';
import { nameOfMember } from './member-name.ts';
import css from './rally.module.css';

/** One row a member: how far the call got, what it said, what it sends. */
export function MemberMatrix({ call, now }: { readonly call: CallView; readonly now: number }) {
  const left = silenceLeft(newestRound(call), now);
  return (
    <table className={css['table']}>
      <thead>
        <tr>
          <th>{t('rally.member')}</th>
          <th>{t('rally.localTime')}</th>
          <th>{t('rally.reach')}</th>
          <th>{t('rally.silence')}</th>
          <th>{t('rally.stand')}</th>
          <th>{t('rally.what')}</th>
          <th>{t('rally.available')}</th>
          <th>{t('rally.caveats')}</th>
          <th>{t('rally.heardAt')}</th>
        </tr>
      </thead>
      <tbody>
        {call.members.map((member) => (
          <Row key={member.member} call={call} member={member} now={now} left={left} />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  call,
  member,
  now,
  left,
}: {
  readonly call: CallView;
  readonly member: CallMember;
  readonly now: number;
  readonly left: string | null;
}) {
  const pledges = standingPledges(call, member.member);
  const column = columnOf(member);
  const zone = findMember(member.member)?.timeZone;
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className={css['toMember']}
          title={t('rally.toMember', { member: nameOfMember(member.member) })}
          onClick={() => go({ screen: 'members', id: member.member })}
        >
          <b>{member.member}</b> {nameOfMember(member.member)}
        </button>
        {member.reminders > 0 && (
          <span className={css['reminded']}>
            {t(member.reminders >= 3 ? 'rally.escalated' : 'rally.reminded', {
              times: member.reminders,
            })}
          </span>
        )}
      </th>
      <td className="mono">{zone === undefined ? '' : formatLocal(now, zone)}</td>
      <td className={css[`reach-${member.reach}`]}>{t(`rally.reach.${member.reach}`)}</td>
      <td>
        <Silence member={member} left={left} />
      </td>
      <td className={css[`column-${column}`]}>
        {t(`rally.stand.${member.stand}`)}
        {member.answerBy !== null && ` ${t('rally.by', { at: formatWhen(member.answerBy, now) })}`}
        {member.reason !== '' && <span className="dim"> {member.reason}</span>}
      </td>
      <td>
        {pledges.map((one) => (
          <div key={one.id}>
            {countWords(one.quantity, one.unit, one.capability)}
            {one.provisional && <span className="dim"> ({t('rally.bar.provisional')})</span>}
          </div>
        ))}
      </td>
      <td className="mono">
        {pledges.map((one) => (
          <div key={one.id}>{formatWhen(one.arriveAt ?? one.readyAt, now)}</div>
        ))}
      </td>
      <td>
        {pledges.map((one) => (
          <div key={one.id}>{one.conditions}</div>
        ))}
      </td>
      <td className="mono">{member.at === null ? '' : formatWhen(member.at, now)}</td>
    </tr>
  );
}

function Silence({ member, left }: { readonly member: CallMember; readonly left: string | null }) {
  if (member.silence === null) return null;
  if (member.silence === 'silent')
    return <span className="dim">{left ?? t('rally.answer.silent')}</span>;
  return (
    <span className={css[`answer-${member.silence}`]} title={member.silenceText}>
      {t(`rally.answer.${member.silence}`)}
      {member.silenceText !== '' && <span className="dim"> {member.silenceText}</span>}
    </span>
  );
}
