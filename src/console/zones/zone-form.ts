import { NM_TO_M } from '../../base/index.ts';
import type {
  AlertPriority,
  Applicability,
  Environment,
  Identity,
  Restriction,
  VerticalLimit,
  VerticalReference,
  Zone,
  ZoneDraft,
  ZoneKind,
  ZoneVolume,
} from '../../model/index.ts';
import { formatDms, parsePosition } from '../format/position.ts';
import type { LonLat } from './zone-model.ts';

/** A zone as it stands in the editor: text where people type. */
export interface ZoneForm {
  /** null: not saved yet */
  readonly id: string | null;
  readonly name: string;
  readonly kind: ZoneKind;
  readonly country: string;
  readonly restriction: Restriction;
  readonly environments: readonly Environment[];
  readonly exempt: readonly Identity[];
  readonly lookAheadMin: string;
  readonly minProbabilityPercent: string;
  readonly priority: AlertPriority;
  readonly lowerM: string;
  readonly upperM: string;
  readonly reference: VerticalReference;
  /** `kept`: more than one volume or holes, which this editor shows but does not change */
  readonly shape: 'polygon' | 'circle' | 'kept';
  readonly corners: readonly string[];
  readonly centre: string;
  readonly radiusNm: string;
  readonly keptVolumes: readonly ZoneVolume[];
  readonly applicability: readonly Applicability[];
  readonly active: boolean;
}

/** What a group of fields of the editor is given. */
export interface FieldProps {
  readonly form: ZoneForm;
  readonly set: (change: Partial<ZoneForm>) => void;
  readonly error: (field: string) => string | null;
}

export type ZoneFormErrors = Readonly<Partial<Record<string, string>>>;

export function newForm(shape: 'polygon' | 'circle'): ZoneForm {
  return {
    id: null,
    name: '',
    kind: 'other',
    country: '',
    restriction: 'prohibited',
    environments: [],
    exempt: ['friend', 'assumed-friend'],
    lookAheadMin: '10',
    minProbabilityPercent: '50',
    priority: 'warning',
    lowerM: '',
    upperM: '',
    reference: 'AMSL',
    shape,
    corners: [],
    centre: '',
    radiusNm: '5',
    keptVolumes: [],
    applicability: [],
    active: true,
  };
}

export function writeCorner([lon, lat]: LonLat): string {
  return formatDms(lat, lon);
}

export function formOf(zone: Zone): ZoneForm {
  const { volumes, rule } = zone;
  const [first] = volumes;
  const simple = volumes.length === 1 && first !== undefined;
  const shape = first?.shape;
  const editable = simple && (shape?.type === 'circle' || shape?.rings.length === 1);
  const limit = (value: VerticalLimit | undefined): string =>
    value === undefined || value.valueM === null ? '' : String(Math.round(value.valueM));
  return {
    ...newForm('polygon'),
    id: zone.id,
    name: zone.name,
    kind: zone.kind,
    country: zone.country,
    restriction: zone.restriction,
    environments: rule.environments,
    exempt: rule.exempt,
    lookAheadMin: String(Math.round(rule.lookAheadS / 6) / 10),
    minProbabilityPercent: String(Math.round(rule.minProbability * 100)),
    priority: rule.priority,
    lowerM: limit(first?.lower),
    upperM: limit(first?.upper),
    reference: first?.upper.reference ?? 'AMSL',
    shape: !editable ? 'kept' : shape?.type === 'circle' ? 'circle' : 'polygon',
    corners: editable && shape?.type === 'polygon' ? (shape.rings[0] ?? []).map(writeCorner) : [],
    centre: editable && shape?.type === 'circle' ? writeCorner(shape.centre) : '',
    radiusNm: editable && shape?.type === 'circle' ? String(round3(shape.radiusM / NM_TO_M)) : '5',
    keptVolumes: volumes,
    applicability: zone.applicability,
    active: zone.active,
  };
}

const round3 = (value: number): number => Math.round(value * 1000) / 1000;

/** Corners that can be read, lon and lat; the rest is null in its place. */
export function readCorners(form: ZoneForm): (LonLat | null)[] {
  return form.corners.map(readPlace);
}

function readPlace(text: string): LonLat | null {
  const place = parsePosition(text);
  return place === null ? null : [place.lonDeg, place.latDeg];
}

/** A number within bounds, or why not. */
function number(text: string, low: number, high: number): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(value) && value >= low && value <= high
    ? value
    : null;
}

/** The draft to send, or what must be put right, by field (`corner-3` for the fourth corner). */
export function readForm(form: ZoneForm): {
  readonly draft: ZoneDraft | null;
  readonly errors: ZoneFormErrors;
} {
  const errors: Record<string, string> = {};
  if (form.name.trim() === '') errors['name'] = 'zones.error.name';
  if (!/^([A-Z]{3})?$/.test(form.country)) errors['country'] = 'zones.error.country';
  const lookAhead = number(form.lookAheadMin, 0, 1440);
  if (lookAhead === null) errors['lookAheadMin'] = 'zones.error.lookAhead';
  const probability = number(form.minProbabilityPercent, 0, 100);
  if (probability === null) errors['minProbabilityPercent'] = 'zones.error.probability';
  const volumes = form.shape === 'kept' ? form.keptVolumes : readVolume(form, errors);
  if (Object.keys(errors).length > 0) return { draft: null, errors };
  return {
    errors,
    draft: {
      name: form.name.trim(),
      kind: form.kind,
      country: form.country,
      restriction: form.restriction,
      rule: {
        environments: form.environments,
        exempt: form.exempt,
        lookAheadS: (lookAhead ?? 0) * 60,
        minProbability: (probability ?? 0) / 100,
        priority: form.priority,
      },
      volumes,
      applicability: form.applicability,
      active: form.active,
    },
  };
}

function readVolume(form: ZoneForm, errors: Record<string, string>): ZoneVolume[] {
  const limit = (text: string, field: string): VerticalLimit => {
    const value = text.trim() === '' ? null : number(text, -1000, 100_000);
    if (text.trim() !== '' && value === null) errors[field] = 'zones.error.limit';
    return { valueM: value, reference: form.reference, stated: text.trim() !== '' };
  };
  const lower = limit(form.lowerM, 'lowerM');
  const upper = limit(form.upperM, 'upperM');
  if (lower.valueM !== null && upper.valueM !== null && lower.valueM >= upper.valueM)
    errors['upperM'] = 'zones.error.limitOrder';
  if (form.shape === 'circle') {
    const centre = readPlace(form.centre);
    const radius = number(form.radiusNm, 0.01, 2000);
    if (centre === null) errors['centre'] = 'zones.error.position';
    if (radius === null) errors['radiusNm'] = 'zones.error.radius';
    const shape = {
      type: 'circle',
      centre: centre ?? [0, 0],
      radiusM: (radius ?? 1) * NM_TO_M,
    } as const;
    return [{ shape, lower, upper }];
  }
  const corners = readCorners(form);
  corners.forEach((corner, i) => {
    if (corner === null) errors[`corner-${i}`] = 'zones.error.position';
  });
  const ring = corners.filter((corner): corner is LonLat => corner !== null);
  if (corners.length < 3) errors['corners'] = 'zones.error.corners';
  else if (ring.length === corners.length && crossesItself(ring))
    errors['corners'] = 'zones.error.crossing';
  return [{ shape: { type: 'polygon', rings: [ring] }, lower, upper }];
}

/** Whether two edges of a ring that are not neighbours cut each other. O(n^2): drawn rings have few corners. */
export function crossesItself(ring: readonly LonLat[]): boolean {
  const n = ring.length;
  for (let i = 0; i < n; i++)
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      if (cut(ring[i]!, ring[(i + 1) % n]!, ring[j]!, ring[(j + 1) % n]!)) return true;
    }
  return false;
}

function cut(a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean {
  const side = (p: LonLat, q: LonLat, r: LonLat): number =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
