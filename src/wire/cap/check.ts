import type { CapAlert, CapArea, CapFinding, CapInfo } from './alert.ts';
import { quote } from '../xml/index.ts';
import { parseCapTime } from './schema.ts';

/**
 * What the text of CAP 1.2 asks and its XML schema cannot say. Empty: in order. Fields are expected to fit the schema.
 */
export function checkCap(alert: CapAlert): CapFinding[] {
  const findings: CapFinding[] = [];
  const tell = (path: string, text: string): void => {
    findings.push({ kind: 'standard', path: `alert.${path}`, text });
  };
  for (const name of ['identifier', 'sender'] as const) {
    const value = alert[name];
    if (value === '') tell(name, 'must not be empty');
    else if (/[\s,<&]/.test(value)) tell(name, 'must not contain spaces, commas, < or &');
  }
  if (alert.scope === 'Restricted' && !alert.restriction?.trim())
    tell('restriction', 'is required when the scope is Restricted');
  if (alert.scope === 'Private' && !alert.addresses?.trim())
    tell('addresses', 'is required when the scope is Private');
  if (alert.references !== undefined) checkReferences(alert.references, tell);
  else if (alert.msgType !== 'Alert')
    tell('references', `${alert.msgType} names the messages it is about`);
  alert.info?.forEach((info, index) => checkInfo(info, alert, `info.${index}`, tell));
  return findings;
}

type Tell = (path: string, text: string) => void;

function checkReferences(references: string, tell: Tell): void {
  const triples = references.trim().split(/\s+/);
  for (const triple of triples) {
    const parts = triple.split(',');
    const [sender, identifier, sent] = parts;
    const whole = parts.length === 3 && !!sender && !!identifier;
    if (!whole || Number.isNaN(parseCapTime(sent ?? '')))
      tell('references', `${quote(triple)} is not sender,identifier,sent`);
  }
}

function checkInfo(info: CapInfo, alert: CapAlert, path: string, tell: Tell): void {
  const effective = parseCapTime((info.effective ?? alert.sent).trim());
  const expires = info.expires === undefined ? Number.NaN : parseCapTime(info.expires.trim());
  const onset = info.onset === undefined ? Number.NaN : parseCapTime(info.onset.trim());
  if (expires < effective) tell(`${path}.expires`, 'is before the effective time');
  if (expires < onset) tell(`${path}.expires`, 'is before the onset');
  info.area?.forEach((area, index) => checkArea(area, `${path}.area.${index}`, tell));
}

function checkArea(area: CapArea, path: string, tell: Tell): void {
  area.polygon?.forEach((polygon, index) => {
    const wrong = checkPolygon(polygon);
    if (wrong !== null) tell(`${path}.polygon.${index}`, wrong);
  });
  area.circle?.forEach((circle, index) => {
    if (parseCapCircle(circle) === null)
      tell(`${path}.circle.${index}`, `${quote(circle)} is not lat,lon radius (km, not negative)`);
  });
  if (area.ceiling === undefined) return;
  if (area.altitude === undefined) tell(`${path}.ceiling`, 'needs an altitude');
  else if (Number(area.ceiling) < Number(area.altitude))
    tell(`${path}.ceiling`, 'is below the altitude');
}

const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)$/;

function parsePair(text: string): readonly [number, number] | null {
  const parts = text.split(',');
  if (parts.length !== 2 || !parts.every((part) => NUMBER.test(part))) return null;
  const [lat, lon] = parts.map(Number) as [number, number];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lat, lon] : null;
}

function checkPolygon(text: string): string | null {
  const words = text.trim().split(/\s+/);
  const wrong = words.find((word) => parsePair(word) === null);
  if (wrong !== undefined) return `${quote(wrong)} is no lat,lon in degrees`;
  if (words.length < 4) return `has ${words.length} points; at least 4`;
  const first = parsePair(words[0]!)!;
  const last = parsePair(words.at(-1)!)!;
  return first[0] === last[0] && first[1] === last[1] ? null : 'does not end where it begins';
}

/** Points of a polygon, [latDeg, lonDeg], the last as the first; null when it is none. */
export function parseCapPolygon(text: string): (readonly [number, number])[] | null {
  if (checkPolygon(text) !== null) return null;
  return text
    .trim()
    .split(/\s+/)
    .map((word) => parsePair(word)!);
}

/** Centre and radius of a circle; null when it is none. */
export function parseCapCircle(
  text: string,
): { readonly latDeg: number; readonly lonDeg: number; readonly radiusKm: number } | null {
  const words = text.trim().split(/\s+/);
  const centre = words.length === 2 ? parsePair(words[0]!) : null;
  const radius = words[1] ?? '';
  if (centre === null || !NUMBER.test(radius) || Number(radius) < 0) return null;
  return { latDeg: centre[0], lonDeg: centre[1], radiusKm: Number(radius) };
}
