/**
 * What each of the sixteen messages is made of, in the order of the standard (EDXL-RM 1.0, section 3 and annex A). Names
 * with how often: nothing = once, ? = at most once, + = once or more, * = any number; after a colon the type.
 */
import { ANY_TEXT, ANY_URI, type XmlRule, type XmlText } from '../xml/index.ts';
import { checkTargetArea } from './area.ts';
import {
  EDXL_CODES,
  EDXL_COMMON_NAMESPACE,
  EDXL_MESSAGE_NAMESPACE,
  EDXL_MESSAGE_TYPES,
  type EdxlMessageType,
} from './message.ts';
import { codes, DATE_TIME, DOUBLE } from './texts.ts';

type Content = XmlRule['content'];

const text = (rule: XmlText): Content => ({ kind: 'text', text: rule });
const sequence = (rules: readonly XmlRule[]): Content => ({ kind: 'sequence', rules });

function rulesOf(
  namespace: string,
  notation: string,
  types: Readonly<Record<string, Content>>,
): XmlRule[] {
  return notation
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [, name, count, type] = /^(\w+)([?+*]?)(?::(\w+))?$/.exec(word)!;
      return {
        name: name!,
        namespace,
        required: count === '' || count === '+',
        many: count === '+' || count === '*',
        content: type === undefined ? text(ANY_TEXT) : types[type]!,
      };
    });
}

/** Children of common types are in the common namespace. */
function common(notation: string, types: Readonly<Record<string, Content>> = {}): XmlRule[] {
  return rulesOf(EDXL_COMMON_NAMESPACE, notation, types);
}

const tree = (
  check: (element: { readonly children: readonly unknown[] }) => string | null,
): Content => ({
  kind: 'tree',
  check,
});
const ANYTHING = tree(() => null);
const NOT_EMPTY = tree(({ children }) => (children.length > 0 ? null : 'has nothing inside'));
const AREA: Content = { kind: 'tree', check: checkTargetArea };

const TIME = text(DATE_TIME);
const VALUE_LIST = sequence(common('ValueListURN:uri Value+', { uri: text(ANY_URI) }));
const MEASURED = sequence(
  common('Amount:double UnitOfMeasure?:list', { double: text(DOUBLE), list: VALUE_LIST }),
);
const QUANTITY: Content = {
  kind: 'choice',
  rules: common('QuantityText* MeasuredQuantity?:measured', { measured: MEASURED }),
};
const LOCATION = sequence(
  common('LocationDescription? Address?:whole TargetArea?:area', { whole: ANYTHING, area: AREA }),
);
const CONTACT = sequence(
  common(
    'ContactDescription? ContactRole?:role Radio*:radio ContactLocation?:location AdditionalContactInformation?:whole',
    {
      role: text(codes(EDXL_CODES.ContactRole)),
      radio: sequence(common('RadioType:list RadioChannel', { list: VALUE_LIST })),
      location: LOCATION,
      whole: ANYTHING,
    },
  ),
);
const INCIDENT = sequence(common('IncidentID? IncidentDescription?'));
const RECALL = sequence(
  common('RecallMessageID RecallType:code', { code: text(codes(EDXL_CODES.RecallType)) }),
);
const RESPONSE = sequence(
  common('PrecedingResourceInfoElementID ResponseType:code ReasonCode?:list ResponseReason?', {
    code: text(codes(EDXL_CODES.ResponseType)),
    list: VALUE_LIST,
  }),
);
const OWNERSHIP = sequence(common('Owner? OwningJurisdiction? HomeDispatch? HomeUnit?'));
const INSTRUCTIONS = sequence(
  common('ModeOfTransportation? NavigationInstructions? ReportingInstructions?'),
);

/** Schedule types by letters: R requested, E estimated, A actual; a arrival, d departure; r before them: return. */
const SCHEDULES: Readonly<Record<string, (typeof EDXL_CODES.ScheduleType)[number]>> = {
  Ra: 'RequestedArrival',
  Ea: 'EstimatedArrival',
  Aa: 'ActualArrival',
  Rd: 'RequestedDeparture',
  Ed: 'EstimatedDeparture',
  Ad: 'ActualDeparture',
  Rrd: 'RequestedReturnDeparture',
  Erd: 'EstimatedReturnDeparture',
  Ard: 'ActualReturnDeparture',
  Rra: 'RequestedReturnArrival',
  Era: 'EstimatedReturnArrival',
  Ara: 'ActualReturnArrival',
  B: 'BeginAvailable',
  E: 'EndAvailable',
  C: 'Committed',
  N: 'Current',
  T: 'ReportTo',
  W: 'Route',
};

/** What tells one message from another. Where nothing is said, a part is as in most messages. */
interface Differences {
  /** MessageDescription, `?` in most */
  readonly description?: '';
  /** PrecedingMessageID: absent, or how often */
  readonly preceding?: '' | '?';
  /** Funding: `*` in most; '-' has none */
  readonly funding?: '+' | '-';
  /** ResourceInformation: `+` in most */
  readonly information?: '*';
  /** ResponseInformation: none in most */
  readonly response?: '' | '?';
  /** Resource: once in most */
  readonly resource?: '?';
  /** ResponsibleParty and OwnershipInformation: in most */
  readonly owners?: false;
  /** ResourceStatus with what is in it: none where nothing is said */
  readonly status?: string;
  readonly statusCount?: '';
  readonly assignment?: '';
  /** Quantity, `?` in most */
  readonly quantity?: '';
  /** what follows AnticipatedFunction */
  readonly more: string;
  /** SCHEDULES by their letters */
  readonly schedule: string;
}

const PRICE = 'PriceQuote?:quantity';
const ORDER = 'OrderID?';
const INSTRUCT = 'AssignmentInstructions?:instructions';
const ALL_STATUS = 'InventoryRefreshDateTime?:time DeploymentStatus?:list Availability?';
const STATUS = 'DeploymentStatus?:list Availability?';
const EVERY = Object.keys(SCHEDULES).join(' ');

const MESSAGES: { readonly [type in EdxlMessageType]: Differences } = {
  RequestResource: { owners: false, more: '', schedule: 'Ra Rd Erd Era T W' },
  ResponseToRequestResource: {
    preceding: '',
    response: '',
    resource: '?',
    status: ALL_STATUS,
    more: `${PRICE} ${INSTRUCT}`,
    schedule: 'Ea Ed Rrd Rra B E Ra Rd Erd T W',
  },
  RequisitionResource: {
    preceding: '?',
    funding: '+',
    assignment: '',
    quantity: '',
    more: `${PRICE} ${INSTRUCT}`,
    schedule: 'Ea Ed Erd Era T Ra Rd W',
  },
  CommitResource: {
    preceding: '',
    response: '',
    resource: '?',
    status: 'InventoryRefreshDateTime?:time DeploymentStatus?:list',
    quantity: '',
    more: `${PRICE} ${ORDER} ${INSTRUCT}`,
    schedule: 'Ad C Ra Rd Erd Rra Era T Ea Ed Rrd B E N W',
  },
  RequestInformation: {
    description: '',
    preceding: '?',
    information: '*',
    resource: '?',
    status: ALL_STATUS,
    more: `${PRICE} ${ORDER} ${INSTRUCT}`,
    schedule: EVERY,
  },
  ResponseToRequestInformation: {
    preceding: '',
    information: '*',
    response: '?',
    resource: '?',
    status: ALL_STATUS,
    more: `${PRICE} ${ORDER} ${INSTRUCT}`,
    schedule: EVERY,
  },
  OfferUnsolicitedResource: {
    funding: '-',
    status: ALL_STATUS,
    more: `${PRICE} ${INSTRUCT}`,
    schedule: 'Ea Ed Rrd Rra B E W',
  },
  ReleaseResource: {
    preceding: '?',
    response: '?',
    status: STATUS,
    quantity: '',
    more: `${PRICE} ${ORDER} ${INSTRUCT}`,
    schedule: 'Ard N Ra Ea Aa Rd Ed Ad Rrd Rra B E C T Erd Era W',
  },
  RequestReturn: {
    preceding: '?',
    status: STATUS,
    more: `${PRICE} ${ORDER} ${INSTRUCT}`,
    schedule: 'Ra Ea Aa Rd Ed Ad Rrd Rra B E C T W',
  },
  ResponseToRequestReturn: {
    preceding: '',
    response: '',
    resource: '?',
    status: 'DeploymentStatus:list Availability',
    statusCount: '',
    more: `${PRICE} ${ORDER} ${INSTRUCT}`,
    schedule: 'Ard Ra Ea Aa Rd Ed Ad Rrd Rra B E C T Erd Era W N',
  },
  RequestQuote: {
    preceding: '?',
    response: '?',
    more: INSTRUCT,
    schedule: 'Ra Rd Erd Era T W',
  },
  ResponseToRequestQuote: {
    preceding: '',
    response: '',
    resource: '?',
    status: ALL_STATUS,
    more: `PriceQuote:quantity ${INSTRUCT}`,
    schedule: 'Ea Ed Rrd Rra B E Ra Rd Erd Era T W',
  },
  RequestResourceDeploymentStatus: {
    preceding: '?',
    more: `${PRICE} ${ORDER} ${INSTRUCT}`,
    schedule: 'Ra Ea Aa Rd Ed Ad Rrd Erd Ard Rra Era Ara B E C T W',
  },
  ReportResourceDeploymentStatus: {
    preceding: '?',
    response: '?',
    resource: '?',
    status: ALL_STATUS,
    more: `${PRICE} ${ORDER} ${INSTRUCT}`,
    schedule: EVERY,
  },
  RequestExtendedDeploymentDuration: {
    preceding: '?',
    status: STATUS,
    more: `${PRICE} ${ORDER}`,
    schedule: 'Ra Ea Aa Rd Ed Ad Rra C T Rrd Erd Era W',
  },
  ResponseToRequestExtendedDeploymentDuration: {
    preceding: '',
    response: '',
    resource: '?',
    status: STATUS,
    more: `${PRICE} ${ORDER} ${INSTRUCT}`,
    schedule: 'E Ra Ea Aa Rd Ed Ad Rra C T Rrd Erd Era W',
  },
};

const RESOURCE =
  'ResourceID? Name? TypeStructure?:list TypeInfo?:some Keyword*:list Description? Credentials? Certifications? SpecialRequirements?';
const OWNERS = 'ResponsibleParty?:contact OwnershipInformation?:ownership';

function makeRules(type: EdxlMessageType): readonly XmlRule[] {
  const it = MESSAGES[type];
  // Types that a message defines for itself are in the message's namespace.
  const message = (notation: string, types: Readonly<Record<string, Content>> = {}): XmlRule[] =>
    rulesOf(EDXL_MESSAGE_NAMESPACE, notation, types);
  const status = it.status === undefined ? '' : `ResourceStatus${it.statusCount ?? '?'}:status`;
  const resource = message(`${RESOURCE} ${it.owners === false ? '' : OWNERS} ${status}`, {
    list: VALUE_LIST,
    some: NOT_EMPTY,
    contact: CONTACT,
    ownership: OWNERSHIP,
    status: sequence(message(it.status ?? 'None', { time: TIME, list: VALUE_LIST })),
  });
  const assignment = message(
    `Quantity${it.quantity ?? '?'}:quantity Restrictions? AnticipatedFunction? ${it.more}`,
    { quantity: QUANTITY, instructions: INSTRUCTIONS },
  );
  const scheduleCodes = it.schedule.split(' ').map((letters) => SCHEDULES[letters]!);
  const schedule = message('ScheduleType:code DateTime?:time Location?:location', {
    code: text(codes(scheduleCodes)),
    time: TIME,
    location: LOCATION,
  });
  const information = message(
    [
      'ResourceInfoElementID',
      it.response === undefined ? '' : `ResponseInformation${it.response}:response`,
      `Resource${it.resource ?? ''}:resource`,
      `AssignmentInformation${it.assignment ?? '?'}:assignment`,
      'ScheduleInformation*:schedule',
    ].join(' '),
    {
      response: RESPONSE,
      resource: sequence(resource),
      assignment: sequence(assignment),
      schedule: sequence(schedule),
    },
  );
  // Only this one defines its funding for itself.
  const funding = (type === 'RequestResource' ? message : common)('FundCode? FundingInfo?');
  return message(
    [
      'MessageID SentDateTime:time MessageContentType:code',
      `MessageDescription${it.description ?? '?'} OriginatingMessageID`,
      it.preceding === undefined ? '' : `PrecedingMessageID${it.preceding}`,
      'IncidentInformation*:incident MessageRecall?:recall',
      it.funding === '-' ? '' : `Funding${it.funding ?? '*'}:funding`,
      `ContactInformation+:contact ResourceInformation${it.information ?? '+'}:information`,
    ].join(' '),
    {
      time: TIME,
      code: text(codes([type])),
      incident: INCIDENT,
      recall: RECALL,
      funding: sequence(funding),
      contact: CONTACT,
      information: sequence(information),
    },
  );
}

/** The sequence inside each message's root. */
export const EDXL_MESSAGES = Object.fromEntries(
  EDXL_MESSAGE_TYPES.map((type) => [type, makeRules(type)]),
) as { readonly [type in EdxlMessageType]: readonly XmlRule[] };
