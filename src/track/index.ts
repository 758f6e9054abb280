export { Tracker } from './tracker.ts';
export type { Residual, ResidualAxis, ResidualListener } from './residuals.ts';
export type { SensorReport } from './sensor-report.ts';
export {
  DEFAULT_SETTINGS,
  type TrackerConfig,
  type TrackerSettings,
  type TrackerStats,
} from './settings.ts';
export { Scorer } from './score/score.ts';
export type {
  ObjectScore,
  Score,
  ScoreDetail,
  ScoreMoment,
  ScorePoint,
  ScoreRules,
  Segment,
} from './score/types.ts';
export { assignRows, pairPoints } from './score/assignment.ts';
export { buildReport, type ReportPlan } from './report/page.ts';
export { RunCollector, type PictureCurve, type SensorSheet } from './report/collect.ts';
export { PathBook } from './report/paths.ts';
export type { MapPlan, MapSensor } from './report/map.ts';
export { showClock, showNumber } from './report/markup.ts';
