/** Thirty-two rally desks that hand each other everything at once, and a call half answered: for browser tests. */
import {
  ALLIANCE,
  OWN_ONLY,
  type LedgerEntry,
  type PledgeTerms,
  type RallyCommand,
} from '../../src/model/index.ts';
import { localEvent, RallyDesk } from '../../src/node/rally/index.ts';
import { paperLog } from '../../src/node/rally/testing.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Links to these are down. */
const CUT: readonly string[] = ['ISL', 'MNE', 'PRT'];

export class FakeAlliance {
  readonly #desks: ReadonlyMap<string, RallyDesk>;
  #now: number;
  readonly #write = paperLog((entry) => this.#hand(entry));

  constructor(now: number) {
    this.#now = now;
    const codes = ALLIANCE.map(({ code }) => code);
    this.#desks = new Map(codes.map((member) => [member, this.#makeDesk(member, codes)]));
  }

  get own(): RallyDesk {
    return this.#desks.get('ROU')!;
  }

  setNow(now: number): void {
    this.#now = now;
  }

  async do(member: string, command: RallyCommand): Promise<string> {
    const done = await this.#desks.get(member)!.command(command, `${member} desk`);
    if (!done.ok) throw new Error(`${member} ${command.type}: ${done.fault.text}`);
    return done.value.call;
  }

  async beat(): Promise<void> {
    for (const desk of this.#desks.values()) await desk.tick();
  }

  #makeDesk(member: string, codes: readonly string[]): RallyDesk {
    const desk = new RallyDesk({
      member,
      exercise: true,
      allies: codes.filter((code) => code !== member),
      commit: (facts) => this.#write(member, facts),
      now: () => this.#now,
    });
    desk.setLinks(
      {
        heardAt: (ally) => (CUT.includes(ally) ? Number.NEGATIVE_INFINITY : this.#now),
        reachOf: (ally) => (CUT.includes(ally) ? 'not-sent' : 'sent'),
      },
      codes.filter((code) => code !== member),
    );
    return desk;
  }

  #hand(entry: LedgerEntry): void {
    if (CUT.includes(entry.origin)) return;
    for (const [member, desk] of this.#desks)
      if (member !== entry.origin && !CUT.includes(member)) desk.receive([localEvent(entry)]);
  }
}

const terms = (part: Partial<PledgeTerms>, now: number): PledgeTerms => ({
  needId: 'n1',
  capability: 'Short-range air defence',
  quantity: 2,
  unit: 'battery',
  from: 'Bremen',
  readyAt: now + 6 * HOUR,
  arriveAt: now + 40 * HOUR,
  conditions: '',
  expiresAt: null,
  provisional: false,
  ...part,
});

/** A consultation under silence and a call for help that is half met. */
export async function makeAlliance(now: number): Promise<FakeAlliance> {
  const alliance = new FakeAlliance(now - 5 * HOUR);
  const label = { ...OWN_ONLY, releasableTo: ['*'], exercise: true };
  const needs = [
    ['n1', 'Short-range air defence', 6, 'battery'],
    ['n2', 'Passive radar', 3, 'set'],
    ['n3', 'Electronic support team', 2, 'team'],
  ] as const;
  const call = await alliance.do('ROU', {
    type: 'call.open',
    title: 'Drones over the Danube delta',
    pattern: 'help',
    text: 'Eleven drones crossed the Chilia arm in one night; two came down near Plauru. Nobody was hurt.',
    place: 'Tulcea',
    needs: needs.map(([id, capability, quantity, unit]) => ({
      id,
      capability,
      quantity,
      unit,
      neededAt: now + 43 * HOUR,
      note: '',
    })),
    members: [],
    incidentIds: [],
    label,
  });
  await alliance.beat();
  await alliance.do('DEU', { type: 'pledge.make', call, ...terms({}, now) });
  await alliance.do('FRA', {
    type: 'pledge.make',
    call,
    ...terms({ quantity: 1, from: 'Cincu', conditions: 'Under French command' }, now),
  });
  await alliance.do('ITA', { type: 'pledge.make', call, ...terms({ provisional: true }, now) });
  await alliance.do('POL', {
    type: 'pledge.make',
    call,
    ...terms({ needId: 'n2', capability: 'Passive radar', unit: 'set', from: 'Rzeszów' }, now),
  });
  await alliance.do('HUN', { type: 'call.decline', call, reason: 'No such unit is free.' });
  await alliance.do('GBR', { type: 'call.answer-later', call, by: now + 3 * HOUR });
  const pledgeOf = (member: string): string =>
    alliance.own.call(call)!.pledges.find((one) => one.member === member)!.id;
  await alliance.do('ROU', { type: 'pledge.accept', call, pledge: pledgeOf('DEU'), quantity: 2 });
  await alliance.do('ROU', { type: 'pledge.accept', call, pledge: pledgeOf('POL'), quantity: 2 });
  const moved = { place: 'Cluj', arriveAt: now + 9 * HOUR, text: '' } as const;
  await alliance.do('DEU', {
    type: 'movement.report',
    call,
    pledge: pledgeOf('DEU'),
    quantity: 2,
    state: 'under-way',
    ...moved,
  });
  await alliance.do('POL', {
    type: 'movement.report',
    call,
    pledge: pledgeOf('POL'),
    quantity: 1,
    state: 'arrived',
    ...moved,
  });
  await alliance.do('ROU', {
    type: 'delivery.confirm',
    call,
    pledge: pledgeOf('POL'),
    quantity: 1,
    place: 'Tulcea',
  });
  alliance.setNow(now - 2 * HOUR);
  await propose(alliance, now, label);
  alliance.setNow(now);
  await alliance.beat();
  return alliance;
}

async function propose(
  alliance: FakeAlliance,
  now: number,
  label: Extract<RallyCommand, { type: 'call.open' }>['label'],
): Promise<void> {
  const call = await alliance.do('BGR', {
    type: 'call.open',
    title: 'Mines adrift off Cape Kaliakra',
    pattern: 'decide',
    text: 'Three drifting mines were sighted on the shipping route this morning.',
    place: 'Cape Kaliakra',
    needs: [],
    members: [],
    incidentIds: [],
    label,
  });
  await alliance.do('BGR', {
    type: 'consultation.open',
    call,
    forum: 'Council',
    proposal: 'A joint clearance group of the three Black Sea members sails within two days.',
    deadlineAt: now + 47 * MINUTE,
    members: [],
    waitS: 86_400,
    unheard: 'blocks',
    reason: '',
  });
  const say = { type: 'consultation.answer', call, hours: 0 } as const;
  await alliance.do('DEU', { ...say, answer: 'agree', text: '' });
  await alliance.do('ITA', { ...say, answer: 'reserve', text: 'Italy sends no ship before May.' });
}
