import { OUTAGES_KEPT_MS, type MemberStatus } from '../../model/index.ts';
import { formatMinute, formatSpan, formatWhen } from '../format/clock.ts';
import { t } from '../text/text.ts';
import { sumOutages, timeLine } from './outage-model.ts';
import css from './members.module.css';

interface Props {
  readonly member: MemberStatus;
  readonly watchedFromAt: number;
  readonly now: number;
}

/** Outages listed at most in the details; the time-line shows all. */
const MAX_LISTED = 8;

/** When the link was down in the last hours, drawn; the same in words for who does not see it. */
export function TimeLine({ member, watchedFromAt, now }: Props) {
  return (
    <span className={css['timeLine']} role="img" aria-label={inWords(member, now)}>
      {timeLine(member.outages, watchedFromAt, now).map((part) => (
        <i
          key={`${part.kind} ${part.leftPercent}`}
          data-kind={part.kind}
          style={{ left: `${part.leftPercent}%`, width: `${part.widthPercent}%` }}
        />
      ))}
    </span>
  );
}

/** The time-line with its scale, and the newest outages one by one. */
export function Outages({ member, watchedFromAt, now }: Props) {
  const newest = [...member.outages].reverse().slice(0, MAX_LISTED);
  return (
    <>
      <h3>{t('members.outages')}</h3>
      <TimeLine member={member} watchedFromAt={watchedFromAt} now={now} />
      <p className={css['scale']}>
        <span>{formatMinute(now - OUTAGES_KEPT_MS)}</span>
        <span>{formatMinute(now - OUTAGES_KEPT_MS / 2)}</span>
        <span>{t('members.now')}</span>
      </p>
      <p className="dim">
        {inWords(member, now)}
        {watchedFromAt > now - OUTAGES_KEPT_MS &&
          ` ${t('members.watchedFrom', { at: formatMinute(watchedFromAt) })}`}
      </p>
      {newest.length > 0 && (
        <dl className={css['figures']}>
          {newest.map(({ fromAt, toAt }) => (
            <div key={fromAt}>
              <dt>
                {toAt === null
                  ? t('members.downSince', { at: formatWhen(fromAt, now) })
                  : t('members.downFrom', {
                      from: formatWhen(fromAt, now),
                      to: formatWhen(toAt, now),
                    })}
              </dt>
              <dd className={toAt === null ? css['warn'] : undefined}>
                {formatSpan((toAt ?? now) - fromAt)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function inWords(member: MemberStatus, now: number): string {
  const { times, downMs } = sumOutages(member, now);
  if (times === 0) return t('members.noOutage');
  return t('members.outagesSum', { times, span: formatSpan(downMs) });
}
