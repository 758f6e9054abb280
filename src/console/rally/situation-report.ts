import { countWords } from '../../base/index.ts';
import type { CallView } from '../../model/index.ts';
import { formatDay, formatMinute } from '../format/clock.ts';
import { t } from '../text/text.ts';
import { BOARD, columnOf, newestRound, standingPledges } from './rally-model.ts';

export interface ReportSection {
  readonly title: string;
  readonly lines: readonly string[];
}

const stamp = (at: number): string => `${formatDay(at)} ${formatMinute(at)}`;

/** The situation report of a call as people read it out: what is asked, what is missing, who does what. */
export function situationReport(
  call: CallView,
  now: number,
  nameOf: (member: string) => string,
): ReportSection[] {
  const sections: ReportSection[] = [
    {
      title: t('rally.report.situation'),
      lines: [
        `${t(`rally.pattern.${call.pattern}`)}: ${call.title}${call.place === '' ? '' : `, ${call.place}`}.`,
        t('rally.report.opened', {
          by: nameOf(call.owner),
          at: stamp(call.openedAt),
          phase: t(`rally.phase.${call.phase}`),
        }),
        ...(call.text === '' ? [] : [call.text]),
      ],
    },
  ];
  const round = newestRound(call);
  if (round !== null)
    sections.push({
      title: t('rally.report.decision'),
      lines: [
        `${round.forum}: ${round.proposal}`,
        t('rally.report.round', {
          round: round.round,
          state: t(`rally.round.${round.state}`),
          at: stamp(round.effectiveAt ?? round.deadlineAt),
        }),
        ...round.answers
          .filter((one) => !one.isVoid && one.text !== '')
          .map((one) => `${nameOf(one.member)}: ${t(`rally.answer.${one.answer}`)}. ${one.text}`),
      ],
    });
  sections.push({
    title: t('rally.needs'),
    lines: call.needs.length === 0 ? [t('common.none')] : call.needs.map((need) => need.text),
  });
  sections.push({ title: t('rally.members'), lines: memberLines(call, nameOf) });
  return [
    ...sections,
    {
      title: t('rally.report.made'),
      lines: [stamp(now), `${t('incidents.marking')}: ${call.label.classification.toUpperCase()}`],
    },
  ];
}

function memberLines(call: CallView, nameOf: (member: string) => string): string[] {
  return BOARD.flatMap((column) => {
    const members = call.members.filter((one) => columnOf(one) === column);
    if (members.length === 0) return [];
    const words = members.map((one) => {
      const what = standingPledges(call, one.member).map((pledge) =>
        countWords(pledge.quantity, pledge.unit, pledge.capability),
      );
      const why = what.length > 0 ? what.join(', ') : one.reason;
      return why === '' ? nameOf(one.member) : `${nameOf(one.member)} (${why})`;
    });
    return [`${t(`rally.column.${column}`)} (${members.length}): ${words.join('; ')}`];
  });
}
