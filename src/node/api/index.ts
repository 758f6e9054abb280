export { Accounts } from './accounts.ts';
export { Oidc, type OidcSettings } from './oidc.ts';
export { Passkeys } from './passkeys.ts';
export { Tokens } from './tokens.ts';
export { codesByTrack } from './alert-codes.ts';
export { createApi, type Api, type ApiOptions } from './server.ts';
export { encodePicture, toPastLabel, trackId, tracksOfAlert } from './track-view.ts';
export {
  noMembers,
  UNLABELLED,
  type AdvisoriesView,
  type MemberDone,
  type MembersView,
  type NodeChange,
  type NodeView,
  type SourceLabels,
  type RallyDone,
  type RallySource,
  type RallyView,
} from './view.ts';
export { countAlerts } from './count-alerts.ts';
export { AlertMemory, withAlertsOfNow } from './past-alerts.ts';
