import { destination, DEG_TO_RAD, RAD_TO_DEG } from '../../base/index.ts';
import type { Applicability, DayTime, VerticalLimit, Zone, ZoneShape } from '../../model/index.ts';
import { t } from '../text/text.ts';

export type LonLat = readonly [number, number];

/** Points of a circle as drawn and measured; closing point not repeated. */
export function circleRing(centre: LonLat, radiusM: number, points = 72): LonLat[] {
  const out = new Float64Array(2);
  return Array.from({ length: points }, (_, i) => {
    destination(
      centre[1] * DEG_TO_RAD,
      centre[0] * DEG_TO_RAD,
      radiusM,
      (i / points) * 2 * Math.PI,
      out,
    );
    return [out[1]! * RAD_TO_DEG, out[0]! * RAD_TO_DEG] as const;
  });
}

export function ringsOf(shape: ZoneShape): readonly (readonly LonLat[])[] {
  return shape.type === 'circle' ? [circleRing(shape.centre, shape.radiusM)] : shape.rings;
}

/**
 * A point within the outer ring to write a name at: on the line through the middle of its height, the middle of the
 * longest stretch that is inside and in no hole.
 */
export function innerPoint(rings: readonly (readonly LonLat[])[]): LonLat {
  const outer = rings[0] ?? [];
  const lats = outer.map(([, lat]) => lat);
  // A hair off the middle, so that the line meets no corner of a regular shape.
  const low = Math.min(...lats);
  const lat = low + (Math.max(...lats) - low) * 0.5001;
  const cuts: number[] = [];
  for (const ring of rings)
    ring.forEach(([ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length]!;
      if (ay > lat !== by > lat) cuts.push(ax + ((lat - ay) / (by - ay)) * (bx - ax));
    });
  cuts.sort((a, b) => a - b);
  let best: LonLat = outer[0] ?? [0, 0];
  let longest = 0;
  for (let i = 0; i + 1 < cuts.length; i += 2) {
    const length = cuts[i + 1]! - cuts[i]!;
    if (length <= longest) continue;
    longest = length;
    best = [(cuts[i]! + cuts[i + 1]!) / 2, lat];
  }
  return best;
}

/** Middle of a zone's box, lon and lat; null when it has no volume. */
export function zoneCentre(zone: Zone): LonLat | null {
  const box = zoneBox(zone);
  return box === null ? null : [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

/** W, S, E, N */
export function zoneBox(
  zone: Pick<Zone, 'volumes'>,
): readonly [number, number, number, number] | null {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { shape } of zone.volumes)
    for (const ring of ringsOf(shape))
      for (const [lon, lat] of ring) {
        box[0] = Math.min(box[0], lon);
        box[1] = Math.min(box[1], lat);
        box[2] = Math.max(box[2], lon);
        box[3] = Math.max(box[3], lat);
      }
  return box[0] === Infinity ? null : box;
}

function limitText({ valueM, reference }: VerticalLimit, open: string): string {
  return valueM === null ? open : `${Math.round(valueM).toLocaleString('en-GB')} m ${reference}`;
}

/** Ground to 3,000 m AMSL */
export function describeLimits(zone: Pick<Zone, 'volumes'>): string {
  const [first] = zone.volumes;
  if (first === undefined) return t('zones.noVolume');
  const lower = limitText(first.lower, t('zones.ground'));
  const upper = limitText(first.upper, t('zones.unlimited'));
  const more = zone.volumes.length - 1;
  const text = t('zones.limitsFromTo', { lower, upper });
  return more > 0 ? `${text} (+${more})` : text;
}

function dayTime(time: DayTime): string {
  if (typeof time !== 'number') return t(`zones.sun.${time}`);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(time / 3600))}:${two(Math.floor((time % 3600) / 60))}Z`;
}

/** When a zone applies, in a few words. */
export function describeHours(zone: Pick<Zone, 'applicability' | 'active'>): string {
  if (!zone.active) return t('zones.inactive');
  if (zone.applicability.length === 0) return t('zones.always');
  return zone.applicability.map(describeSpan).join('; ');
}

function describeSpan({ startAt, endAt, schedule }: Applicability): string {
  const day = (at: number): string =>
    new Date(at).toISOString().slice(0, 16).replace('T', ' ') + 'Z';
  const parts: string[] = [];
  if (startAt !== null) parts.push(t('zones.from', { at: day(startAt) }));
  if (endAt !== null) parts.push(t('zones.until', { at: day(endAt) }));
  for (const { days, start, end } of schedule)
    parts.push(
      `${days.length === 0 ? t('zones.daily') : days.join(' ')} ${dayTime(start)}–${dayTime(end)}`,
    );
  return parts.length === 0 ? t('zones.always') : parts.join(', ');
}
