/**
 * OASIS Emergency Data Exchange Language, Resource Messaging 1.0 (1 November 2008): messages as objects. Element names
 * are the standard's; what may come again is a list; what was not given is absent. Numbers and times stay as texts.
 */
import type { XmlElement, XmlFinding } from '../xml/index.ts';

export const EDXL_MESSAGE_NAMESPACE = 'urn:oasis:names:tc:emergency:EDXL:RM:1.0:msg';
export const EDXL_COMMON_NAMESPACE = 'urn:oasis:names:tc:emergency:EDXL:RM:1.0';

export const EDXL_MESSAGE_TYPES = [
  'RequestResource',
  'ResponseToRequestResource',
  'RequisitionResource',
  'CommitResource',
  'RequestInformation',
  'ResponseToRequestInformation',
  'OfferUnsolicitedResource',
  'ReleaseResource',
  'RequestReturn',
  'ResponseToRequestReturn',
  'RequestQuote',
  'ResponseToRequestQuote',
  'RequestResourceDeploymentStatus',
  'ReportResourceDeploymentStatus',
  'RequestExtendedDeploymentDuration',
  'ResponseToRequestExtendedDeploymentDuration',
] as const;
export type EdxlMessageType = (typeof EDXL_MESSAGE_TYPES)[number];

export const EDXL_CODES = {
  RecallType: ['Update', 'Cancel'],
  ContactRole: ['Sender', 'Requester', 'SubjectMatterExpert', 'Approver', 'RespondingOrg', 'Owner'],
  ResponseType: ['Accept', 'Decline', 'Provisional'],
  ScheduleType: [
    'RequestedArrival',
    'EstimatedArrival',
    'ActualArrival',
    'RequestedDeparture',
    'EstimatedDeparture',
    'ActualDeparture',
    'EstimatedReturnDeparture',
    'EstimatedReturnArrival',
    'ActualReturnArrival',
    'RequestedReturnDeparture',
    'RequestedReturnArrival',
    'ActualReturnDeparture',
    'BeginAvailable',
    'EndAvailable',
    'Committed',
    'Current',
    'ReportTo',
    'Route',
  ],
} as const;
type Code<K extends keyof typeof EDXL_CODES> = (typeof EDXL_CODES)[K][number];

/** Values from a list that its URN names. */
export interface EdxlValueList {
  readonly ValueListURN: string;
  readonly Value: readonly string[];
}

/** One of the two. */
export interface EdxlQuantity {
  readonly QuantityText?: readonly string[];
  readonly MeasuredQuantity?: { readonly Amount: string; readonly UnitOfMeasure?: EdxlValueList };
}

/** One or more of the three. */
export interface EdxlLocation {
  readonly LocationDescription?: string;
  /** an address of OASIS CIQ (xAL), as it stands */
  readonly Address?: XmlElement;
  /** one geometry of GML, latitude first; see areaOf() and makeArea() */
  readonly TargetArea?: XmlElement;
}

export interface EdxlContact {
  readonly ContactDescription?: string;
  readonly ContactRole?: Code<'ContactRole'>;
  readonly Radio?: readonly { readonly RadioType: EdxlValueList; readonly RadioChannel: string }[];
  readonly ContactLocation?: EdxlLocation;
  /** a party of OASIS CIQ (xPIL), as it stands */
  readonly AdditionalContactInformation?: XmlElement;
}

export interface EdxlResource {
  readonly ResourceID?: string;
  readonly Name?: string;
  readonly TypeStructure?: EdxlValueList;
  /** elements of the list that TypeStructure names, as they stand */
  readonly TypeInfo?: XmlElement;
  readonly Keyword?: readonly EdxlValueList[];
  readonly Description?: string;
  readonly Credentials?: string;
  readonly Certifications?: string;
  readonly SpecialRequirements?: string;
  readonly ResponsibleParty?: EdxlContact;
  readonly OwnershipInformation?: {
    readonly Owner?: string;
    readonly OwningJurisdiction?: string;
    readonly HomeDispatch?: string;
    readonly HomeUnit?: string;
  };
  readonly ResourceStatus?: {
    readonly InventoryRefreshDateTime?: string;
    readonly DeploymentStatus?: EdxlValueList;
    readonly Availability?: string;
  };
}

export interface EdxlAssignment {
  readonly Quantity?: EdxlQuantity;
  readonly Restrictions?: string;
  readonly AnticipatedFunction?: string;
  readonly PriceQuote?: EdxlQuantity;
  readonly OrderID?: string;
  readonly AssignmentInstructions?: {
    readonly ModeOfTransportation?: string;
    readonly NavigationInstructions?: string;
    readonly ReportingInstructions?: string;
  };
}

export interface EdxlSchedule {
  readonly ScheduleType: Code<'ScheduleType'>;
  /** xs:dateTime: 2026-03-15T06:00:00Z */
  readonly DateTime?: string;
  readonly Location?: EdxlLocation;
}

export interface EdxlResourceInformation {
  /** names this piece within the message; answers name it */
  readonly ResourceInfoElementID: string;
  readonly ResponseInformation?: {
    readonly PrecedingResourceInfoElementID: string;
    readonly ResponseType: Code<'ResponseType'>;
    readonly ReasonCode?: EdxlValueList;
    readonly ResponseReason?: string;
  };
  readonly Resource?: EdxlResource;
  readonly AssignmentInformation?: EdxlAssignment;
  readonly ScheduleInformation?: readonly EdxlSchedule[];
}

/** Any of the sixteen; which parts each has stands in messages.ts. */
export interface EdxlMessage {
  readonly MessageID: string;
  readonly SentDateTime: string;
  /** the root's name */
  readonly MessageContentType: EdxlMessageType;
  readonly MessageDescription?: string;
  /** of the message that began the exchange */
  readonly OriginatingMessageID: string;
  /** of the message that this one answers */
  readonly PrecedingMessageID?: string;
  readonly IncidentInformation?: readonly {
    readonly IncidentID?: string;
    readonly IncidentDescription?: string;
  }[];
  readonly MessageRecall?: {
    readonly RecallMessageID: string;
    readonly RecallType: Code<'RecallType'>;
  };
  readonly Funding?: readonly { readonly FundCode?: string; readonly FundingInfo?: string }[];
  readonly ContactInformation: readonly EdxlContact[];
  readonly ResourceInformation?: readonly EdxlResourceInformation[];
}

/** The path is like `RequestResource.ResourceInformation.0.Resource`. */
export type EdxlFinding = XmlFinding;
