/** TargetArea: one geometry of the OASIS GML profile. Coordinates are latitude, longitude, WGS84. */
import { quote, type XmlElement } from '../xml/index.ts';
import { EDXL_COMMON_NAMESPACE } from './message.ts';
import { isDouble } from './texts.ts';

export const GML_NAMESPACE = 'http://www.opengis.net/gml';

type Point = readonly [latDeg: number, lonDeg: number];

export type EdxlArea =
  | { readonly kind: 'point'; readonly at: Point }
  | { readonly kind: 'line'; readonly points: readonly Point[] }
  | { readonly kind: 'circle'; readonly at: Point; readonly radiusM: number }
  /** the last point as the first; `holes` inside */
  | {
      readonly kind: 'polygon';
      readonly points: readonly Point[];
      readonly holes: readonly (readonly Point[])[];
    }
  | { readonly kind: 'box'; readonly lower: Point; readonly upper: Point };

/** The geometry of a TargetArea; null when it is none of the profile. */
export function areaOf(where: XmlElement): EdxlArea | null {
  const geometry = where.children[0];
  if (geometry === undefined || where.children.length > 1) return null;
  if (geometry.namespace !== GML_NAMESPACE) return null;
  switch (geometry.name) {
    case 'Point': {
      const at = only(geometry, 'pos');
      return at && { kind: 'point', at };
    }
    case 'LineString': {
      const points = pointsOf(child(geometry, 'posList'));
      return points === null || points.length < 2 ? null : { kind: 'line', points };
    }
    case 'CircleByCenterPoint': {
      const at = only(geometry, 'pos');
      const radiusM = radiusOf(child(geometry, 'radius'));
      return at === null || Number.isNaN(radiusM) ? null : { kind: 'circle', at, radiusM };
    }
    case 'Polygon': {
      const points = ringOf(child(geometry, 'exterior'));
      const holes = geometry.children
        .filter(({ name }) => name === 'interior')
        .map((interior) => ringOf(interior));
      const sound = points !== null && holes.every((hole) => hole !== null);
      return sound ? { kind: 'polygon', points, holes } : null;
    }
    case 'Envelope': {
      const lower = only(geometry, 'lowerCorner');
      const upper = only(geometry, 'upperCorner');
      return lower === null || upper === null ? null : { kind: 'box', lower, upper };
    }
    default:
      return null;
  }
}

function child(parent: XmlElement, name: string): XmlElement | null {
  const found = parent.children.filter((one) => one.name === name);
  return found.length === 1 && found[0]!.namespace === GML_NAMESPACE ? found[0]! : null;
}

function only(parent: XmlElement, name: string): Point | null {
  const points = pointsOf(child(parent, name));
  return points?.length === 1 ? points[0]! : null;
}

function pointsOf(element: XmlElement | null): Point[] | null {
  if (element === null) return null;
  const words = element.text.trim().split(/\s+/);
  const numbers = words.map((word) => (isDouble(word) ? Number(word) : Number.NaN));
  if (numbers.length % 2 !== 0) return null;
  const points: Point[] = [];
  for (let i = 0; i < numbers.length; i += 2) {
    const [lat, lon] = [numbers[i]!, numbers[i + 1]!];
    if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) return null;
    points.push([lat, lon]);
  }
  return points;
}

function ringOf(boundary: XmlElement | null): Point[] | null {
  const ring = boundary && child(boundary, 'LinearRing');
  const points = ring && pointsOf(child(ring, 'posList'));
  if (points === null || points.length < 4) return null;
  const first = points[0]!;
  const last = points.at(-1)!;
  return first[0] === last[0] && first[1] === last[1] ? points : null;
}

/** Units of length that feeds use; without unit it is metres. */
const METRES: Readonly<Record<string, number>> = {
  m: 1,
  meter: 1,
  metre: 1,
  meters: 1,
  metres: 1,
  km: 1000,
  'urn:ogc:def:uom:EPSG::9001': 1,
  '': 1,
};

function radiusOf(element: XmlElement | null): number {
  const text = element?.text.trim() ?? '';
  const unit = element?.attributes.find(({ name }) => name === 'uom')?.value ?? '';
  const scale = Object.hasOwn(METRES, unit) ? METRES[unit]! : Number.NaN;
  return isDouble(text) && Number(text) >= 0 ? Number(text) * scale : Number.NaN;
}

/** What is inside the elements of the profile, in order, `?` and `*` as usual; those that are not here hold numbers. */
const PARTS: Readonly<Record<string, string>> = {
  Point: 'pos',
  LineString: 'posList',
  CircleByCenterPoint: 'pos radius',
  Polygon: 'exterior? interior*',
  Envelope: 'lowerCorner upperCorner',
  exterior: 'LinearRing',
  interior: 'LinearRing',
  LinearRing: 'posList',
};
const GEOMETRIES = ['Point', 'LineString', 'CircleByCenterPoint', 'Polygon', 'Envelope'];
const WHERE_ATTRIBUTES = ['featuretypetag', 'relationshiptag', 'elev', 'floor', 'radius'];

/** Why an element is no TargetArea by the schema; null when it may be one. */
export function checkTargetArea(where: XmlElement): string | null {
  for (const { name, value } of where.attributes) {
    const place = WHERE_ATTRIBUTES.indexOf(name);
    if (place < 0) return `attribute ${quote(name)} is unknown`;
    if (place >= 2 && !isDouble(value.trim())) return `${name} ${quote(value)} is no number`;
  }
  const [geometry, more] = where.children;
  if (geometry === undefined || more !== undefined || !GEOMETRIES.includes(geometry.name))
    return `needs exactly one of ${GEOMETRIES.join(', ')}`;
  return checkGeometry(geometry);
}

/** As far as the schema goes: the right elements and numbers, whatever they say. */
function checkGeometry(element: XmlElement): string | null {
  const { name, namespace, children, text, attributes } = element;
  if (namespace !== GML_NAMESPACE) return `${name} is not of ${quote(GML_NAMESPACE)}`;
  const has = (attribute: string): boolean => attributes.some((one) => one.name === attribute);
  if (name === 'radius' && !has('uom')) return 'radius needs its uom';
  if (name === 'CircleByCenterPoint' && !has('numArc')) return `${name} needs its numArc`;
  const parts = Object.hasOwn(PARTS, name) ? PARTS[name]! : null;
  if (parts === null) {
    const words = text.trim().split(/\s+/);
    // a radius is one number, the others are lists, which may be empty
    const numbers = name === 'radius' || text.trim() !== '' ? words : [];
    const sound = numbers.every(isDouble) && (name !== 'radius' || numbers.length === 1);
    return sound && children.length === 0 ? null : `${name} holds numbers`;
  }
  const inside = children.map((one) => `${one.name} `).join('');
  const order = parts.split(' ').map((part) => part.replace(/^(\w+)(.?)$/, '(?:$1 )$2'));
  if (!new RegExp(`^${order.join('')}$`).test(inside)) return `${name} holds ${parts}`;
  for (const one of children) {
    const wrong = checkGeometry(one);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** A TargetArea of a geometry. */
export function makeArea(area: EdxlArea): XmlElement {
  return tree('TargetArea', EDXL_COMMON_NAMESPACE, [geometryOf(area)]);
}

function geometryOf(area: EdxlArea): XmlElement {
  switch (area.kind) {
    case 'point':
      return gml('Point', gml('pos', area.at));
    case 'line':
      return gml('LineString', gml('posList', area.points.flat()));
    case 'circle': {
      const radius = gml('radius', [area.radiusM]);
      const uom = { name: 'uom', namespace: '', value: 'm' };
      const arc = { name: 'numArc', namespace: '', value: '1' };
      const circle = gml('CircleByCenterPoint', gml('pos', area.at), {
        ...radius,
        attributes: [uom],
      });
      return { ...circle, attributes: [arc] };
    }
    case 'polygon': {
      const ring = (points: readonly Point[]): XmlElement =>
        gml('LinearRing', gml('posList', points.flat()));
      const holes = area.holes.map((hole) => gml('interior', ring(hole)));
      return gml('Polygon', gml('exterior', ring(area.points)), ...holes);
    }
    case 'box':
      return gml('Envelope', gml('lowerCorner', area.lower), gml('upperCorner', area.upper));
  }
}

function gml(name: string, ...inside: readonly (XmlElement | readonly number[])[]): XmlElement {
  const [first] = inside;
  if (first !== undefined && 'children' in first)
    return tree(name, GML_NAMESPACE, inside as readonly XmlElement[]);
  const numbers = (first ?? []) as readonly number[];
  return { ...tree(name, GML_NAMESPACE, []), text: numbers.join(' ') };
}

function tree(name: string, namespace: string, children: readonly XmlElement[]): XmlElement {
  return { name, namespace, attributes: [], children: [...children], text: '' };
}
