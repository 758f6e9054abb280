/** A judge with a clock, for tests that tell a story second by second. */
import type { Alert, LedgerFact, TrackDetail, Zone } from '../model/index.ts';
import { Judge, type JudgeOptions } from './judge.ts';
import { DEFAULT_ALERT_RULES, type AlertRules } from './rules.ts';
import { pictureOf, zone, type TestTrack } from './testing.ts';

export const T0 = Date.UTC(2026, 2, 13, 10, 0, 0);

/** Metres in a degree of longitude at 44.5 N. */
export const LON_M = 79_500;

/** A judge, a clock and tracks that fly straight. */
export class JudgeBench {
  readonly judge: Judge;
  readonly facts: LedgerFact[] = [];
  now = T0;
  details = new Map<number, TrackDetail>();

  constructor(
    rules: AlertRules = DEFAULT_ALERT_RULES,
    zones: readonly Zone[] = [zone()],
    options: JudgeOptions = {},
  ) {
    this.judge = new Judge(rules, zones, options);
  }

  tick(tracks: readonly TestTrack[]): readonly LedgerFact[] {
    const picture = pictureOf(this.now, tracks);
    const { facts } = this.judge.tick(this.now, picture, (n) => this.details.get(n) ?? null);
    this.facts.push(...facts);
    this.now += 1000;
    return facts;
  }

  /** Ticks with tracks as a function of s since the call. */
  fly(seconds: number, at: (t: number) => readonly TestTrack[]): void {
    for (let t = 0; t < seconds; t++) this.tick(at(t));
  }

  do(command: Parameters<Judge['command']>[0], actor = 'officer'): string {
    const result = this.judge.command(command, actor, this.now);
    if (!result.ok) return result.fault.code;
    for (const fact of result.value) {
      this.judge.apply(fact);
      this.facts.push(fact);
    }
    return 'ok';
  }

  open(): Alert[] {
    return this.judge.alerts().filter((alert) => alert.state !== 'normal');
  }

  count(type: string): number {
    return this.facts.filter((fact) => fact.type === type).length;
  }
}

/** From 10 km west of the zone, due east at a speed. */
export function eastward(t: number, speed = 50, trackNumber = 1): TestTrack {
  const lonDeg = 29 - (10_000 - speed * t) / LON_M;
  return { trackNumber, latDeg: 44.5, lonDeg, vEastMps: speed, altM: 300 };
}
