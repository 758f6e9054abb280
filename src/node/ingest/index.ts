export { Ingest, type BatchListener, type IngestBatch, type IngestOptions } from './ingest.ts';
export { replayFile, type ReplayResult } from './replay-file.ts';
export { type IngestPart } from './part-queue.ts';
export { type RecorderStatus } from './recorder.ts';
export { explainError } from './reasons.ts';
export { packParts, unpackParts } from './plot-columns.ts';
