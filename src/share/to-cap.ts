/**
 * A public warning as a CAP 1.2 alert. What a machine makes is a draft (status Draft), never more; releaseWarning() takes
 * the name of the person who releases it. Nothing here sends anything.
 */
import { assert, fail, ok, type Result } from '../base/index.ts';
import type { Alert, Zone, ZoneShape } from '../model/index.ts';
import {
  checkCap,
  formatCapTime,
  parseCapTime,
  type CapAlert,
  type CapArea,
  type CapFinding,
  type CapInfo,
  type CapValue,
} from '../wire/cap/index.ts';
import { WARNING_TEXTS, type WarningText } from './warning-texts.ts';

/** Warnings of this kind stand 90 minutes unless renewed: what RO-ALERT uses. */
const VALID_MS = 90 * 60_000;

export interface WarningRequest {
  /** unique for the sender: no spaces, commas, < or & */
  readonly identifier: string;
  /** who warns, as the public knows it: `watch@igsu.example` */
  readonly sender: string;
  readonly senderName: string;
  readonly alert: Alert;
  /** where people are warned: the zone, or a part of it */
  readonly zone: Pick<Zone, 'name' | 'volumes'>;
  /** localities and codes (NUTS, LAU) of the area */
  readonly geocodes?: readonly CapValue[];
  /** one a language; without them Romanian and English ones for objects in the air */
  readonly texts?: readonly WarningText[];
  /** of the local time that the warning shows, east positive */
  readonly offsetMinutes?: number;
  readonly validMs?: number;
}

/**
 * The draft of a warning about an alert, for a person to read, change and release. Inside: Immediate and Observed; ahead:
 * Expected, and Likely or Possible by the forecast. Fault: what the standard forbids in it.
 */
export function draftWarning(
  request: WarningRequest,
  now: number,
): Result<CapAlert, readonly CapFinding[]> {
  const { alert, zone, senderName, validMs = VALID_MS } = request;
  const time = (at: number): string => formatCapTime(at, request.offsetMinutes ?? 0);
  const { forecast } = alert;
  const ahead = alert.condition === 'predicted-incursion' && forecast !== null;
  const severity = SEVERITIES[alert.priority];
  const area = areaOf(zone, request.geocodes ?? []);
  const lead: CapValue[] = ahead
    ? [
        {
          valueName: 'tocsin:lead-time-s',
          value: String(Math.max(0, Math.round((forecast.likelyAt - now) / 1000))),
        },
      ]
    : [];
  const infos = (request.texts ?? WARNING_TEXTS).map((text): CapInfo => ({
    language: text.language,
    category: ['Security', 'Safety'],
    event: text.event,
    responseType: ['Shelter'],
    urgency: ahead ? 'Expected' : 'Immediate',
    severity,
    certainty: ahead ? (forecast.probability >= 0.5 ? 'Likely' : 'Possible') : 'Observed',
    ...(ahead && forecast.likelyAt > now ? { onset: time(forecast.likelyAt) } : {}),
    expires: time(now + validMs),
    senderName,
    headline: text.headline,
    description: text.description,
    instruction: text.instruction,
    parameter: [
      { valueName: 'EU-Alert-Level', value: severity === 'Extreme' ? 'extreme' : 'severe' },
      ...lead,
    ],
    area: [area],
  }));
  const draft: CapAlert = {
    identifier: request.identifier,
    sender: request.sender,
    sent: time(now),
    status: 'Draft',
    msgType: 'Alert',
    scope: 'Public',
    note: alert.simulated ? EXERCISE_NOTE : `alert ${alert.id}`,
    ...(alert.incidentId === null ? {} : { incidents: alert.incidentId }),
    info: infos,
  };
  const findings = checkCap(draft);
  return findings.length > 0 ? fail(findings) : ok(draft);
}

/** Drafts about exercise data carry this, so that they can be released as an exercise only. */
const EXERCISE_NOTE = 'EXERCISE EXERCISE EXERCISE';

const SEVERITIES = {
  emergency: 'Extreme',
  warning: 'Severe',
  caution: 'Moderate',
  advisory: 'Minor',
} as const;

/** CAP has no holes: the outer edge counts, so that nobody inside goes unwarned. */
function areaOf(zone: WarningRequest['zone'], geocodes: readonly CapValue[]): CapArea {
  const shapes = zone.volumes.map(({ shape }) => shape);
  return {
    areaDesc: zone.name,
    polygon: shapes.flatMap(polygonOf),
    circle: shapes.flatMap(circleOf),
    ...(geocodes.length === 0 ? {} : { geocode: geocodes }),
  };
}

function polygonOf(shape: ZoneShape): string[] {
  const [outer] = shape.type === 'polygon' ? shape.rings : [];
  if (outer === undefined) return [];
  const points = [...outer, outer[0]!];
  return [points.map(([lon, lat]) => `${round(lat)},${round(lon)}`).join(' ')];
}

function circleOf(shape: ZoneShape): string[] {
  if (shape.type !== 'circle') return [];
  const [lon, lat] = shape.centre;
  return [`${round(lat)},${round(lon)} ${round(shape.radiusM / 1000)}`];
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}

/** A decision of a person about a warning. */
export interface Release {
  /** who releases it; never a machine */
  readonly by: string;
  readonly at: number;
  readonly offsetMinutes?: number;
}

/**
 * A draft as it is released by a person: status Actual, or Exercise when the draft is about exercise data; sent now, its
 * times moved on by as long as the draft lay. `exercise` makes an exercise of any draft.
 */
export function releaseWarning(draft: CapAlert, release: Release, exercise = false): CapAlert {
  assert(draft.status === 'Draft', 'only a draft is released');
  assert(release.by.trim() !== '', 'a person releases a warning');
  const moved = release.at - parseCapTime(draft.sent);
  const time = (at: number): string => formatCapTime(at, release.offsetMinutes ?? 0);
  const isExercise = exercise || draft.note === EXERCISE_NOTE;
  const info = draft.info?.map(({ expires, ...rest }) => ({
    ...rest,
    ...(expires === undefined ? {} : { expires: time(parseCapTime(expires) + moved) }),
  }));
  return {
    ...draft,
    sent: time(release.at),
    status: isExercise ? 'Exercise' : 'Actual',
    source: release.by,
    ...(info === undefined ? {} : { info }),
  };
}

/** `sender,identifier,sent`: how a message names another. */
export function capReference({ sender, identifier, sent }: CapAlert): string {
  return `${sender},${identifier},${sent}`;
}

/** The all-clear for a released warning, in its languages; a person releases it too. */
export function endWarning(
  warning: CapAlert,
  identifier: string,
  release: Release,
  texts: readonly WarningText[] = WARNING_TEXTS,
): CapAlert {
  assert(warning.status !== 'Draft', 'what was not released has no end');
  assert(release.by.trim() !== '', 'a person ends a warning');
  const time = (at: number): string => formatCapTime(at, release.offsetMinutes ?? 0);
  const info = warning.info?.map((one): CapInfo => {
    const text = texts.find(({ language }) => language === one.language);
    const { instruction: _, onset: __, ...rest } = one;
    return {
      ...rest,
      responseType: ['AllClear'],
      urgency: 'Past',
      headline: text?.allClear ?? 'All clear',
      description: text?.allClear ?? 'All clear',
      expires: time(release.at + VALID_MS),
    };
  });
  return {
    identifier,
    sender: warning.sender,
    sent: time(release.at),
    status: warning.status,
    msgType: 'Update',
    source: release.by,
    scope: warning.scope,
    ...(warning.note === undefined ? {} : { note: warning.note }),
    references: capReference(warning),
    ...(info === undefined ? {} : { info }),
  };
}
