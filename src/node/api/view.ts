import { fail, type Result } from '../../base/index.ts';
import { OWN_ONLY } from '../../model/index.ts';
import type {
  AdvisoriesStatus,
  Alert,
  Box,
  CallView,
  HistoryDensity,
  IdentityState,
  Incident,
  Invitation,
  InvitationFrom,
  Label,
  LedgerEntry,
  MemberCommand,
  MembersStatus,
  NodeStatus,
  Picture,
  RallyCommand,
  Refusal,
  SensorInfo,
  SourceStatus,
  TrackDetail,
  TrackFrame,
  TrackLabel,
  TrackPoint,
  WatchCommand,
  Zone,
  ZoneEntry,
  ZoneImportReport,
} from '../../model/index.ts';

/** What may have changed since the last word: the API asks again for just that. */
export type NodeChange =
  'picture' | 'alerts' | 'incidents' | 'zones' | 'sources' | 'sensors' | 'node';

/** A rally command was carried out on this call. */
export interface RallyDone {
  readonly call: string;
}

/** The rally desk as the API shows it. */
export interface RallyView {
  /** every other member of the alliance, by code */
  members(): readonly string[];
  /** newest first; the same object while nothing changed */
  calls(): readonly CallView[];
  call(id: string): CallView | null;
  /** carried out and on disk, or refused */
  command(command: RallyCommand, actor: string): Promise<Result<RallyDone, Refusal>>;
}

/** What sensor nodes told the desk, and what people do about it. The answer to a node is the person's. */
export interface AdvisoriesView {
  /** the same object while nothing changed */
  status(): AdvisoriesStatus;
  /** accepted or rejected: on disk, then to the node; or refused */
  answer(
    id: string,
    accepted: boolean,
    reason: string,
    actor: string,
  ): Promise<Result<null, Refusal>>;
  /** an incident about it */
  open(
    id: string,
    title: string,
    actor: string,
  ): Promise<Result<{ readonly incidentId: string }, Refusal>>;
}

const NO_ADVISORY: Refusal = { code: 'advisory-unknown', text: 'no sensor node said anything' };

/** A node that hears no sensor nodes. */
export const NO_ADVISORIES: AdvisoriesView = {
  status: () => NOTHING_SAID,
  answer: () => Promise.resolve(fail(NO_ADVISORY)),
  open: () => Promise.resolve(fail(NO_ADVISORY)),
};
const NOTHING_SAID: AdvisoriesStatus = { advisories: [], refused: 0 };

/** The rally desk itself, which can leave acts out. */
export interface RallySource extends RallyView {
  /** a call made of the acts that a reader may see; the very object of calls() when those are all */
  callFor(id: string, mayRead: (origin: string, label: Label) => boolean): CallView | null;
}

/** A node without a rally desk: no calls, none can be made. */
export const NO_RALLY: RallySource = {
  members: () => [],
  calls: () => [],
  call: () => null,
  callFor: () => null,
  command: () =>
    Promise.resolve(fail({ code: 'call-unknown', text: 'this node has no rally desk' })),
};

/** A decision about this member was carried out. */
export interface MemberDone {
  readonly member: string;
}

/** Links to other members as the API shows them, and what is decided about members. */
export interface MembersView {
  /** the same object while nothing changed */
  status(): MembersStatus;
  /** this node's own, to be handed to an ally. @param address HOST:PORT where allies reach it; null: it dials only */
  invitation(address: string | null): Invitation | null;
  /** whose invitation a text is */
  read(text: string): Result<InvitationFrom, Refusal>;
  /** carried out and on disk, or refused */
  command(command: MemberCommand, actor: string): Promise<Result<MemberDone, Refusal>>;
}

const NO_FEDERATION: Refusal = {
  code: 'no-federation',
  text: 'this node runs without links: add federation: to its configuration and start it again',
};

/** A node without links to others. */
export function noMembers(member: string, name: string): MembersView {
  const status: MembersStatus = {
    isFederated: false,
    own: { member, name, keys: [], listen: null },
    watchedFromAt: 0,
    outagesDropped: 0,
    members: [],
    quarantine: [],
    refused: [],
  };
  return {
    status: () => status,
    invitation: () => null,
    read: () => fail(NO_FEDERATION),
    command: () => Promise.resolve(fail(NO_FEDERATION)),
  };
}

/** Which labels tracks and sources have: what decides who may see them. */
export interface SourceLabels {
  /** grows whenever something below changes */
  readonly version: number;
  /** labels of the sources a track was ever made of, one bit each; 0: not known. Track numbers of the past too */
  bits(trackNumber: number): number;
  /** what the bits stand for, lowest first; a bit beyond stands for what nobody else may see */
  labels(): readonly Label[];
  labelOf(trackNumber: number): Label;
  /** of sources without a label of their own */
  readonly defaultLabel: Label;
  labelOfSource(sourceId: string): Label;
}

/** Nothing has a label of its own. */
export const UNLABELLED: SourceLabels = {
  version: 0,
  bits: () => 1,
  labels: () => [OWN_ONLY],
  labelOf: () => OWN_ONLY,
  defaultLabel: OWN_ONLY,
  labelOfSource: () => OWN_ONLY,
};

/** Everything the API shows and asks of a node. The watch implements it; tests and the console's fake node too. */
export interface NodeView {
  readonly member: string;
  readonly labels: SourceLabels;
  status(): NodeStatus;
  /** the newest picture; columns are valid until the next 'picture' change */
  picture(): Picture;
  detail(trackNumber: number): TrackDetail | undefined;
  identity(trackNumber: number): IdentityState;
  entries(trackNumber: number): readonly ZoneEntry[];
  /** white acceleration noise that the judge forecasts with, m^2/s^3 */
  forecastNoise(onSurface: boolean): number;
  /** code of the alert column of the track frame (alertCode()) */
  alertOf(trackNumber: number): number;
  alerts(): readonly Alert[];
  incidents(): readonly Incident[];
  zones(): readonly Zone[];
  sources(): readonly SourceStatus[];
  sensors(): readonly SensorInfo[];
  /** carried out and on disk, or refused */
  command(command: WatchCommand, actor: string): Promise<Result<null, Refusal>>;
  importZones(
    bytes: Uint8Array,
    format: string,
    actor: string,
  ): Promise<Result<ZoneImportReport, Refusal>>;
  trackHistory(trackNumber: number, fromAt: number, toAt: number): Promise<readonly TrackPoint[]>;
  density(fromAt: number, toAt: number, buckets: number): Promise<HistoryDensity>;
  /** alerts of now and those that the watch has let go and the ledger tells of, in their latest state */
  knownAlerts(): Promise<readonly Alert[]>;
  /** names, classes and identities of tracks as they were at an instant; tracks of which nothing was kept are left out */
  pastLabels(at: number, trackNumbers: readonly number[]): Promise<readonly TrackLabel[]>;
  /** pictures of the past as track frames (bytes), replay flag set; at most 3,600 a call */
  frames(fromAt: number, toAt: number, stepMs: number, box: Box | null): AsyncIterable<Uint8Array>;
  ledger(afterSeq: number, limit: number): readonly LedgerEntry[];
  metrics(): Promise<string>;
  subscribe(listener: (change: NodeChange) => void): () => void;
}

/** A node as a reader sees it: also what is asked of its ledger. */
export interface ReadersView extends NodeView {
  /** alerts as they stood at `toAt`, of those that were there at some time since `fromAt` */
  pastAlerts(fromAt: number, toAt: number): Promise<readonly Alert[]>;
}

export type { TrackFrame };
