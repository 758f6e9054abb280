export { Tracker } from './tracker.ts';
export {
  DEFAULT_SETTINGS,
  type TrackerConfig,
  type TrackerSettings,
  type TrackerStats,
} from './settings.ts';
export { Scorer, type Score, type ScorePoint, type ScoreRules } from './score/score.ts';
export { assignRows, pairPoints } from './score/assignment.ts';
