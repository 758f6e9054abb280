export { Accounts } from './accounts.ts';
export { createApi, type Api, type ApiOptions } from './server.ts';
export { trackId } from './track-view.ts';
export { type Box, type NodeChange, type NodeView } from './view.ts';
