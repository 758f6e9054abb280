export { Tracker } from './tracker.ts';
export {
  DEFAULT_SETTINGS,
  type TrackerConfig,
  type TrackerSettings,
  type TrackerStats,
} from './settings.ts';
