import type { Logger } from 'pino';
import type { Result } from '../base/index.ts';
import {
  ALLIANCE,
  findMember,
  type LedgerEntry,
  type LedgerFact,
  type Reader,
  type Refusal,
} from '../model/index.ts';
import { noMembers, type MembersView } from './api/index.ts';
import type { NodeConfig } from './config/index.ts';
import {
  Exchange,
  MembersDesk,
  openControl,
  TrackDesk,
  type TrackDeskParts,
} from './federation/index.ts';
import { RallyDesk } from './rally/index.ts';
import type { LedgerStore } from './store/index.ts';

const BEAT_MS = 1000;
const TRACK_BEAT_MS = 500;

/** What a node has to do with other members. Calls in this order: restore for each entry, open, start, stop. */
export interface Alliance {
  readonly desk: RallyDesk;
  readonly members: MembersView;
  /** null: the rally desk works alone */
  readonly exchange: Exchange | null;
  /** how an admitted member reads, by the terms in the ledger; null: it is not admitted here */
  readerOf(member: string): Reader | null;
  /** an entry of the own log, when it is read at the start */
  restore(entry: LedgerEntry): void;
  open(): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface AllianceParts {
  readonly config: NodeConfig;
  readonly ledger: LedgerStore;
  readonly commit: (
    facts: readonly LedgerFact[],
  ) => Promise<Result<readonly LedgerEntry[], Refusal>>;
  /** the node's picture, for what allies may see of it, and where theirs goes */
  readonly tracks: Pick<TrackDeskParts, 'picture' | 'facts' | 'take' | 'putLabel'>;
  readonly now: () => number;
  readonly log: Logger;
}

/** With `federation:` in the configuration links to other nodes; without it the rally desk works alone. */
export function createAlliance(parts: AllianceParts): Alliance {
  return parts.config.federation === null
    ? deskAlone(parts)
    : federated(parts, parts.config.federation);
}

function deskAlone({ config, commit, now }: AllianceParts): Alliance {
  const allies = ALLIANCE.map(({ code }) => code).filter((code) => code !== config.member);
  const desk = new RallyDesk({
    member: config.member,
    exercise: config.mode === 'exercise',
    allies,
    commit,
    now,
  });
  let beat: NodeJS.Timeout | undefined;
  return {
    desk,
    members: noMembers(config.member, config.name),
    exchange: null,
    readerOf: () => null,
    restore: (entry) => desk.restore(entry),
    open: () => desk.refresh(),
    start: () => {
      beat = setInterval(() => void desk.tick(), BEAT_MS);
      return Promise.resolve();
    },
    stop: () => {
      clearInterval(beat);
      return Promise.resolve();
    },
  };
}

function federated(
  { config, ledger, commit, tracks, now, log }: AllianceParts,
  { listen, peers, nats, tracks: trackTerms }: NonNullable<NodeConfig['federation']>,
): Alliance {
  const exchange = new Exchange({
    dataDir: config.dataDir,
    member: config.member,
    ledger,
    commit,
    exercise: config.mode === 'exercise',
    listen,
    peers,
    nats,
    now,
    log,
  });
  const members = new MembersDesk({
    exchange,
    member: config.member,
    name: findMember(config.member)?.name ?? config.name,
    listen: () => (listen === null ? null : `${listen.host}:${exchange.port}`),
    dataDir: config.dataDir,
    now,
    log,
  });
  const trackDesk = new TrackDesk({
    ...tracks,
    member: config.member,
    exchange,
    terms: trackTerms,
    now,
    log,
  });
  exchange.onRefused = (who, why) => members.noteRefused(who, why);
  let beat: NodeJS.Timeout | undefined;
  let trackBeat: NodeJS.Timeout | undefined;
  let closeControl = (): Promise<void> => Promise.resolve();
  return {
    desk: exchange.desk,
    members,
    exchange,
    readerOf: (member) => exchange.federation.roster.get(member)?.gate.reader ?? null,
    restore: (entry) => exchange.restore(entry),
    open: () => exchange.open(),
    start: async () => {
      await exchange.start();
      log.info({ port: exchange.port }, 'links to other members begin');
      beat = setInterval(() => members.refresh(), BEAT_MS);
      trackBeat = setInterval(() => trackDesk.share(), TRACK_BEAT_MS);
      closeControl = await openControl(config.dataDir, (command) =>
        members.command(command, 'command line'),
      ).catch((error: Error) => {
        log.warn({ error: error.message }, 'tocsin member cannot reach this node while it runs');
        return closeControl;
      });
    },
    stop: async () => {
      clearInterval(beat);
      clearInterval(trackBeat);
      await Promise.all([members.close(), closeControl()]);
      await exchange.stop();
    },
  };
}
