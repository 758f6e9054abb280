/** Silence procedures of the rally cases: the rule alone, and the whole way through ledger acts on every node. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { HOUR_MS } from '../../src/base/index.ts';
import { OWN_ONLY, type LedgerFact, type RallyCommand } from '../../src/model/index.ts';
import {
  decideDue,
  decideRally,
  RallyBook,
  runSilence,
  viewCall,
} from '../../src/respond/index.ts';
import { DATA, needsData } from '../root.ts';

interface Act {
  readonly hour: number;
  readonly member: number;
  readonly act: 'agree' | 'reserve' | 'reservation' | 'break' | 'extend';
  readonly hours?: number;
}

interface Case {
  readonly id: string;
  readonly kind: string;
  readonly inputs: {
    readonly members: number;
    readonly openedAt: number;
    readonly deadlineHours: number;
    readonly acts: readonly Act[];
  };
  readonly expected: { readonly result: string; readonly hour: number };
}

const skip = needsData('plans/rally-and-posture.json');
const cases: readonly Case[] = skip
  ? []
  : (
      JSON.parse(readFileSync(path.join(DATA, 'plans/rally-and-posture.json'), 'utf8')) as {
        cases: Case[];
      }
    ).cases.filter((one) => one.kind === 'silence-procedure');

const answerOf = (act: Act): 'agree' | 'reserve' | 'break' | 'extend' =>
  act.act === 'reservation' ? 'reserve' : act.act;
const nameOf = (member: number): string => `N${String(member).padStart(2, '0')}`;

test('the rule gives the result and the hour of every case', { skip }, () => {
  assert.ok(cases.length > 0);
  for (const { id, inputs, expected } of cases) {
    const acts = inputs.acts.map((act) => ({
      at: act.hour * HOUR_MS,
      member: nameOf(act.member),
      answer: answerOf(act),
      hours: act.hours ?? 0,
    }));
    const deadlineAt = (inputs.openedAt + inputs.deadlineHours) * HOUR_MS;
    const { broken, deadlineAt: inForce } = runSilence(deadlineAt, acts);
    const got =
      broken === null
        ? { result: 'adopted', hour: inForce / HOUR_MS }
        : { result: 'broken', hour: broken.at / HOUR_MS };
    assert.deepEqual(got, expected, id);
  }
});

test('every case ends so on a table of nodes that write and read ledger acts', { skip }, () => {
  for (const { id, inputs, expected } of cases) {
    const owner = nameOf(99);
    const allies = Array.from({ length: inputs.members }, (_, i) => nameOf(i));
    const books = new Map([owner, ...allies].map((member) => [member, new RallyBook(member)]));
    let count = 0;
    const write = (member: string, facts: readonly LedgerFact[]): void => {
      for (const fact of facts) {
        const event = { ...fact, id: `e${count++}`, origin: member };
        for (const book of books.values()) book.add(event);
      }
    };
    const command = (member: string, one: RallyCommand, hour: number): void => {
      const state = { book: books.get(member)!, exercise: true, allies };
      const answer = decideRally(state, one, 'desk', hour * HOUR_MS);
      if (answer.ok) write(member, answer.value);
    };
    const label = { ...OWN_ONLY, releasableTo: ['*'], exercise: true };
    const opening = { title: id, pattern: 'consult', text: '', place: '', needs: [] } as const;
    command(
      owner,
      { type: 'call.open', ...opening, members: allies, incidentIds: [], label },
      inputs.openedAt,
    );
    const call = [...books.get(owner)!.calls()][0]!.id;
    const deadlineAt = (inputs.openedAt + inputs.deadlineHours) * HOUR_MS;
    const proposal = { forum: 'Council', proposal: id, members: [], reason: '' };
    command(
      owner,
      { type: 'consultation.open', call, ...proposal, deadlineAt, waitS: 0, unheard: 'blocks' },
      inputs.openedAt,
    );
    const last = Math.max(inputs.deadlineHours, ...inputs.acts.map((act) => act.hour)) + 24 * 30;
    for (let hour = inputs.openedAt; hour <= inputs.openedAt + last; hour++) {
      // An act at the very hour of a deadline is void whether the node has written the end yet or not.
      for (const act of inputs.acts.filter((one) => one.hour === hour))
        command(
          nameOf(act.member),
          {
            type: 'consultation.answer',
            call,
            answer: answerOf(act),
            text: 'because',
            hours: act.hours ?? 0,
          },
          hour,
        );
      const now = hour * HOUR_MS;
      write(
        owner,
        decideDue(books.get(owner)!, now, () => now),
      );
    }
    for (const book of books.values()) {
      const round = viewCall(book.call(call)!, last * HOUR_MS)!.consultations.at(-1)!;
      assert.deepEqual(
        { result: round.state, hour: Math.round((round.effectiveAt ?? 0) / HOUR_MS) },
        expected,
        `${id} at ${book.member}`,
      );
    }
  }
});
