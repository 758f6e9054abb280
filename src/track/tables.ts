/** Everything one tracker holds, passed to the stages. */
import { type Cluster, makeCluster } from './associate.ts';
import { type Cells, makeCells } from './cells.ts';
import { type BearingMemory, makeBearingMemory } from './bearings.ts';
import { DetailBook } from './details.ts';
import { Frames } from './frames.ts';
import { type PlotGrid, makePlotGrid } from './grid.ts';
import { type Hypotheses, makeHypotheses } from './hypotheses.ts';
import { type KindMemory, makeKindMemory } from './kinds.ts';
import { MadeBook } from './made-book.ts';
import { type MergeState, makeMergeState } from './merge.ts';
import { type PlotColumns, makePlotColumns } from './plots.ts';
import type { ResidualListener } from './residuals.ts';
import { type Ring, makeRing } from './ring.ts';
import { SensorTable } from './sensors.ts';
import {
  DEFAULT_SETTINGS,
  type TrackerConfig,
  type TrackerSettings,
  type TrackerStats,
  makeStats,
} from './settings.ts';
import { type TrackStore, makeTrackStore } from './store.ts';
import { type Work, makeWork } from './work.ts';

export interface Tables {
  readonly settings: TrackerSettings;
  readonly store: TrackStore;
  readonly ring: Ring;
  readonly cells: Cells;
  readonly frames: Frames;
  readonly sensors: SensorTable;
  readonly plots: PlotColumns;
  readonly grid: PlotGrid;
  readonly work: Work;
  readonly cluster: Cluster;
  readonly details: DetailBook;
  readonly bearings: BearingMemory;
  readonly kinds: KindMemory;
  readonly made: MadeBook;
  readonly merge: MergeState;
  readonly hypotheses: Hypotheses;
  readonly stats: TrackerStats;
  /** who wants to know how each used plot fitted; null: nobody */
  listener: ResidualListener | null;
  /** numbers of tracks dropped since the caller last took them; oldest forgotten beyond a bound */
  dropped: number[];
}

export function makeTables(config: TrackerConfig): Tables {
  return {
    settings: { ...DEFAULT_SETTINGS, ...config.settings },
    store: makeTrackStore(config.capacity),
    ring: makeRing(config.capacity),
    cells: makeCells(config.capacity),
    frames: new Frames(config.latRad, config.lonRad),
    sensors: new SensorTable(),
    plots: makePlotColumns(256),
    grid: makePlotGrid(),
    work: makeWork(),
    cluster: makeCluster(),
    details: new DetailBook(config.capacity),
    bearings: makeBearingMemory(),
    kinds: makeKindMemory(config.capacity),
    made: new MadeBook(config.capacity),
    merge: makeMergeState(),
    hypotheses: makeHypotheses(config.capacity),
    stats: makeStats(),
    listener: null,
    dropped: [],
  };
}
