import type { CotDetail } from './detail.ts';

/**
 * One Cursor on Target event, schema version 2.0. Attribute names are the schema's but for units; what was not given
 * is null.
 */
export interface CotEvent {
  readonly version: string;
  /** of the thing, not of the message: the same uid again is an update */
  readonly uid: string;
  /** `a-f-A-M-F-Q`: see type-tree.ts */
  readonly type: string;
  /** how the position came about: m-g GPS, m-f fused, h-e estimated by a person; '' when not given */
  readonly how: string;
  /** made at, valid from, valid until: ms since the Unix epoch */
  readonly timeAt: number;
  readonly startAt: number;
  readonly staleAt: number;
  /** WGS84 */
  readonly latDeg: number;
  readonly lonDeg: number;
  /** height above the WGS84 ellipsoid, m */
  readonly haeM: number | null;
  /** radius of an area about the point, or one standard deviation of its error, m */
  readonly ceM: number | null;
  readonly leM: number | null;
  readonly access: string | null;
  readonly qos: string | null;
  /** `o` operation, `e` exercise, `s` simulation, with a name after a dash */
  readonly opex: string | null;
  readonly caveat: string | null;
  /** that spelling: it is the schema's */
  readonly releaseableTo: string | null;
  /** further attributes of the event */
  readonly other: ReadonlyMap<string, string> | null;
  readonly detail: CotDetail | null;
}

/** How clients write a height or error that is not known; 999999 is read the same. */
export const COT_UNKNOWN = 9_999_999;

/** null for what means unknown: both spellings, NaN, and for errors what is negative. */
export function knownOrNull(value: number): number | null {
  const size = Math.abs(value);
  return Number.isNaN(value) || size >= COT_UNKNOWN || size === 999_999 ? null : value;
}

/** For building: every field in its place. */
export function makeCotEvent(
  given: Partial<CotEvent> &
    Pick<CotEvent, 'uid' | 'type' | 'timeAt' | 'staleAt' | 'latDeg' | 'lonDeg'>,
): CotEvent {
  return {
    version: given.version ?? '2.0',
    uid: given.uid,
    type: given.type,
    how: given.how ?? '',
    timeAt: given.timeAt,
    startAt: given.startAt ?? given.timeAt,
    staleAt: given.staleAt,
    latDeg: given.latDeg,
    lonDeg: given.lonDeg,
    haeM: given.haeM ?? null,
    ceM: given.ceM ?? null,
    leM: given.leM ?? null,
    access: given.access ?? null,
    qos: given.qos ?? null,
    opex: given.opex ?? null,
    caveat: given.caveat ?? null,
    releaseableTo: given.releaseableTo ?? null,
    other: given.other ?? null,
    detail: given.detail ?? null,
  };
}
