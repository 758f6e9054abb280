export { backupLedger, restoreBackup } from './backup.ts';
export { inspectLedger, keyFingerprint, takeLedger } from './inspect.ts';
export { createNotary, seededSigner, signerFromPem, verifySignature } from './notary.ts';
export { publicKeyHex } from './node-key.ts';
export { verifyPages } from './verify-ledger.ts';
export { openHistory } from './history.ts';
export { openLightLedger } from './light-ledger.ts';
export { openLedger, type LedgerOptions } from './ledger.ts';
export { MemoryHistory } from './memory-history.ts';
export { PgConnection, type PgRow, type PgStatement } from './pg-connection.ts';
export { inspectServer } from './pg-ledger-table.ts';
export { PASSWORD_VARIABLE, storeOf } from './store-file.ts';
export { SQLITE, type PgSetting, type StoreSetting } from './store-setting.ts';
export {
  StoreFailure,
  type BoxPoint,
  type BoxPoints,
  type HistoryCounters,
  type HistoryStore,
  type LedgerBreak,
  type LedgerStore,
  type OperatorPoint,
  type PointCodes,
  type Retention,
} from './types.ts';
