import type {
  AdvisoryAnswer,
  SensedAdvisory,
  SourceConfig,
  SourceStatus,
} from '../../model/index.ts';
import type { PackedParts } from './plot-columns.ts';
import type { RecorderStatus } from './recorder.ts';

/** What the main loop asks of the side that reads and decodes. */
export type HubCall =
  | { readonly type: 'apply'; readonly configs: readonly SourceConfig[] }
  | { readonly type: 'record'; readonly path: string | null }
  | { readonly type: 'answer'; readonly sourceId: string; readonly answer: AdvisoryAnswer }
  | { readonly type: 'stop' };

/** main -> worker; 'ack': a batch was taken in, one more may come */
export type ToWorker = (HubCall & { readonly call: number }) | { readonly type: 'ack' };

/** worker -> main */
export type FromWorker =
  | { readonly type: 'done'; readonly call: number; readonly trouble: string }
  | { readonly type: 'batch'; readonly packed: PackedParts; readonly postedAt: number }
  | { readonly type: 'advisories'; readonly advisories: readonly SensedAdvisory[] }
  | {
      readonly type: 'statuses';
      readonly statuses: readonly SourceStatus[];
      readonly recorder: RecorderStatus | null;
    };
