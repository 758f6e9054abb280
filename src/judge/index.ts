export { type ReportedCondition } from './standing.ts';
export { JUDGE_REFUSALS, type JudgeRefusal } from './commands.ts';
export {
  EARTH_BOUNDS,
  heightsFromWgs84,
  heightsOfSurface,
  type HeightBounds,
  type Heights,
} from './heights.ts';
export {
  DEFAULT_IDENTITY_RULES,
  judgeIdentity,
  type IdentityFacts,
  type IdentityRule,
  type IdentityRules,
  type IdentityTest,
} from './identity.ts';
export { Judge, type JudgeCounters, type JudgeOptions, type JudgeOutcome } from './judge.ts';
export {
  DEFAULT_ALERT_RULES,
  JUDGE_BOUNDS,
  type AlertRules,
  type FactLabels,
  type EntryRules,
  type SwarmRules,
} from './rules.ts';
export { PastAlerts } from './past-alerts.ts';
export { ZoneIndex, zonesAt, type ZoneHit } from './zone-index.ts';
