import { countWords, formatDtg, unreachable } from '../base/index.ts';
import type { RallyAct } from '../model/index.ts';

/** One act in a sentence, for thread, audit and situation report. */
export function describeAct(act: RallyAct): string {
  switch (act.type) {
    case 'call.opened':
      return `opened the call: ${act.title}`;
    case 'call.needs-set':
      return `changed the need list (${act.needs.length} lines)`;
    case 'call.closed':
      return `closed the call: ${act.reason}`;
    case 'call.received':
      return act.round === 0 ? 'has the call' : `has proposal ${act.round}`;
    case 'call.answering':
      return act.by === null ? 'will answer' : `will answer by ${formatDtg(act.by)}`;
    case 'call.declined':
      return `cannot help: ${act.reason}`;
    case 'call.noted':
      return act.text;
    case 'consultation.opened':
      return `put proposal ${act.round} under silence until ${formatDtg(act.deadlineAt)} in ${act.forum}${act.reason === '' ? '' : ` (${act.reason})`}`;
    case 'consultation.answered':
      return describeAnswer(act);
    case 'consultation.concluded':
      return `proposal ${act.round}: ${act.outcome} as of ${formatDtg(act.effectiveAt)}${act.unheard.length === 0 ? '' : `, not heard from: ${act.unheard.join(', ')}`}`;
    case 'pledge.made':
      return `offers${act.provisional ? ' provisionally' : ''} ${amountOf(act)} from ${act.from}, ready ${formatDtg(act.readyAt)}${act.needId === null ? ' (not asked for)' : ''}`;
    case 'pledge.changed':
      return `changed its offer to ${amountOf(act)} from ${act.from}, ready ${formatDtg(act.readyAt)}`;
    case 'pledge.withdrawn':
      return `withdrew ${act.pledge}: ${act.reason}`;
    case 'pledge.accepted':
      return `accepted ${act.quantity} of ${act.pledge}`;
    case 'pledge.refused':
      return `does not need ${act.pledge}: ${act.reason}`;
    case 'movement.reported':
      return `${act.pledge}: ${act.quantity} ${act.state}${act.place === '' ? '' : `, ${act.place}`}`;
    case 'delivery.confirmed':
      return `has received ${act.quantity} of ${act.pledge}`;
    case 'delivery.released':
      return `released ${act.quantity} of ${act.pledge}`;
    case 'reminder.sent':
      return `${act.level >= 3 ? 'escalated to' : 'reminded'} ${act.member}`;
    default:
      return unreachable(act);
  }
}

function describeAnswer(act: Extract<RallyAct, { type: 'consultation.answered' }>): string {
  switch (act.answer) {
    case 'agree':
      return `agrees with proposal ${act.round}`;
    case 'reserve':
      return `agrees with proposal ${act.round} with a reservation: ${act.text}`;
    case 'break':
      return `breaks the silence on proposal ${act.round}: ${act.text}`;
    case 'extend':
      return `asks for ${act.hours} h more on proposal ${act.round}`;
  }
}

function amountOf(act: { quantity: number; unit: string; capability: string }): string {
  return countWords(act.quantity, act.unit, act.capability);
}
