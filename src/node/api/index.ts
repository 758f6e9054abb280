export { Accounts } from './accounts.ts';
export { Tokens } from './tokens.ts';
export { createApi, type Api, type ApiOptions } from './server.ts';
export { encodePicture, toPastLabel, trackId } from './track-view.ts';
export {
  noMembers,
  type Box,
  type MemberDone,
  type MembersView,
  type NodeChange,
  type NodeView,
  type RallyDone,
  type RallyView,
} from './view.ts';
