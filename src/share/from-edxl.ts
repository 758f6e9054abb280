/**
 * EDXL-RM 1.0 messages as drafts of commands about a call. A message from outside changes nothing by itself: a person
 * reads the draft, mends it and gives it, with a label, as an own act.
 *
 * | message | draft |
 * |---|---|
 * | RequestResource; with MessageRecall Update, Cancel | call.open; call.set-needs, call.close |
 * | ResponseToRequestResource: Accept, Provisional; Decline of everything | pledge.make; call.decline |
 * | OfferUnsolicitedResource | pledge.make, for no need |
 * | the last two with MessageRecall Update, Cancel | pledge.change, pledge.withdraw |
 * | RequisitionResource | pledge.accept |
 * | CommitResource; with Decline | movement.report (preparing); pledge.withdraw |
 * | ReportResourceDeploymentStatus | movement.report |
 * | ReleaseResource | delivery.release |
 *
 * The others (information, quotes, returns, longer deployment) have no act in a call: a note keeps what they say. The
 * way back of to-edxl.ts, whose message ids it knows.
 */
import {
  MOVEMENT_STATES,
  OWN_ONLY,
  type CallView,
  type Need,
  type PledgeTerms,
  type PledgeView,
  type RallyCommand,
} from '../model/index.ts';
import type { EdxlMessage, EdxlResourceInformation } from '../wire/edxl-rm/index.ts';
import {
  describeMessage,
  EdxlPieceReader,
  isExerciseText,
  type EdxlDraftFinding,
} from './from-edxl-piece.ts';
import { acceptMessage, EXERCISE_MARK, pledgeMessage } from './to-edxl.ts';

/** What this node knows that a message may speak of. */
export interface EdxlDraftContext {
  readonly member: string;
  call(id: string): CallView | null;
  /** whether an incident is one of this node's own */
  hasIncident(id: string): boolean;
}

export interface EdxlDrafts {
  readonly messageId: string;
  /** to be looked at and given by a person, in this order */
  readonly drafts: readonly RallyCommand[];
  /** what had no place in a draft, or was taken for granted */
  readonly findings: readonly EdxlDraftFinding[];
}

/** Drafts that take the message as a whole: no part of it goes missing. */
const WHOLE = new Set(['call.close', 'call.decline', 'call.note', 'pledge.withdraw']);

/** Drafts of one message. Never throws; nothing in the message is trusted but as words. */
export function edxlToDrafts(message: EdxlMessage, context: EdxlDraftContext): EdxlDrafts {
  const findings: EdxlDraftFinding[] = [];
  const reader = new EdxlPieceReader(message, findings);
  const drafts = draftsOf(message, context, reader);
  if (!drafts.every(({ type }) => WHOLE.has(type))) reader.tellUnused();
  return { messageId: message.MessageID, drafts, findings };
}

function draftsOf(
  message: EdxlMessage,
  context: EdxlDraftContext,
  reader: EdxlPieceReader,
): RallyCommand[] {
  const recall = message.MessageRecall;
  if (message.MessageContentType === 'RequestResource' && recall === undefined)
    return [openDraft(message, context, reader)];
  const call = callOf(message, context);
  if (call === null) {
    reader.tell('OriginatingMessageID', 'names no call that this node knows: nothing to draft');
    return [];
  }
  switch (message.MessageContentType) {
    case 'RequestResource':
      return recall!.RecallType === 'Cancel'
        ? [{ type: 'call.close', call: call.id, reason: reader.reason('recalled by its sender') }]
        : [{ type: 'call.set-needs', call: call.id, needs: needsOf(message, reader) }];
    case 'ResponseToRequestResource':
    case 'OfferUnsolicitedResource':
      return answerDrafts(message, call, context, reader);
    case 'RequisitionResource':
      return onPledges(message, call, reader, (pledge, piece, at) => ({
        type: 'pledge.accept',
        ...pledge,
        quantity: reader.quantity(piece, at).quantity,
      }));
    case 'CommitResource':
    case 'ReportResourceDeploymentStatus':
      return onPledges(message, call, reader, (pledge, piece, at) =>
        movementDraft(pledge, piece, at, reader),
      );
    case 'ReleaseResource':
      return onPledges(message, call, reader, (pledge, piece, at) => ({
        type: 'delivery.release',
        ...pledge,
        quantity: reader.quantity(piece, at).quantity,
        text: reader.note(piece),
      }));
    default: {
      const type = message.MessageContentType;
      reader.tell('', `${type} has no act in a call: drafted as a note`);
      return [{ type: 'call.note', call: call.id, text: describeMessage(message) }];
    }
  }
}

/** The call that began the exchange, or the one whose message is answered or recalled. */
function callOf(message: EdxlMessage, context: EdxlDraftContext): CallView | null {
  const { OriginatingMessageID, PrecedingMessageID, MessageRecall } = message;
  for (const id of [OriginatingMessageID, PrecedingMessageID, MessageRecall?.RecallMessageID]) {
    const call = id === undefined ? null : context.call(id);
    if (call !== null) return call;
  }
  return null;
}

function openDraft(
  message: EdxlMessage,
  context: EdxlDraftContext,
  reader: EdxlPieceReader,
): RallyCommand {
  const description = message.MessageDescription ?? '';
  const title = description.replace(EXERCISE_MARK, '').trim();
  const needs = needsOf(message, reader);
  const known: string[] = [];
  for (const [index, { IncidentID: id }] of (message.IncidentInformation ?? []).entries())
    if (id !== undefined && context.hasIncident(id)) known.push(id);
    else reader.tell(`IncidentInformation.${index}`, 'is no incident of this node: see the text');
  reader.tell(
    '',
    'released to nobody and to all members: set label and members before it is given',
  );
  return {
    type: 'call.open',
    title: reader.clip(title || `Request ${message.MessageID}`, 200, 'MessageDescription'),
    pattern: 'help',
    text: describeMessage(message),
    place: reader.requestedPlace(),
    needs,
    members: [],
    incidentIds: known,
    label: { ...OWN_ONLY, exercise: isExerciseText(description) },
  };
}

function needsOf(message: EdxlMessage, reader: EdxlPieceReader): Need[] {
  const ids = new Set<string>();
  return (message.ResourceInformation ?? []).map((piece, index) => {
    const at = `ResourceInformation.${index}`;
    let id = reader.clip(piece.ResourceInfoElementID || `n${index + 1}`, 200, at);
    if (ids.has(id)) {
      reader.tell(at, `its id ${id} is used twice: named n${index + 1}`);
      id = `n${index + 1}`;
    }
    ids.add(id);
    const neededAt = reader.timeOf(piece, 'RequestedArrival');
    if (neededAt === null) reader.tell(at, 'says no time of arrival: the time it was sent stands');
    return {
      id,
      capability: reader.capability(piece, at),
      ...reader.quantity(piece, at),
      neededAt: neededAt ?? reader.sentAt,
      note: reader.note(piece),
    };
  });
}

/** Answers and offers. Of another member's call they are this member's pledges; of an own call only its words. */
function answerDrafts(
  message: EdxlMessage,
  call: CallView,
  context: EdxlDraftContext,
  reader: EdxlPieceReader,
): RallyCommand[] {
  if (call.owner === context.member) {
    reader.tell('', 'answers an own call: a pledge is its provider’s act and comes from its node');
    return [{ type: 'call.note', call: call.id, text: describeMessage(message) }];
  }
  const recall = message.MessageRecall;
  const recalled =
    recall === undefined
      ? null
      : (call.pledges.find((one) => pledgeMessage(call.id, one.id) === recall.RecallMessageID) ??
        null);
  if (recall !== undefined && recalled === null) {
    reader.tell('MessageRecall', `${recall.RecallMessageID} is no pledge of this call`);
    return [];
  }
  if (recall?.RecallType === 'Cancel') {
    const reason = reader.reason('recalled by its sender');
    return [{ type: 'pledge.withdraw', call: call.id, pledge: recalled!.id, reason }];
  }
  const pieces = message.ResourceInformation ?? [];
  const declined = pieces.filter((one) => one.ResponseInformation?.ResponseType === 'Decline');
  if (pieces.length > 0 && declined.length === pieces.length)
    return [{ type: 'call.decline', call: call.id, reason: reader.reason('no reason given') }];
  const drafts: RallyCommand[] = [];
  for (const [index, piece] of pieces.entries()) {
    const at = `ResourceInformation.${index}`;
    if (declined.includes(piece)) {
      reader.tell(at, 'declined: in a call only the whole is, so nothing is drafted');
      continue;
    }
    const terms = termsOf(piece, at, call, reader);
    if (recalled === null) drafts.push({ type: 'pledge.make', call: call.id, ...terms });
    else if (index === 0)
      drafts.push({ type: 'pledge.change', call: call.id, pledge: recalled.id, ...terms });
    else reader.tell(at, 'one pledge is recalled by a message: only its first part is drafted');
  }
  return drafts;
}

function termsOf(
  piece: EdxlResourceInformation,
  at: string,
  call: CallView,
  reader: EdxlPieceReader,
): PledgeTerms {
  const answer = piece.ResponseInformation;
  const named = answer?.PrecedingResourceInfoElementID;
  const need = call.needs.find(({ id }) => id === named);
  if (named !== undefined && need === undefined)
    reader.tell(`${at}.ResponseInformation`, `${named} is no need of this call`);
  const readyAt =
    reader.timeOf(piece, 'BeginAvailable') ?? reader.timeOf(piece, 'EstimatedDeparture');
  if (readyAt === null) reader.tell(at, 'says no time it is ready: the time it was sent stands');
  const restrictions = piece.AssignmentInformation?.Restrictions ?? '';
  const provisional = answer?.ResponseType === 'Provisional';
  return {
    needId: need?.id ?? null,
    // an answer may leave out what it answers
    capability:
      piece.Resource === undefined && need !== undefined
        ? need.capability
        : reader.capability(piece, at),
    ...reader.quantity(piece, at, need?.quantity),
    from: reader.placeOf(piece, 'BeginAvailable'),
    readyAt: readyAt ?? reader.sentAt,
    arriveAt: reader.timeOf(piece, 'EstimatedArrival'),
    conditions: restrictions || (provisional ? (answer?.ResponseReason ?? '') : ''),
    expiresAt: reader.timeOf(piece, 'EndAvailable'),
    provisional,
  };
}

interface PledgeKey {
  readonly call: string;
  readonly pledge: string;
}

/** A draft for each piece about a pledge that the message, or the piece, names. */
function onPledges(
  message: EdxlMessage,
  call: CallView,
  reader: EdxlPieceReader,
  draft: (key: PledgeKey, piece: EdxlResourceInformation, at: string) => RallyCommand | null,
): RallyCommand[] {
  const drafts: RallyCommand[] = [];
  for (const [index, piece] of (message.ResourceInformation ?? []).entries()) {
    const at = `ResourceInformation.${index}`;
    const pledge = pledgeOf(message, piece, call);
    if (pledge === null) {
      reader.tell(at, 'names no pledge of this call: nothing to draft');
      continue;
    }
    const made = draft({ call: call.id, pledge: pledge.id }, piece, at);
    if (made !== null) drafts.push(made);
  }
  return drafts;
}

/** By the message answered; else the only pledge for the need or under the id that the piece has. */
function pledgeOf(
  { PrecedingMessageID: preceding }: EdxlMessage,
  piece: EdxlResourceInformation,
  call: CallView,
): PledgeView | null {
  const named = call.pledges.find(
    ({ id }) =>
      preceding === pledgeMessage(call.id, id) || preceding === acceptMessage(call.id, id),
  );
  if (named !== undefined) return named;
  const ids = [
    piece.ResourceInfoElementID,
    piece.ResponseInformation?.PrecedingResourceInfoElementID,
  ];
  const fitting = call.pledges.filter(
    ({ id, needId }) => ids.includes(id) || (needId !== null && ids.includes(needId)),
  );
  return fitting.length === 1 ? fitting[0]! : null;
}

/** A commitment is being prepared; a report says its state, or the time it gives does. */
function movementDraft(
  key: PledgeKey,
  piece: EdxlResourceInformation,
  at: string,
  reader: EdxlPieceReader,
): RallyCommand | null {
  if (piece.ResponseInformation?.ResponseType === 'Decline')
    return { type: 'pledge.withdraw', ...key, reason: reader.reason('no reason given') };
  const isCommit = reader.type === 'CommitResource';
  const said = piece.Resource?.ResourceStatus?.DeploymentStatus?.Value[0];
  const schedules = piece.ScheduleInformation?.map(({ ScheduleType }) => ScheduleType) ?? [];
  const state = isCommit
    ? 'preparing'
    : (MOVEMENT_STATES.find((one) => one === said) ??
      (schedules.includes('ActualArrival')
        ? 'arrived'
        : schedules.includes('ActualDeparture')
          ? 'departed'
          : schedules.includes('Current')
            ? 'under-way'
            : null));
  if (state === null) {
    reader.tell(at, 'says neither a state of movement nor a time of one: nothing to draft');
    return null;
  }
  if (said !== undefined && said !== state)
    reader.tell(`${at}.Resource.ResourceStatus`, `${JSON.stringify(said)} is read as ${state}`);
  return {
    type: 'movement.report',
    ...key,
    quantity: reader.quantity(piece, at).quantity,
    state,
    place: reader.placeOf(piece, 'Committed', 'Current', 'ActualArrival', 'ActualDeparture'),
    arriveAt: reader.timeOf(piece, 'EstimatedArrival'),
    text: reader.note(piece),
  };
}
