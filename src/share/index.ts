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
  makeKeyRing,
  readRotation,
  revokeKey,
  rotateKey,
  rotationFact,
  type KeyRing,
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
