/**
 * What the console and the node say to each other: the one contract between src/console and src/node/api.
 * Base path /api/v1. JSON bodies; instants are ms since the Unix epoch UTC; angles in degrees (names end in Deg).
 *
 * | route | does |
 * |---|---|
 * | POST /session {name, password} · GET /session · DELETE /session | log in (cookie), who am I, log out |
 * | POST /session/passkey/options · POST /session/passkey {ticket, response} | log in with a passkey |
 * | GET /session/passkeys | PasskeyInfo[] · POST /session/passkeys/options · POST /session/passkeys {ticket, name, response} |
 * | DELETE /session/passkeys/:id | of one's own account |
 * | GET /node | NodeStatus |
 * | GET /tracks?box=W,S,E,N | TrackInfo[] · GET /tracks/:tn | TrackInfo |
 * | GET /tracks/:tn/history?from&to | TrackPoint[] |
 * | PUT /tracks/:tn/identity {identity, reason} · DELETE /tracks/:tn/identity | a person's override, and lifting it |
 * | GET /alerts | Alert[] (not normal, and the last 200 normal) |
 * | POST /alerts/:id/acknowledge · /shelve {reason, minutes} · /unshelve · /escalate | Alert |
 * | GET /advisories | AdvisoriesStatus · POST /advisories/:id/answer {accepted, reason} · /incident {title} | words of sensor nodes |
 * | GET /incidents · POST /incidents {title, alertIds, trackNumbers} · GET /incidents/:id | Incident |
 * | POST /incidents/:id/notes {text} · /alerts {alertId} · /tracks {trackNumber} · /state {state} | Incident |
 * | GET /zones · POST /zones (ZoneDraft) · PUT /zones/:id (ZoneDraft) · DELETE /zones/:id | Zone |
 * | POST /zones/import?format=auto (file body) | ZoneImportReport · GET /zones/export?format=ed318|geojson |
 * | GET /sources · GET /sources/:id | SourceStatus · GET /sensors | SensorInfo[] |
 * | GET /history/density?from&to&buckets | HistoryDensity |
 * | GET /history/frames?from&to&stepMs&box | track frames one after the other (track-frame.ts), replay flag set |
 * | GET /history/labels?at&tracks=1,2,... | TrackLabel[] as they were at `at`; at most 1,000 tracks a call |
 * | GET /history/alerts?from&to | Alert[] as they stood at `to` |
 * | GET /calls | CallView[] newest first, acts left out · GET /calls/:id | CallView with all acts |
 * | GET /calls/members | codes of the other members · POST /calls/commands (RallyCommand) | RallyDone {call} |
 * | GET /members | MembersStatus · GET /members/invitation?address | Invitation · POST /members/read {invitation} | who it is from |
 * | POST /members/commands (MemberCommand) | {member} |
 * | GET /releasability/explain?kind&id&member | ReleaseAnswer · GET /releasability/preview?member | ReleasePreview |
 * | GET /releasability/members | codes of members to ask about |
 * | GET /ledger?after=seq&limit | LedgerEntry[] |
 * Beside the base path, for everybody: /basemap/*.json (built-in base map layers, files of the console), /healthz,
 * /readyz, /metrics. Errors: status 4xx/5xx with ApiFault. WebSocket /api/v1/live: ClientMessage in, ServerMessage (text) and track
 * frames (binary) out.
 */
import type { AdvisoriesStatus } from './advisory.ts';
import type { Alert } from './alert.ts';
import type { Identity, IdentityState } from './identity.ts';
import type { Incident } from './incident.ts';
import type { MembersStatus } from './federation.ts';
import type { CallView } from './rally.ts';
import type { Grant } from './release.ts';
import type { SensorKind } from './sensor.ts';
import type { SourceStatus } from './source.ts';
import type { TrackDetail } from './track.ts';
import type {
  Applicability,
  Restriction,
  Zone,
  ZoneFinding,
  ZoneKind,
  ZoneRule,
  ZoneVolume,
} from './zone.ts';
import type { EntryForecast } from './alert.ts';

/** `code` has an entry in docs/faults.md. */
export interface ApiFault {
  readonly code: string;
  readonly text: string;
  readonly detail?: unknown;
}

export const ROLES = [
  'observer',
  'watch-officer',
  'duty-desk',
  'planner',
  'integrator',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

export interface SessionInfo extends Grant {
  readonly name: string;
  readonly role: Role;
  /** true: the demo logged its visitor in, on loopback only */
  readonly demo: boolean;
}

/** A passkey as its account sees it. */
export interface PasskeyInfo {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** last log-in with it; null: never */
  readonly usedAt: number | null;
}

export interface NodeStatus {
  readonly member: string;
  readonly name: string;
  readonly version: string;
  readonly startedAt: number;
  readonly now: number;
  /** live or exercise: exercise nodes hold simulated data only and say so on every screen */
  readonly mode: 'live' | 'exercise';
  readonly tracks: number;
  readonly plotRate: number;
  readonly sources: { readonly live: number; readonly total: number };
  /** the newest instant of the history, and the oldest */
  readonly historyFrom: number | null;
  readonly historyTo: number | null;
  readonly diskOk: boolean;
  readonly diskFreeMb: number;
  readonly notices: readonly string[];
  /** classification and releasability line for top and bottom of every screen */
  readonly banner: string;
}

/** Where a track will be: entry into a zone it may not be in. */
export interface ZoneEntry {
  readonly zoneId: string;
  readonly zoneName: string;
  readonly inside: boolean;
  readonly forecast: EntryForecast | null;
}

/** How well a track's place and velocity are known and how fast that is lost: what a forecast region is drawn from. */
export interface TrackErrors {
  /** covariance of place, east and north, m^2: ee, en, nn */
  readonly placeM2: readonly [number, number, number];
  /** covariance of velocity, (m/s)^2: ee, en, nn */
  readonly velocityM2S2: readonly [number, number, number];
  /** white acceleration noise by which the judge lets a forecast widen, m^2/s^3 */
  readonly noiseM2S3: number;
}

export interface TrackInfo {
  readonly trackNumber: number;
  /** what people call it: member and number, `RO-00042` */
  readonly id: string;
  readonly at: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly altM: number | null;
  readonly speedMps: number;
  readonly courseDeg: number;
  readonly vUpMps: number | null;
  readonly radius95M: number;
  readonly errors: TrackErrors;
  readonly status: 'tentative' | 'confirmed' | 'coasting' | 'dropped';
  readonly quality: number;
  readonly existence: number;
  readonly updatedAt: number;
  readonly bornAt: number;
  readonly identity: IdentityState;
  readonly detail: TrackDetail;
  readonly entries: readonly ZoneEntry[];
  readonly alertIds: readonly string[];
  readonly incidentIds: readonly string[];
  readonly releasableTo: readonly string[];
}

export interface TrackPoint {
  readonly at: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly altM: number | null;
  readonly vEastMps: number;
  readonly vNorthMps: number;
}

export interface SensorInfo {
  readonly id: string;
  readonly sourceId: string;
  readonly name: string;
  readonly kind: SensorKind;
  readonly latDeg: number | null;
  readonly lonDeg: number | null;
  readonly heightM: number | null;
  readonly maxRangeM: number | null;
  readonly periodS: number | null;
  readonly lastAt: number | null;
}

/** A zone as a person draws or edits it; the node fills in the rest. */
export interface ZoneDraft {
  readonly name: string;
  readonly kind: ZoneKind;
  readonly country: string;
  readonly restriction: Restriction;
  readonly rule: ZoneRule;
  readonly volumes: readonly ZoneVolume[];
  readonly applicability: readonly Applicability[];
  readonly active: boolean;
}

export interface ZoneImportReport {
  readonly format: 'geojson' | 'ed269' | 'ed318';
  readonly loaded: readonly Zone[];
  readonly findings: readonly ZoneFinding[];
  /** zones that could not be loaded make the set incomplete */
  readonly incomplete: boolean;
}

export interface HistoryDensity {
  readonly from: number;
  readonly to: number;
  /** per bucket */
  readonly tracks: readonly number[];
  readonly alerts: {
    readonly emergency: readonly number[];
    readonly warning: readonly number[];
    readonly other: readonly number[];
  };
}

/** console -> node */
export type ClientMessage =
  /** what this client looks at: deg W, S, E, N; null = everything. Frames at most `rateHz` (0.2..4) */
  | {
      readonly type: 'view';
      readonly box: readonly [number, number, number, number] | null;
      readonly rateHz: number;
    }
  /** asks for details of tracks (at most 500); answered by `details` */
  | { readonly type: 'want'; readonly trackNumbers: readonly number[] }
  /** tell me everything again: after a gap in seq */
  | { readonly type: 'snapshot' };

/** node -> console, text. `seq` grows by one a message: a gap means ask for a snapshot. Alerts are never dropped. */
export type ServerMessage = { readonly seq: number } & (
  | { readonly type: 'hello'; readonly node: NodeStatus; readonly session: SessionInfo }
  | { readonly type: 'node'; readonly node: NodeStatus }
  /** full: replaces all; otherwise changed ones */
  | { readonly type: 'alerts'; readonly full: boolean; readonly alerts: readonly Alert[] }
  | { readonly type: 'incidents'; readonly full: boolean; readonly incidents: readonly Incident[] }
  | ({ readonly type: 'advisories' } & AdvisoriesStatus)
  | { readonly type: 'calls'; readonly full: boolean; readonly calls: readonly CallView[] }
  | { readonly type: 'members'; readonly members: MembersStatus }
  | { readonly type: 'zones'; readonly zones: readonly Zone[] }
  | { readonly type: 'sources'; readonly sources: readonly SourceStatus[] }
  | { readonly type: 'sensors'; readonly sensors: readonly SensorInfo[] }
  /** label data for the map and table; sent for new and changed tracks in view */
  | { readonly type: 'labels'; readonly tracks: readonly TrackLabel[] }
  | { readonly type: 'details'; readonly tracks: readonly TrackInfo[] }
);

/** Tracks that GET /history/labels takes in one call: the address has room for them. */
export const MAX_PAST_LABELS = 1000;

/** What the map writes beside a symbol; small, sent for every track in view when it changes. */
export interface TrackLabel {
  readonly trackNumber: number;
  readonly id: string;
  /** call sign, ship name, Remote ID serial or track id: the best name known */
  readonly name: string;
  readonly identity: Identity;
  /** most likely class: drone, aircraft, helicopter, vessel, bird, ... or empty */
  readonly kind: string;
  readonly icao: string | null;
  readonly mmsi: number | null;
  readonly squawk: string | null;
  readonly sourceIds: readonly string[];
  readonly findings: readonly string[];
  /** earliest likely entry into a zone it may not enter */
  readonly entryZone: string | null;
  readonly entryLikelyAt: number | null;
}
