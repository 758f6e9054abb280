export {
  ADVISORY_KINDS,
  ADVISORY_PRIORITIES,
  type AdvisoriesStatus,
  type Advisory,
  type AdvisoryAnswer,
  type AdvisoryKind,
  type AdvisoryPriority,
  type SensedAdvisory,
} from './advisory.ts';
export {
  ALERT_CONDITIONS,
  ALERT_PRIORITIES,
  type Alert,
  type AlertCondition,
  type AlertObject,
  type AlertPriority,
  type AlertState,
  type EntryForecast,
} from './alert.ts';
export { type WatchCommand } from './command.ts';
export {
  OUTAGES_KEPT_MS,
  type Invitation,
  type InvitationFrom,
  type KeyInfo,
  type LinkStatus,
  type MemberCommand,
  type MembersStatus,
  type MemberStatus,
  type MemberTerms,
  type Outage,
  type QuarantineNote,
  type RefusedLink,
} from './federation.ts';
export { IDENTITIES, type Identity, type IdentityState } from './identity.ts';
export { KINDS, type Kind, type KindProbabilities } from './kind.ts';
export { type Incident, type IncidentNote, type IncidentState } from './incident.ts';
export { isSameLabel, joinLabels } from './join-labels.ts';
export { CLASSIFICATIONS, type Classification, type Label, OWN_ONLY } from './label.ts';
export { type LedgerEntry, type LedgerFact, type Refusal } from './ledger.ts';
export {
  ITEM_FAULTS,
  type ItemFault,
  type ItemFaultCode,
  type SharedContent,
  type SharedItem,
} from './shared.ts';
export { SHARED_CLAIMS, type SharedTrack } from './shared-track.ts';
export {
  ALT_KINDS,
  ENVIRONMENTS,
  makePlot,
  makeSenseBatch,
  PLOT_FORM,
  type AltKind,
  type Claims,
  type AffiliationClaim,
  type ClassClaim,
  type Environment,
  type Plot,
  type PlotForm,
  type Scan,
  type SenseBatch,
  type SweepMark,
} from './plot.ts';
export {
  CALL_PATTERNS,
  isStanding,
  MOVEMENT_STATES,
  SILENCE_ANSWERS,
  SILENCE_OUTCOMES,
  type CallMember,
  type CallPattern,
  type CallPhase,
  type CallView,
  type ConsultationView,
  type MemberStand,
  type MovementState,
  type Need,
  type NeedView,
  type PledgeState,
  type PledgeTerms,
  type PledgeView,
  type RallyAct,
  type RallyActType,
  type RallyCommand,
  type RallyEvent,
  type Reach,
  type SilenceAnswer,
  type SilenceOutcome,
} from './rally.ts';
export {
  RELEASE_REASONS,
  ROLE_CEILINGS,
  type Ceiling,
  type Grant,
  type Labelled,
  type Reader,
  type ReleaseAnswer,
  type ReleasePreview,
  type ReleaseReason,
  type Withheld,
} from './release.ts';
export { SENSOR_KINDS, type FieldOfView, type Sensor, type SensorKind } from './sensor.ts';
export {
  FEED_FORMATS,
  type Chunk,
  type FeedFault,
  type FeedFormat,
  type SourceConfig,
  type SourceState,
  type SourceStatus,
  type Transport,
} from './source.ts';
export {
  FINDING_CODES,
  makePicture,
  radius95M,
  TRACK_STATUS,
  type FindingCode,
  type Picture,
  type TrackDetail,
  type TrackFinding,
  type TrackSource,
  type TrackStatus,
  type UpstreamTrack,
} from './track.ts';
export {
  WEEKDAYS,
  type Applicability,
  type DayTime,
  type Restriction,
  type VerticalLimit,
  type VerticalReference,
  type Weekday,
  type Zone,
  type ZoneFinding,
  type ZoneKind,
  type ZoneRule,
  type ZoneShape,
  type ZoneVolume,
} from './zone.ts';
export {
  alertCode,
  copyTrackFrame,
  makeTrackFrame,
  readTrackFrames,
  TRACK_FRAME_FLAGS,
  TRACK_FRAME_MAGIC,
  trackFrameLength,
  type TrackFrame,
} from './track-frame.ts';
export {
  MAX_PAST_LABELS,
  ROLES,
  type ApiFault,
  type ClientMessage,
  type HistoryDensity,
  type NodeStatus,
  type PasskeyInfo,
  type Role,
  type SensorInfo,
  type ServerMessage,
  type SessionInfo,
  type TrackErrors,
  type TrackInfo,
  type TrackLabel,
  type TrackPoint,
  type ZoneDraft,
  type ZoneEntry,
  type ZoneImportReport,
} from './api.ts';
export { isInBox, splitBox, type Box } from './box.ts';
export { ALLIANCE, findMember, type AllianceMember } from './alliance.ts';
