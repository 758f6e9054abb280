import { quote } from '../xml/index.ts';
import { areaOf } from './area.ts';
import type {
  EdxlContact,
  EdxlFinding,
  EdxlLocation,
  EdxlMessage,
  EdxlResource,
  EdxlResourceInformation,
} from './message.ts';

type Tell = (path: string, text: string) => void;

/**
 * What the text of EDXL-RM 1.0 asks and its XML schemas cannot say. Empty: in order. Fields are expected to fit the
 * schema.
 */
export function checkEdxl(message: EdxlMessage): EdxlFinding[] {
  const findings: EdxlFinding[] = [];
  const tell: Tell = (path, text) => {
    findings.push({ kind: 'standard', path: `${message.MessageContentType}.${path}`, text });
  };
  for (const name of ['MessageID', 'OriginatingMessageID', 'PrecedingMessageID'] as const)
    if (message[name]?.trim() === '') tell(name, 'must not be empty');
  message.IncidentInformation?.forEach((incident, i) => {
    needOne(incident, ['IncidentID', 'IncidentDescription'], `IncidentInformation.${i}`, tell);
  });
  message.Funding?.forEach((funding, i) => {
    needOne(funding, ['FundCode', 'FundingInfo'], `Funding.${i}`, tell);
  });
  message.ContactInformation.forEach((contact, i) => {
    checkContact(contact, `ContactInformation.${i}`, tell);
  });
  const known = new Set<string>();
  message.ResourceInformation?.forEach((information, i) => {
    const path = `ResourceInformation.${i}`;
    const id = information.ResourceInfoElementID;
    if (known.has(id)) tell(`${path}.ResourceInfoElementID`, `${quote(id)} is used twice`);
    known.add(id);
    checkInformation(information, path, tell);
  });
  return findings;
}

/** One or more of these must say something. */
function needOne(
  fields: object | undefined,
  names: readonly string[],
  path: string,
  tell: Tell,
): void {
  if (fields === undefined) return;
  const given = names.some((name) => {
    const value = (fields as Readonly<Record<string, unknown>>)[name];
    return value !== undefined && value !== '';
  });
  if (!given) tell(path, `needs one of ${names.join(', ')}`);
}

function checkContact(contact: EdxlContact | undefined, path: string, tell: Tell): void {
  if (contact === undefined) return;
  needOne(contact, ['ContactDescription', 'ContactRole'], path, tell);
  checkLocation(contact.ContactLocation, `${path}.ContactLocation`, tell);
}

function checkLocation(location: EdxlLocation | undefined, path: string, tell: Tell): void {
  if (location === undefined) return;
  needOne(location, ['LocationDescription', 'Address', 'TargetArea'], path, tell);
  const area = location.TargetArea;
  if (area !== undefined && areaOf(area) === null)
    tell(`${path}.TargetArea`, 'is no geometry with latitude and longitude in degrees');
}

function checkResource(resource: EdxlResource | undefined, path: string, tell: Tell): void {
  if (resource === undefined) return;
  needOne(resource, ['ResourceID', 'Name', 'TypeStructure'], path, tell);
  checkContact(resource.ResponsibleParty, `${path}.ResponsibleParty`, tell);
  needOne(
    resource.OwnershipInformation,
    ['Owner', 'OwningJurisdiction'],
    `${path}.OwnershipInformation`,
    tell,
  );
}

function checkInformation(information: EdxlResourceInformation, path: string, tell: Tell): void {
  const { ResponseInformation: response, Resource: resource } = information;
  if (response?.ResponseType === 'Provisional')
    needOne(response, ['ReasonCode', 'ResponseReason'], `${path}.ResponseInformation`, tell);
  checkResource(resource, `${path}.Resource`, tell);
  information.ScheduleInformation?.forEach((schedule, i) => {
    checkLocation(schedule.Location, `${path}.ScheduleInformation.${i}.Location`, tell);
  });
}
