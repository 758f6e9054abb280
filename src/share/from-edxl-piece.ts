/** What one EDXL-RM message says, in the words of a call; everything that has no place there is told. */
import {
  areaOf,
  parseEdxlTime,
  type EdxlLocation,
  type EdxlMessage,
  type EdxlResourceInformation,
  type EdxlSchedule,
} from '../wire/edxl-rm/index.ts';
import { CAPABILITIES, EXERCISE_MARK } from './to-edxl.ts';

/** Where in the message (`ResourceInformation.0.Resource`; empty: the message), and what. */
export interface EdxlDraftFinding {
  readonly path: string;
  readonly text: string;
}

/** As the API takes them: schemas-rally.ts. */
const MOST_NAME = 200;
const MOST_TEXT = 4000;
const MOST_QUANTITY = 1e12;
/** Further ones would say nothing new. */
const MOST_FINDINGS = 200;

export function isExerciseText(text: string): boolean {
  return EXERCISE_MARK.test(text);
}

/** A message in words, for the text of a call or a note: what the message is, who sent it, what it asks. */
export function describeMessage(message: EdxlMessage): string {
  const contacts = message.ContactInformation.map((one) => {
    const channels = (one.Radio ?? []).map(({ RadioChannel }) => `radio ${RadioChannel}`);
    return [one.ContactDescription, one.ContactRole, locationText(one.ContactLocation), ...channels]
      .filter((part) => part !== undefined && part !== '')
      .join(', ');
  });
  const incidents = (message.IncidentInformation ?? []).map((one) =>
    [one.IncidentID, one.IncidentDescription].filter((part) => part !== undefined).join(': '),
  );
  const funding = (message.Funding ?? []).map((one) =>
    [one.FundCode, one.FundingInfo].filter((part) => part !== undefined).join(': '),
  );
  const lines = [
    message.MessageDescription ?? '',
    `EDXL-RM ${message.MessageContentType} ${message.MessageID} of ${message.SentDateTime}`,
    ...contacts.map((one) => `Contact: ${one}`),
    ...incidents.map((one) => `Incident: ${one}`),
    ...funding.map((one) => `Funding: ${one}`),
    ...(message.ResourceInformation ?? []).map(
      (piece) => `${piece.ResourceInfoElementID}: ${pieceText(piece)}`,
    ),
  ];
  return lines
    .filter((line) => line !== '')
    .join('\n')
    .slice(0, MOST_TEXT);
}

function pieceText(piece: EdxlResourceInformation): string {
  const { Resource, AssignmentInformation, ResponseInformation } = piece;
  const quantity = AssignmentInformation?.Quantity;
  const measured = quantity?.MeasuredQuantity;
  const schedules = (piece.ScheduleInformation ?? []).map((one) =>
    [one.ScheduleType, one.DateTime, locationText(one.Location)]
      .filter((part) => part !== undefined && part !== '')
      .join(' '),
  );
  return [
    ResponseInformation?.ResponseType,
    ResponseInformation?.ResponseReason,
    Resource?.Name ?? Resource?.TypeStructure?.Value[0],
    measured === undefined
      ? quantity?.QuantityText?.join(' ')
      : `${measured.Amount} ${measured.UnitOfMeasure?.Value[0] ?? ''}`.trim(),
    Resource?.Description,
    AssignmentInformation?.Restrictions,
    ...schedules,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join('; ');
}

/** Words for a place; its middle in degrees when it is only drawn. */
function locationText(location: EdxlLocation | undefined): string {
  if (location === undefined) return '';
  const { LocationDescription, TargetArea, Address } = location;
  if (LocationDescription !== undefined && LocationDescription.trim() !== '')
    return LocationDescription.trim();
  const area = TargetArea === undefined ? null : areaOf(TargetArea);
  if (area !== null) {
    const corners =
      area.kind === 'point' || area.kind === 'circle'
        ? [area.at]
        : area.kind === 'box'
          ? [area.lower, area.upper]
          : area.points;
    const middle = (k: 0 | 1): number =>
      (Math.min(...corners.map((at) => at[k])) + Math.max(...corners.map((at) => at[k]))) / 2;
    return `${middle(0).toFixed(5)}, ${middle(1).toFixed(5)}`;
  }
  return Address === undefined ? '' : wordsOf(Address).join(', ');
}

interface Tree {
  readonly text: string;
  readonly children: readonly Tree[];
}

function wordsOf(tree: Tree): string[] {
  const own = tree.text.trim();
  return [...(own === '' ? [] : [own]), ...tree.children.flatMap(wordsOf)];
}

/** Parts of a piece that no command has a place for; they are told, and their words stand in no draft. */
const UNUSED_RESOURCE = [
  'ResourceID',
  'TypeInfo',
  'Keyword',
  'Credentials',
  'Certifications',
  'ResponsibleParty',
  'OwnershipInformation',
] as const;
const UNUSED_ASSIGNMENT = [
  'AnticipatedFunction',
  'PriceQuote',
  'OrderID',
  'AssignmentInstructions',
] as const;

/** Reads pieces of one message; findings go where it was told. */
export class EdxlPieceReader {
  readonly type: EdxlMessage['MessageContentType'];
  /** ms UTC; 0 when it cannot be read, which the codec has told */
  readonly sentAt: number;
  readonly #message: EdxlMessage;
  readonly #findings: EdxlDraftFinding[];
  /** schedules that something was read from */
  readonly #used = new Set<EdxlSchedule>();

  constructor(message: EdxlMessage, findings: EdxlDraftFinding[]) {
    this.type = message.MessageContentType;
    const sentAt = parseEdxlTime(message.SentDateTime);
    this.sentAt = Number.isFinite(sentAt) ? Math.max(0, sentAt) : 0;
    this.#message = message;
    this.#findings = findings;
  }

  tell(path: string, text: string): void {
    if (this.#findings.length < MOST_FINDINGS) this.#findings.push({ path, text });
  }

  clip(text: string, most: number, path: string): string {
    if (text.length <= most) return text;
    this.tell(path, `is cut to ${most} characters`);
    return text.slice(0, most);
  }

  /** In the alliance's words when the sender used them, else the sender's. */
  capability(piece: EdxlResourceInformation, at: string): string {
    const { Name, TypeStructure, Keyword, Description } = piece.Resource ?? {};
    const typed = TypeStructure?.Value[0]?.trim() ?? '';
    const own = TypeStructure?.ValueListURN === CAPABILITIES ? typed : '';
    const words = [own, Name?.trim(), typed, Keyword?.[0]?.Value[0]?.trim(), Description?.trim()];
    const found = words.find((word) => word !== undefined && word !== '');
    if (found === undefined) this.tell(`${at}.Resource`, 'has no name: "not named" stands for it');
    return this.clip(found ?? 'not named', MOST_NAME, `${at}.Resource`);
  }

  /** @param otherwise the quantity when none is given: that of the need which is answered */
  quantity(
    piece: EdxlResourceInformation,
    at: string,
    otherwise = 1,
  ): { readonly quantity: number; readonly unit: string } {
    const given = piece.AssignmentInformation?.Quantity;
    const measured = given?.MeasuredQuantity;
    const words = given?.QuantityText?.join(' ').trim() ?? '';
    const written = /^(\d+(?:\.\d+)?)\s*(.*)$/s.exec(words);
    const amount = measured === undefined ? Number(written?.[1]) : Number(measured.Amount);
    const path = `${at}.AssignmentInformation.Quantity`;
    const unit = measured?.UnitOfMeasure?.Value[0] ?? written?.[2] ?? '';
    if (amount >= 0 && amount <= MOST_QUANTITY)
      return { quantity: amount, unit: this.clip(unit.trim(), MOST_NAME, path) };
    const what = given === undefined ? 'is not given' : `${JSON.stringify(words)} is no number`;
    this.tell(path, `${what}: ${otherwise} stands for it`);
    return { quantity: otherwise, unit: '' };
  }

  /** Time of the first schedule of a type; null when there is none. */
  timeOf(piece: EdxlResourceInformation, type: EdxlSchedule['ScheduleType']): number | null {
    const schedule = this.#schedule(piece, type);
    if (schedule?.DateTime === undefined) return null;
    const at = parseEdxlTime(schedule.DateTime);
    return Number.isFinite(at) && at >= 0 ? at : null;
  }

  /** Place of the first schedule of one of the types that has one. */
  placeOf(
    piece: EdxlResourceInformation,
    ...types: readonly EdxlSchedule['ScheduleType'][]
  ): string {
    for (const type of types) {
      const place = locationText(this.#schedule(piece, type)?.Location);
      if (place !== '') return place.slice(0, MOST_TEXT);
    }
    return '';
  }

  /** Where the resources are asked for; one place, or the first of several. */
  requestedPlace(): string {
    const places = (this.#message.ResourceInformation ?? [])
      .map((piece) => this.placeOf(piece, 'RequestedArrival', 'ReportTo'))
      .filter((place) => place !== '');
    if (new Set(places).size > 1)
      this.tell('ResourceInformation', 'asks for help at several places: see the text');
    return places[0] ?? '';
  }

  #schedule(
    piece: EdxlResourceInformation,
    type: EdxlSchedule['ScheduleType'],
  ): EdxlSchedule | undefined {
    const found = piece.ScheduleInformation?.find(({ ScheduleType }) => ScheduleType === type);
    if (found !== undefined) this.#used.add(found);
    return found;
  }

  note(piece: EdxlResourceInformation): string {
    const { Description, SpecialRequirements } = piece.Resource ?? {};
    const reason = piece.ResponseInformation?.ResponseReason;
    const parts = [Description, SpecialRequirements, reason];
    // what an answer is restricted by is its condition
    if (this.type === 'RequestResource') parts.push(piece.AssignmentInformation?.Restrictions);
    return parts
      .filter((part) => part !== undefined && part !== '')
      .join('; ')
      .slice(0, MOST_TEXT);
  }

  /** The first reason in the message; else `otherwise`. */
  reason(otherwise: string): string {
    for (const { ResponseInformation: answer } of this.#message.ResourceInformation ?? []) {
      const words = answer?.ResponseReason ?? answer?.ReasonCode?.Value[0] ?? '';
      if (words.trim() !== '') return words.trim().slice(0, MOST_TEXT);
    }
    return otherwise;
  }

  /** Tells what nothing was made of. */
  tellUnused(): void {
    const { ResourceInformation = [], Funding } = this.#message;
    if (Funding !== undefined) this.tell('Funding', 'who pays is settled elsewhere: not carried');
    for (const [index, piece] of ResourceInformation.entries()) {
      const at = `ResourceInformation.${index}`;
      const { Resource, AssignmentInformation } = piece;
      for (const name of UNUSED_RESOURCE)
        if (Resource?.[name] !== undefined)
          this.tell(`${at}.Resource.${name}`, 'has no place in a call: not carried');
      for (const name of UNUSED_ASSIGNMENT)
        if (AssignmentInformation?.[name] !== undefined)
          this.tell(`${at}.AssignmentInformation.${name}`, 'has no place in a call: not carried');
      for (const [k, schedule] of (piece.ScheduleInformation ?? []).entries())
        if (!this.#used.has(schedule))
          this.tell(
            `${at}.ScheduleInformation.${k}`,
            `${schedule.ScheduleType} has no place in this draft: not carried`,
          );
    }
  }
}
