export {
  applyDefaults,
  isLoopbackHost,
  type CotOutputConfig,
  type CotReaderConfig,
  type FederationConfig,
  type KnownIdentity,
  type NodeConfig,
} from './config.ts';
export { parseFeedArg } from './feed-arg.ts';
export { formatFindings, loadConfig, parseConfig, type ConfigFinding } from './load.ts';
export { CONFIG_TEMPLATE } from './template.ts';
export { type ReleaseConfig } from './release.ts';
