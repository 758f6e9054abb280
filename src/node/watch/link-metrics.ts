import { Gauge, type Registry } from 'prom-client';
import type { MembersStatus, MemberStatus } from '../../model/index.ts';

type Figure = (member: MemberStatus, now: number) => number | null;

const FIGURES: readonly (readonly [name: string, help: string, of: Figure])[] = [
  ['tocsin_link_up', '1 when the link to the member is up', ({ isUp }) => Number(isUp)],
  ['tocsin_link_queued', 'items it has not acknowledged', ({ queued }) => queued],
  [
    'tocsin_link_lag_seconds',
    'age of the oldest item it has not acknowledged',
    ({ waitingSinceAt }, now) => (waitingSinceAt === null ? 0 : (now - waitingSinceAt) / 1000),
  ],
  [
    'tocsin_link_behind',
    'items it has for us and we have not taken',
    ({ announced, received }) => Math.max(0, announced - received),
  ],
  [
    'tocsin_link_clock_offset_seconds',
    'member clock minus ours, measured',
    ({ clockOffsetMs }) => (clockOffsetMs === null ? null : clockOffsetMs / 1000),
  ],
  [
    'tocsin_link_quarantined_series',
    'series closed because the member told different things',
    ({ quarantined }) => quarantined,
  ],
];

/** Links to other members, read when the metrics are asked for. */
export function registerLinkMetrics(
  registry: Registry,
  read: () => MembersStatus,
  now: () => number,
): void {
  const registers = [registry];
  for (const [name, help, of] of FIGURES)
    new Gauge({
      name,
      help,
      labelNames: ['member'],
      registers,
      collect() {
        this.reset();
        for (const member of read().members) {
          const value = of(member, now());
          if (value !== null) this.set({ member: member.member }, value);
        }
      },
    });
  new Gauge({
    name: 'tocsin_item_faults_total',
    help: 'items of a member that were not taken, by fault code',
    labelNames: ['member', 'code'],
    registers,
    collect() {
      this.reset();
      for (const { member, faults } of read().members)
        for (const [code, count] of Object.entries(faults)) this.set({ member, code }, count);
    },
  });
  new Gauge({
    name: 'tocsin_link_outages_dropped_total',
    help: 'outages of links forgotten because a member had too many',
    registers,
    collect() {
      this.set(read().outagesDropped);
    },
  });
}
