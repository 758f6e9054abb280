export { checkItem } from './federation/check-item.ts';
export { Federation, type FederationOptions, type Outgoing } from './federation/federation.ts';
export { HELLO_MS, RESEND_MS, WITNESS_MS } from './federation/link.ts';
export { MemoryFederationStore } from './federation/memory-store.ts';
export {
  MAX_BATCH_ROWS,
  MAX_MESSAGE_CHARS,
  readEnvelope,
  type Envelope,
  type OutboxRow,
  type PeerMessage,
  type Position,
  type SeriesMark,
} from './federation/messages.ts';
export { type OwnLog } from './federation/own-items.ts';
export { decideRelabel } from './federation/relabel.ts';
export { memberFact, readerOf, Roster, type RosterMember } from './federation/roster.ts';
export {
  UNKNOWN_HASH,
  type Commit,
  type FederationStore,
  type Place,
  type Quarantined,
  type SeriesHead,
  type StoredFederation,
} from './federation/store.ts';
export { type Step } from './federation/step.ts';
export { eventId, toEvent } from './federation/to-event.ts';
export { fromStanag4774 } from './from-stanag-4774.ts';
export {
  contentText,
  FIRST_HASH,
  hashItem,
  isItemShaped,
  itemId,
  MAX_ITEM_CHARS,
  seriesOf,
  signItem,
} from './ledger/item.ts';
export {
  checkSignature,
  followRotations,
  makeKeyRing,
  readRotation,
  revokeKey,
  rotateKey,
  rotationFact,
  type KeyRing,
  type KeyRotation,
  type MemberKey,
} from './ledger/key-ring.ts';
export { fingerprint, type Notary, type Signer } from './ledger/notary.ts';
export { FIRST_EPOCH, SeriesBook } from './ledger/series-book.ts';
export { previewRelease, ReleaseGate, underCeiling, type Preview } from './releasability.ts';
export {
  capReference,
  draftWarning,
  endWarning,
  releaseWarning,
  type Release,
  type WarningRequest,
} from './to-cap.ts';
export {
  alertToCot,
  cotAlertUid,
  cotTrackUid,
  goneToCot,
  incidentToCot,
  trackToCot,
  type CotTrackContext,
} from './to-cot.ts';
export { rallyToEdxl, type EdxlAct } from './to-edxl.ts';
export { toStanag4774 } from './to-stanag-4774.ts';
export { writeEd318, writeGeoJson } from './to-geo-zones.ts';
export { WARNING_TEXTS, type WarningText } from './warning-texts.ts';
