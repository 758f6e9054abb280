/**
 * Acts of a call as EDXL-RM 1.0 messages, for systems that speak it:
 *
 * | act | message |
 * |---|---|
 * | call opened, needs set, closed | RequestResource; then with MessageRecall Update, Cancel |
 * | pledge made or changed, declined | ResponseToRequestResource (Accept, Provisional, Decline) |
 * | pledge that nobody asked for | OfferUnsolicitedResource |
 * | pledge accepted | RequisitionResource |
 * | movement: preparing | CommitResource; departed and after: ReportResourceDeploymentStatus |
 * | delivery released | ReleaseResource |
 *
 * Consultation and silence have no place in EDXL-RM and stay in the ledger. What may leave is decided before.
 */
import {
  isStanding,
  type CallView,
  type Need,
  type PledgeTerms,
  type PledgeView,
  type RallyAct,
} from '../model/index.ts';
import {
  formatEdxlTime,
  type EdxlMessage,
  type EdxlMessageType,
  type EdxlQuantity,
  type EdxlResourceInformation,
  type EdxlSchedule,
} from '../wire/edxl-rm/index.ts';

/** An act as it stands in a log. */
export interface EdxlAct {
  readonly id: string;
  readonly origin: string;
  readonly at: number;
  readonly act: RallyAct;
}

/** Lists that values are taken from: names of Tocsin's own. */
const UNITS = 'urn:tocsin:rally:unit';
const STATES = 'urn:tocsin:rally:movement-state';
export const CAPABILITIES = 'urn:tocsin:rally:capability';

/** How an exercise is marked at the front of a description: three times, so that no word of a title is taken for it. */
export const EXERCISE_MARK = /^\s*EXERCISE(?:[\s:,-]+EXERCISE){2}[\s:,-]*/i;

/** Message ids that others refer to; the rest go by their act's id. */
export const pledgeMessage = (call: string, pledge: string): string => `${call}.${pledge}`;
export const acceptMessage = (call: string, pledge: string): string => `${call}.${pledge}.accepted`;

/** The message of an act; null when EDXL-RM has none for it, or its pledge is not known. */
export function rallyToEdxl({ id, origin, at, act }: EdxlAct, call: CallView): EdxlMessage | null {
  const write = (
    type: EdxlMessageType,
    own: Omit<Partial<EdxlMessage>, 'MessageContentType'>,
  ): EdxlMessage => base(type, call, { id, origin, at, ...own });
  const pledge = 'pledge' in act ? call.pledges.find((one) => one.id === act.pledge) : undefined;
  switch (act.type) {
    case 'call.opened':
      return write('RequestResource', { MessageID: call.id, ...ask(call, act.needs) });
    case 'call.needs-set':
      return write('RequestResource', {
        MessageRecall: { RecallMessageID: call.id, RecallType: 'Update' },
        ...ask(call, act.needs),
      });
    case 'call.closed':
      return write('RequestResource', {
        MessageRecall: { RecallMessageID: call.id, RecallType: 'Cancel' },
        ...ask(call, call.needs),
      });
    case 'call.declined':
      return write('ResponseToRequestResource', {
        PrecedingMessageID: call.id,
        ResourceInformation: call.needs.map((need) => ({
          ResourceInfoElementID: need.id,
          ResponseInformation: {
            PrecedingResourceInfoElementID: need.id,
            ResponseType: 'Decline',
            ResponseReason: act.reason,
          },
        })),
      });
    case 'pledge.made':
      return answer(act.pledge, act, {}, call, write);
    case 'pledge.changed':
      return answer(act.pledge, act, recall(call, act.pledge, 'Update', id), call, write);
    case 'pledge.withdrawn':
      if (pledge === undefined) return null;
      return answer(act.pledge, pledge, recall(call, act.pledge, 'Cancel', id), call, write);
    case 'pledge.accepted':
      if (pledge === undefined) return null;
      return write('RequisitionResource', {
        MessageID: acceptMessage(call.id, pledge.id),
        PrecedingMessageID: pledgeMessage(call.id, pledge.id),
        // The standard asks for funding here; who pays is settled elsewhere.
        Funding: [{ FundingInfo: 'by agreement of the parties' }],
        ResourceInformation: [
          {
            ...pieceOf(pledge, act.quantity),
            ScheduleInformation: [schedule('RequestedArrival', neededAt(call, pledge), call.place)],
          },
        ],
      });
    case 'movement.reported':
      return pledge === undefined ? null : report(act, pledge, call, write);
    case 'delivery.released':
      if (pledge === undefined) return null;
      return write('ReleaseResource', {
        PrecedingMessageID: acceptMessage(call.id, pledge.id),
        ResourceInformation: [pieceOf(pledge, act.quantity)],
      });
    default:
      return null;
  }
}

/**
 * A call as it stands: the request, an answer a member, and for each pledge its offer, acceptance, newest movement and
 * release. For a system that joins late.
 */
export function callToEdxl(call: CallView): EdxlMessage[] {
  const messages: EdxlMessage[] = [];
  const add = (id: string, origin: string, at: number, act: RallyAct): void => {
    const message = rallyToEdxl({ id: `${call.id}.${id}`, origin, at, act }, call);
    if (message !== null) messages.push(message);
  };
  const { title, pattern, text, place, needs, incidentIds } = call;
  const members = call.members.map(({ member }) => member);
  add('', call.owner, call.openedAt, {
    type: 'call.opened',
    ...{ call: call.id, title, pattern, text, place, needs, members, incidentIds },
  });
  for (const { member, stand, at, reason } of call.members)
    if (stand === 'declined')
      add(`${member}.declined`, member, at ?? call.openedAt, {
        type: 'call.declined',
        call: call.id,
        reason,
      });
  for (const pledge of call.pledges) {
    const { id, member, madeAt, movement } = pledge;
    const key = { call: call.id, pledge: id };
    if (!isStanding(pledge)) continue;
    add(id, member, madeAt, { type: 'pledge.made', ...key, ...pledge });
    if (pledge.accepted > 0)
      add(`${id}.accepted`, call.owner, madeAt, {
        type: 'pledge.accepted',
        ...key,
        quantity: pledge.accepted,
      });
    if (movement !== null)
      add(`${id}.moved`, member, movement.at, {
        type: 'movement.reported',
        ...key,
        ...movement,
        quantity: pledge.moving || pledge.arrived || pledge.accepted,
      });
    if (pledge.released > 0)
      add(`${id}.released`, call.owner, movement?.at ?? madeAt, {
        type: 'delivery.released',
        ...key,
        quantity: pledge.released,
        text: '',
      });
  }
  return messages;
}

type Write = (
  type: EdxlMessageType,
  own: Omit<Partial<EdxlMessage>, 'MessageContentType'>,
) => EdxlMessage;

function base(
  type: EdxlMessageType,
  call: CallView,
  own: Partial<EdxlMessage> & { readonly id: string; readonly origin: string; readonly at: number },
): EdxlMessage {
  const { id, origin, at, ...rest } = own;
  const exercise = call.exercise ? 'EXERCISE EXERCISE EXERCISE: ' : '';
  return {
    MessageID: id,
    SentDateTime: formatEdxlTime(at),
    MessageContentType: type,
    MessageDescription: `${exercise}${call.title}`,
    OriginatingMessageID: call.id,
    ...(call.incidentIds.length === 0
      ? {}
      : { IncidentInformation: call.incidentIds.map((one) => ({ IncidentID: one })) }),
    ContactInformation: [
      {
        ContactDescription: `${origin} duty desk`,
        ContactRole: origin === call.owner ? 'Requester' : 'RespondingOrg',
      },
    ],
    ...rest,
  };
}

function recall(
  call: CallView,
  pledge: string,
  kind: 'Update' | 'Cancel',
  id: string,
): Pick<EdxlMessage, 'MessageID' | 'MessageRecall'> {
  const recalled = pledgeMessage(call.id, pledge);
  return { MessageID: id, MessageRecall: { RecallMessageID: recalled, RecallType: kind } };
}

function ask(call: CallView, needs: readonly Need[]): Pick<EdxlMessage, 'ResourceInformation'> {
  return {
    ResourceInformation: needs.map((need) => ({
      ResourceInfoElementID: need.id,
      Resource: {
        ...resourceOf(need.capability),
        ...(need.note === '' ? {} : { Description: need.note }),
      },
      AssignmentInformation: { Quantity: quantityOf(need.quantity, need.unit) },
      ScheduleInformation: [schedule('RequestedArrival', need.neededAt, call.place)],
    })),
  };
}

function resourceOf(capability: string): NonNullable<EdxlResourceInformation['Resource']> {
  return {
    Name: capability,
    TypeStructure: { ValueListURN: CAPABILITIES, Value: [capability] },
  };
}

function quantityOf(quantity: number, unit: string): EdxlQuantity {
  const measure = unit === '' ? {} : { UnitOfMeasure: { ValueListURN: UNITS, Value: [unit] } };
  return { MeasuredQuantity: { Amount: String(quantity), ...measure } };
}

function schedule(
  type: EdxlSchedule['ScheduleType'],
  at: number | null,
  place: string,
): EdxlSchedule {
  return {
    ScheduleType: type,
    ...(at === null ? {} : { DateTime: formatEdxlTime(at) }),
    ...(place === '' ? {} : { Location: { LocationDescription: place } }),
  };
}

function neededAt(call: CallView, pledge: PledgeView): number | null {
  return call.needs.find(({ id }) => id === pledge.needId)?.neededAt ?? pledge.arriveAt;
}

/** A piece about a pledge: what and how much. */
function pieceOf(
  pledge: PledgeView,
  quantity: number,
): EdxlResourceInformation & { readonly ResourceInfoElementID: string } {
  return {
    ResourceInfoElementID: pledge.needId ?? pledge.id,
    Resource: resourceOf(pledge.capability),
    AssignmentInformation: { Quantity: quantityOf(quantity, pledge.unit) },
  };
}

/** A pledge as an answer to a need, or as an offer when nobody asked. */
function answer(
  pledge: string,
  terms: PledgeTerms,
  more: Partial<EdxlMessage>,
  call: CallView,
  write: Write,
): EdxlMessage {
  const piece: EdxlResourceInformation = {
    ResourceInfoElementID: terms.needId ?? pledge,
    Resource: resourceOf(terms.capability),
    AssignmentInformation: {
      Quantity: quantityOf(terms.quantity, terms.unit),
      ...(terms.conditions === '' ? {} : { Restrictions: terms.conditions }),
    },
    ScheduleInformation: [
      schedule('BeginAvailable', terms.readyAt, terms.from),
      ...(terms.arriveAt === null
        ? []
        : [schedule('EstimatedArrival', terms.arriveAt, call.place)]),
      ...(terms.expiresAt === null ? [] : [schedule('EndAvailable', terms.expiresAt, '')]),
    ],
  };
  const MessageID = pledgeMessage(call.id, pledge);
  if (terms.needId === null)
    return write('OfferUnsolicitedResource', { MessageID, ...more, ResourceInformation: [piece] });
  const reason = terms.provisional
    ? { ResponseReason: terms.conditions || 'national decision outstanding' }
    : {};
  return write('ResponseToRequestResource', {
    MessageID,
    PrecedingMessageID: call.id,
    ...more,
    ResourceInformation: [
      {
        ...piece,
        ResponseInformation: {
          PrecedingResourceInfoElementID: terms.needId,
          ResponseType: terms.provisional ? 'Provisional' : 'Accept',
          ...reason,
        },
      },
    ],
  });
}

/** Preparing is the commitment; from the departure on it is a report. */
function report(
  act: Extract<RallyAct, { readonly type: 'movement.reported' }>,
  pledge: PledgeView,
  call: CallView,
  write: Write,
): EdxlMessage {
  const piece = pieceOf(pledge, act.quantity);
  const PrecedingMessageID = acceptMessage(call.id, pledge.id);
  const arrival =
    act.arriveAt === null ? [] : [schedule('EstimatedArrival', act.arriveAt, call.place)];
  if (act.state === 'preparing')
    return write('CommitResource', {
      PrecedingMessageID,
      ResourceInformation: [
        {
          ...piece,
          ResponseInformation: {
            PrecedingResourceInfoElementID: piece.ResourceInfoElementID,
            ResponseType: 'Accept',
          },
          ScheduleInformation: [schedule('Committed', null, act.place), ...arrival],
        },
      ],
    });
  const state = { ValueListURN: STATES, Value: [act.state] };
  const where =
    act.state === 'arrived'
      ? 'ActualArrival'
      : act.state === 'departed'
        ? 'ActualDeparture'
        : 'Current';
  return write('ReportResourceDeploymentStatus', {
    PrecedingMessageID,
    ResourceInformation: [
      {
        ...piece,
        Resource: { ...piece.Resource, ResourceStatus: { DeploymentStatus: state } },
        ScheduleInformation: [schedule(where, null, act.place), ...arrival],
      },
    ],
  });
}
