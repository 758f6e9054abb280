/** Rally: a call for help, the consultation on it, pledges, movement, delivery. Rules in docs/spec/rally.md. */
import type { Label } from './label.ts';

/** What a call asks for, one line of its need list. */
export interface Need {
  /** unique in its call */
  readonly id: string;
  /** what it must be able to do, in the alliance's own words: `air-defence battery` */
  readonly capability: string;
  readonly quantity: number;
  /** `battery`, `t`, `person`; empty when the capability says it */
  readonly unit: string;
  /** ms UTC */
  readonly neededAt: number;
  readonly note: string;
}

/** consult: ask (Article 4 pattern); decide: agree on a measure (Article 5 pattern); help: no consultation, straight to the need */
export const CALL_PATTERNS = ['consult', 'decide', 'help'] as const;
export type CallPattern = (typeof CALL_PATTERNS)[number];

export const SILENCE_ANSWERS = ['agree', 'reserve', 'break', 'extend'] as const;
/** extend: asks for more time, which is granted by being asked */
export type SilenceAnswer = (typeof SILENCE_ANSWERS)[number];

export const SILENCE_OUTCOMES = ['adopted', 'broken', 'unresolved', 'superseded'] as const;
export type SilenceOutcome = (typeof SILENCE_OUTCOMES)[number];

export const MOVEMENT_STATES = [
  'preparing',
  'departed',
  'under-way',
  'held-up',
  'arrived',
] as const;
export type MovementState = (typeof MOVEMENT_STATES)[number];

/** What a pledge offers; a later one with the same id replaces it whole. */
export interface PledgeTerms {
  /** the need it answers; null: not asked for */
  readonly needId: string | null;
  readonly capability: string;
  readonly quantity: number;
  readonly unit: string;
  /** where it is now */
  readonly from: string;
  /** ms UTC */
  readonly readyAt: number;
  /** null: not known */
  readonly arriveAt: number | null;
  readonly conditions: string;
  /** the offer ends then unless it was accepted; null: open */
  readonly expiresAt: number | null;
  /** a parliament or minister has not decided yet */
  readonly provisional: boolean;
}

/**
 * Everything a member can do about a call; the body of a ledger entry of that type. The call belongs to the member
 * that opened it: acts marked O count only from it, M only from the member concerned, others from everybody.
 */
export type RallyAct =
  /** O */
  | {
      readonly type: 'call.opened';
      readonly call: string;
      readonly title: string;
      readonly pattern: CallPattern;
      readonly text: string;
      readonly place: string;
      readonly needs: readonly Need[];
      /** members asked, the owner not among them */
      readonly members: readonly string[];
      readonly incidentIds: readonly string[];
    }
  /** O: the need list as it is from now on; higher version wins */
  | {
      readonly type: 'call.needs-set';
      readonly call: string;
      readonly version: number;
      readonly needs: readonly Need[];
    }
  /** O */
  | { readonly type: 'call.closed'; readonly call: string; readonly reason: string }
  /** M, by its node: the call is there */
  | { readonly type: 'call.received'; readonly call: string; readonly round: number }
  /** M: will answer */
  | { readonly type: 'call.answering'; readonly call: string; readonly by: number | null }
  /** M: will not help with this one */
  | { readonly type: 'call.declined'; readonly call: string; readonly reason: string }
  | { readonly type: 'call.noted'; readonly call: string; readonly text: string }
  /** O: puts a proposal under silence; a higher round re-circulates, or changes the forum */
  | {
      readonly type: 'consultation.opened';
      readonly call: string;
      readonly round: number;
      readonly forum: string;
      readonly proposal: string;
      readonly deadlineAt: number;
      readonly members: readonly string[];
      /** how long after the deadline to wait for members not heard from, s */
      readonly waitS: number;
      /** what not being heard from means after that */
      readonly unheard: 'blocks' | 'assents';
      /** why again; empty for the first */
      readonly reason: string;
    }
  /** M (extend also O) */
  | {
      readonly type: 'consultation.answered';
      readonly call: string;
      readonly round: number;
      readonly answer: SilenceAnswer;
      /** reservation or reason; needed for reserve and break */
      readonly text: string;
      /** for extend: hours added; 0 otherwise */
      readonly hours: number;
    }
  /** O, by its node */
  | {
      readonly type: 'consultation.concluded';
      readonly call: string;
      readonly round: number;
      readonly outcome: SilenceOutcome;
      /** when it took effect: the deadline, or the break */
      readonly effectiveAt: number;
      /** members not heard from */
      readonly unheard: readonly string[];
    }
  /** M: the provider's */
  | ({ readonly type: 'pledge.made'; readonly call: string; readonly pledge: string } & PledgeTerms)
  | ({
      readonly type: 'pledge.changed';
      readonly call: string;
      readonly pledge: string;
      readonly version: number;
    } & PledgeTerms)
  | {
      readonly type: 'pledge.withdrawn';
      readonly call: string;
      readonly pledge: string;
      readonly reason: string;
    }
  /** O */
  | {
      readonly type: 'pledge.accepted';
      readonly call: string;
      readonly pledge: string;
      readonly quantity: number;
    }
  /** O */
  | {
      readonly type: 'pledge.refused';
      readonly call: string;
      readonly pledge: string;
      readonly reason: string;
    }
  /** M: the provider's; quantities are totals so far, never differences */
  | {
      readonly type: 'movement.reported';
      readonly call: string;
      readonly pledge: string;
      readonly quantity: number;
      readonly state: MovementState;
      readonly place: string;
      readonly arriveAt: number | null;
      readonly text: string;
    }
  /** O: has it in hand; total so far */
  | {
      readonly type: 'delivery.confirmed';
      readonly call: string;
      readonly pledge: string;
      readonly quantity: number;
      readonly place: string;
    }
  /** O: no longer needs it; total so far */
  | {
      readonly type: 'delivery.released';
      readonly call: string;
      readonly pledge: string;
      readonly quantity: number;
      readonly text: string;
    }
  /** O, by its node: 1, 2: reminder, 3 and up: escalated */
  | {
      readonly type: 'reminder.sent';
      readonly call: string;
      readonly round: number;
      readonly member: string;
      readonly level: number;
    };
export type RallyActType = RallyAct['type'];

/** An act as it stands in somebody's log: own or received. */
export interface RallyEvent {
  /** series and number (itemId), or any other name that is one and the same on every node */
  readonly id: string;
  readonly origin: string;
  readonly at: number;
  readonly actor: string;
  readonly type: string;
  readonly body: { readonly [key: string]: unknown };
  readonly label: Label;
}

/** What a person at a node asks for; the act's own ids, rounds and versions are given by decide. */
export type RallyCommand =
  | {
      readonly type: 'call.open';
      readonly title: string;
      readonly pattern: CallPattern;
      readonly text: string;
      readonly place: string;
      readonly needs: readonly Need[];
      readonly members: readonly string[];
      readonly incidentIds: readonly string[];
      readonly label: Label;
    }
  | { readonly type: 'call.set-needs'; readonly call: string; readonly needs: readonly Need[] }
  | { readonly type: 'call.close'; readonly call: string; readonly reason: string }
  | { readonly type: 'call.answer-later'; readonly call: string; readonly by: number | null }
  | { readonly type: 'call.decline'; readonly call: string; readonly reason: string }
  | { readonly type: 'call.note'; readonly call: string; readonly text: string }
  | {
      readonly type: 'consultation.open';
      readonly call: string;
      readonly forum: string;
      readonly proposal: string;
      readonly deadlineAt: number;
      /** empty: all members of the call */
      readonly members: readonly string[];
      readonly waitS: number;
      readonly unheard: 'blocks' | 'assents';
      /** needed from the second round on */
      readonly reason: string;
    }
  | {
      readonly type: 'consultation.answer';
      readonly call: string;
      readonly answer: SilenceAnswer;
      readonly text: string;
      readonly hours: number;
    }
  | ({ readonly type: 'pledge.make'; readonly call: string } & PledgeTerms)
  | ({
      readonly type: 'pledge.change';
      readonly call: string;
      readonly pledge: string;
    } & PledgeTerms)
  | {
      readonly type: 'pledge.withdraw';
      readonly call: string;
      readonly pledge: string;
      readonly reason: string;
    }
  | {
      readonly type: 'pledge.accept';
      readonly call: string;
      readonly pledge: string;
      readonly quantity: number;
    }
  | {
      readonly type: 'pledge.refuse';
      readonly call: string;
      readonly pledge: string;
      readonly reason: string;
    }
  | {
      readonly type: 'movement.report';
      readonly call: string;
      readonly pledge: string;
      readonly quantity: number;
      readonly state: MovementState;
      readonly place: string;
      readonly arriveAt: number | null;
      readonly text: string;
    }
  | {
      readonly type: 'delivery.confirm';
      readonly call: string;
      readonly pledge: string;
      readonly quantity: number;
      readonly place: string;
    }
  | {
      readonly type: 'delivery.release';
      readonly call: string;
      readonly pledge: string;
      readonly quantity: number;
      readonly text: string;
    };

export type CallPhase = 'open' | 'consulting' | 'gathering' | 'broken' | 'unresolved' | 'closed';

/** How far an act of this node has got towards a member; known to the sender only. */
export type Reach = 'not-sent' | 'sent' | 'there' | 'unknown';

/** A member's stand towards the need. */
export type MemberStand =
  'nothing-heard' | 'received' | 'will-answer' | 'declined' | 'pledged' | 'moving' | 'delivered';

/** One row of the member matrix. */
export interface CallMember {
  readonly member: string;
  readonly reach: Reach;
  readonly stand: MemberStand;
  /** when the stand was last changed; null: never heard */
  readonly at: number | null;
  readonly answerBy: number | null;
  /** why it declined */
  readonly reason: string;
  /** answer in the newest round; silent: not answered (yet); null: not asked in it */
  readonly silence: 'silent' | 'agree' | 'reserve' | 'break' | null;
  readonly silenceText: string;
  /** reminders so far; 3 and up: escalated */
  readonly reminders: number;
  readonly pledgeIds: readonly string[];
}

/** A proposal under silence as this node knows it. */
export interface ConsultationView {
  readonly round: number;
  readonly forum: string;
  readonly proposal: string;
  readonly reason: string;
  readonly openedAt: number;
  /** with every extension that was asked for in time */
  readonly deadlineAt: number;
  readonly members: readonly string[];
  readonly waitS: number;
  readonly unheard: 'blocks' | 'assents';
  /**
   * running: before the deadline. waiting: the deadline is past, the owner has not concluded. The others: concluded,
   * or broken as this node knows already.
   */
  readonly state: 'running' | 'waiting' | SilenceOutcome;
  /** of the outcome; null while there is none */
  readonly effectiveAt: number | null;
  readonly answers: readonly {
    readonly member: string;
    readonly at: number;
    readonly answer: SilenceAnswer;
    readonly text: string;
    readonly hours: number;
    /** at or after the deadline in force: does not count */
    readonly isVoid: boolean;
  }[];
  /** members that were not heard from when it was concluded */
  readonly unheardMembers: readonly string[];
  /** broke in time, but their word came after the conclusion */
  readonly contestedBy: readonly string[];
}

export type PledgeState =
  | 'provisional'
  | 'offered'
  | 'accepted'
  | 'moving'
  | 'delivered'
  | 'released'
  | 'refused'
  | 'withdrawn'
  | 'expired';

export interface PledgeView extends PledgeTerms {
  readonly id: string;
  readonly member: string;
  readonly madeAt: number;
  readonly state: PledgeState;
  readonly accepted: number;
  readonly moving: number;
  /** the provider says it is there */
  readonly arrived: number;
  /** the requester says it has it */
  readonly delivered: number;
  readonly released: number;
  /** newest word on the way */
  readonly movement: {
    readonly state: MovementState;
    readonly place: string;
    readonly arriveAt: number | null;
    readonly text: string;
    readonly at: number;
  } | null;
  readonly reason: string;
}

/** One need with what has become of it. None of these numbers is ever the same thing as another. */
export interface NeedView extends Need {
  /** offered and standing, provisional ones left out */
  readonly pledged: number;
  readonly provisional: number;
  readonly accepted: number;
  readonly moving: number;
  readonly delivered: number;
  readonly released: number;
  /** asked less what is accepted or offered firmly, never below 0 */
  readonly shortfall: number;
  /** the same in words */
  readonly text: string;
}

/** A call as this node knows it; equal on every node that holds the same acts. */
export interface CallView {
  readonly id: string;
  readonly owner: string;
  readonly title: string;
  readonly pattern: CallPattern;
  readonly text: string;
  readonly place: string;
  readonly incidentIds: readonly string[];
  readonly openedAt: number;
  readonly openedBy: string;
  readonly exercise: boolean;
  readonly label: Label;
  readonly phase: CallPhase;
  readonly closedReason: string;
  readonly needs: readonly NeedView[];
  readonly members: readonly CallMember[];
  readonly consultations: readonly ConsultationView[];
  readonly pledges: readonly PledgeView[];
  /** every act in order of its time, for thread and audit */
  readonly acts: readonly {
    readonly id: string;
    readonly at: number;
    readonly member: string;
    readonly actor: string;
    readonly type: string;
    readonly text: string;
  }[];
  /** acts that do not count, and why: not its author's to do, malformed, of another call's kind */
  readonly irregular: readonly {
    readonly id: string;
    readonly member: string;
    readonly why: string;
  }[];
}

/** Whether a pledge is still to be counted on: not withdrawn, refused or expired. */
export function isStanding({ state }: { readonly state: PledgeState }): boolean {
  return state !== 'withdrawn' && state !== 'refused' && state !== 'expired';
}
