export { openHistory } from './history.ts';
export { openLedger } from './ledger.ts';
export {
  StoreFailure,
  type BoxPoints,
  type HistoryCounters,
  type HistoryStore,
  type LedgerBreak,
  type LedgerStore,
  type OperatorPoint,
  type PointCodes,
  type Retention,
} from './types.ts';
