import { create } from 'zustand';
import type {
  AdvisoriesStatus,
  Alert,
  CallView,
  Incident,
  MembersStatus,
  NodeStatus,
  SensorInfo,
  SessionInfo,
  SourceStatus,
  TrackInfo,
  Zone,
} from '../../model/index.ts';
import type { FeedMessage, FeedStatus } from '../feed/feed.ts';

/** Everything the node says apart from track positions (those stay in the TrackStore, outside React). */
export interface WatchState {
  readonly session: SessionInfo | null;
  readonly node: NodeStatus | null;
  /** node clock minus this machine's clock, ms: the times shown are the node's */
  readonly clockSkewMs: number;
  readonly alerts: ReadonlyMap<string, Alert>;
  readonly incidents: ReadonlyMap<string, Incident>;
  /** what sensor nodes tell the desk, newest first */
  readonly advisories: AdvisoriesStatus;
  readonly calls: ReadonlyMap<string, CallView>;
  /** null: the node has not said yet */
  readonly members: MembersStatus | null;
  readonly zones: readonly Zone[];
  readonly sources: readonly SourceStatus[];
  readonly sensors: readonly SensorInfo[];
  readonly details: ReadonlyMap<number, TrackInfo>;
  readonly live: FeedStatus | null;
  /** not null: the screen shows the past */
  readonly replay: FeedStatus | null;
  /** alerts as they stood at the instant replayed; empty when live */
  readonly replayAlerts: ReadonlyMap<string, Alert>;
}

export const useWatch = create<WatchState>(() => ({
  session: null,
  node: null,
  clockSkewMs: 0,
  alerts: new Map(),
  incidents: new Map(),
  advisories: { advisories: [], refused: 0 },
  calls: new Map(),
  members: null,
  zones: [],
  sources: [],
  sensors: [],
  details: new Map(),
  live: null,
  replay: null,
  replayAlerts: new Map(),
}));

/** details kept for the tracks that are looked at; the oldest are forgotten */
const MAX_DETAILS = 600;

/** Folds one message of the node into the state. `now` is this machine's clock, ms. */
export function foldMessage(
  state: WatchState,
  message: FeedMessage,
  now: number,
): Partial<WatchState> {
  switch (message.type) {
    case 'hello':
      return {
        session: message.session,
        node: message.node,
        clockSkewMs: message.node.now - now,
      };
    case 'node':
      return { node: message.node, clockSkewMs: message.node.now - now };
    case 'alerts':
      return { alerts: mergeById(state.alerts, message.alerts, message.full) };
    case 'incidents':
      return { incidents: mergeById(state.incidents, message.incidents, message.full) };
    case 'advisories':
      return { advisories: { advisories: message.advisories, refused: message.refused } };
    case 'calls':
      return { calls: mergeById(state.calls, message.calls, message.full) };
    case 'members':
      return { members: message.members };
    case 'zones':
      return { zones: message.zones };
    case 'sources':
      return { sources: message.sources };
    case 'sensors':
      return { sensors: message.sensors };
    case 'details':
      return { details: mergeDetails(state.details, message.tracks) };
    case 'labels':
      return {};
  }
}

function mergeById<T extends { readonly id: string }>(
  before: ReadonlyMap<string, T>,
  items: readonly T[],
  full: boolean,
): ReadonlyMap<string, T> {
  const after = full ? new Map<string, T>() : new Map(before);
  for (const item of items) after.set(item.id, item);
  return after;
}

function mergeDetails(
  before: ReadonlyMap<number, TrackInfo>,
  tracks: readonly TrackInfo[],
): ReadonlyMap<number, TrackInfo> {
  const after = new Map(before);
  for (const track of tracks) {
    after.delete(track.trackNumber);
    after.set(track.trackNumber, track);
  }
  for (const trackNumber of after.keys()) {
    if (after.size <= MAX_DETAILS) break;
    after.delete(trackNumber);
  }
  return after;
}

/** The alerts to show: of now, or as they stood at the instant replayed. */
export function shownAlerts(state: WatchState): ReadonlyMap<string, Alert> {
  return state.replay === null ? state.alerts : state.replayAlerts;
}

/** The instant the screen shows: the node's now, or the replay's. */
export function shownAt(state: WatchState, now: number): number {
  return state.replay?.at ?? now + state.clockSkewMs;
}
