export { checkItem } from './federation/check-item.ts';
export { Federation, type Outgoing } from './federation/federation.ts';
export { MemoryFederationStore } from './federation/memory-store.ts';
export {
  MAX_MESSAGE_CHARS,
  MAX_ROTATIONS,
  readEnvelope,
  type Envelope,
  type OutboxRow,
  type Position,
  type SeriesMark,
} from './federation/messages.ts';
export { type OwnLog } from './federation/own-items.ts';
export { decideRelabel } from './federation/relabel.ts';
export { keyRevokedFact, memberFact, memberRemovedFact, Roster } from './federation/roster.ts';
export {
  MAX_QUARANTINE,
  type Commit,
  type FederationStore,
  type Place,
  type Quarantined,
  type SeriesHead,
  type StoredFederation,
} from './federation/store.ts';
export { type Step } from './federation/step.ts';
export {
  TrackSharing,
  type TrackBox,
  type TrackFacts,
  type TrackTerms,
} from './federation/track-sharing.ts';
export { eventId, toEvent } from './federation/to-event.ts';
export { edxlToDrafts, type EdxlDraftContext, type EdxlDrafts } from './from-edxl.ts';
export { fromStanag4774 } from './from-stanag-4774.ts';
export { hashItem, itemId, signItem } from './ledger/item.ts';
export { readRotation, rotationFact, type KeyRing } from './ledger/key-ring.ts';
export { fingerprint, type Notary, type Signer } from './ledger/notary.ts';
export { epochFact } from './ledger/series-book.ts';
export { previewRelease, ReleaseGate, underCeiling, type Preview } from './releasability.ts';
export {
  draftWarning,
  endWarning,
  releaseWarning,
  type Release,
  type WarningRequest,
} from './to-cap.ts';
export {
  alertToCot,
  cotAlertUid,
  cotIncidentUid,
  cotTrackUid,
  goneToCot,
  incidentToCot,
  trackToCot,
  type CotTrackContext,
} from './to-cot.ts';
export { callToEdxl, rallyToEdxl, type EdxlAct } from './to-edxl.ts';
export { toStanag4774 } from './to-stanag-4774.ts';
export { writeEd318, writeGeoJson } from './to-geo-zones.ts';
