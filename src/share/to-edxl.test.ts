import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  OWN_ONLY,
  type CallView,
  type Need,
  type PledgeTerms,
  type PledgeView,
  type RallyAct,
} from '../model/index.ts';
import { decodeEdxl, encodeEdxl, type EdxlMessage } from '../wire/edxl-rm/index.ts';
import { rallyToEdxl } from './to-edxl.ts';

const AT = Date.UTC(2026, 10, 24, 2, 30);
const NEED: Need = {
  id: 'n1',
  capability: 'counter-UAS team',
  quantity: 2,
  unit: 'team',
  neededAt: AT + 86_400_000,
  note: 'with radar',
};
const TERMS: PledgeTerms = {
  needId: 'n1',
  capability: 'counter-UAS team',
  quantity: 1,
  unit: 'team',
  from: 'Warszawa',
  readyAt: AT + 3_600_000,
  arriveAt: AT + 80_000_000,
  conditions: '',
  expiresAt: null,
  provisional: false,
};

function call(terms: Partial<PledgeTerms> = {}): CallView {
  const pledge = { ...TERMS, ...terms, id: 'p1', member: 'POL' } as unknown as PledgeView;
  return {
    id: 'ROU-c1',
    owner: 'ROU',
    title: 'Drones in the delta',
    pattern: 'help',
    text: '',
    place: 'Fetesti',
    incidentIds: ['I-1'],
    openedAt: AT,
    openedBy: 'ann',
    exercise: false,
    label: OWN_ONLY,
    phase: 'gathering',
    closedReason: '',
    needs: [{ ...NEED } as CallView['needs'][number]],
    members: [],
    consultations: [],
    pledges: [pledge],
    acts: [],
    irregular: [],
  };
}

/** The message of an act, as it is written and read: valid by schema and standard. */
function message(act: RallyAct, origin = 'POL', of = call()): EdxlMessage {
  const made = rallyToEdxl({ id: 'POL/9', origin, at: AT, act }, of);
  assert.ok(made !== null, act.type);
  const written = encodeEdxl(made);
  assert.ok(written.ok, written.ok ? '' : JSON.stringify(written.fault));
  const read = decodeEdxl(written.value);
  assert.deepEqual(read, { message: made, findings: [] });
  return made;
}

const onPledge = { call: 'ROU-c1', pledge: 'p1' } as const;

test('a call is a request, with its needs, times and place; closing it recalls it', () => {
  const opened: RallyAct = {
    type: 'call.opened',
    call: 'ROU-c1',
    title: '',
    pattern: 'help',
    text: '',
    place: 'Fetesti',
    needs: [NEED],
    members: ['POL'],
    incidentIds: [],
  };
  const request = message(opened, 'ROU');
  assert.equal(request.MessageContentType, 'RequestResource');
  assert.deepEqual([request.MessageID, request.OriginatingMessageID], ['ROU-c1', 'ROU-c1']);
  const piece = request.ResourceInformation![0]!;
  assert.equal(piece.AssignmentInformation?.Quantity?.MeasuredQuantity?.Amount, '2');
  assert.equal(piece.ScheduleInformation![0]!.DateTime, '2026-11-25T02:30:00Z');
  const closed = message({ type: 'call.closed', call: 'ROU-c1', reason: 'over' }, 'ROU');
  assert.deepEqual(closed.MessageRecall, { RecallMessageID: 'ROU-c1', RecallType: 'Cancel' });
});

test('a pledge is an answer: accepted, provisional with its reason, or an offer nobody asked for', () => {
  const made = (terms: Partial<PledgeTerms>): EdxlMessage =>
    message({ type: 'pledge.made', ...onPledge, ...TERMS, ...terms });
  const firm = made({});
  assert.equal(firm.PrecedingMessageID, 'ROU-c1');
  assert.equal(firm.ResourceInformation![0]!.ResponseInformation!.ResponseType, 'Accept');
  const maybe = made({ provisional: true }).ResourceInformation![0]!.ResponseInformation!;
  assert.deepEqual(
    [maybe.ResponseType, maybe.ResponseReason],
    ['Provisional', 'national decision outstanding'],
  );
  assert.equal(made({ needId: null }).MessageContentType, 'OfferUnsolicitedResource');
  const no = message({ type: 'call.declined', call: 'ROU-c1', reason: 'no reserve' });
  assert.equal(no.ResourceInformation![0]!.ResponseInformation!.ResponseType, 'Decline');
});

test('acceptance, commitment, movement and release follow each other by their ids', () => {
  const accepted = message({ type: 'pledge.accepted', ...onPledge, quantity: 1 }, 'ROU');
  assert.equal(accepted.MessageContentType, 'RequisitionResource');
  assert.equal(accepted.PrecedingMessageID, 'ROU-c1.p1');
  const moved = (state: 'preparing' | 'departed' | 'arrived'): EdxlMessage =>
    message({
      type: 'movement.reported',
      ...onPledge,
      quantity: 1,
      state,
      place: 'Cluj',
      arriveAt: AT + 9_000_000,
      text: '',
    });
  const commit = moved('preparing');
  assert.equal(commit.MessageContentType, 'CommitResource');
  assert.equal(commit.PrecedingMessageID, accepted.MessageID);
  const way = moved('departed').ResourceInformation![0]!;
  assert.deepEqual(way.Resource!.ResourceStatus!.DeploymentStatus!.Value, ['departed']);
  assert.equal(way.ScheduleInformation![0]!.ScheduleType, 'ActualDeparture');
  assert.equal(
    moved('arrived').ResourceInformation![0]!.ScheduleInformation![0]!.ScheduleType,
    'ActualArrival',
  );
  const released = message(
    { type: 'delivery.released', ...onPledge, quantity: 1, text: '' },
    'ROU',
  );
  assert.equal(released.MessageContentType, 'ReleaseResource');
});

test('a changed pledge recalls the first, a withdrawn one cancels it', () => {
  const changed = message({ type: 'pledge.changed', ...onPledge, version: 2, ...TERMS });
  assert.deepEqual(changed.MessageRecall, { RecallMessageID: 'ROU-c1.p1', RecallType: 'Update' });
  assert.equal(changed.MessageID, 'POL/9');
  const withdrawn = message({ type: 'pledge.withdrawn', ...onPledge, reason: 'x' });
  assert.equal(withdrawn.MessageRecall?.RecallType, 'Cancel');
});

test('exercise calls say so; consultation and silence stay in the ledger', () => {
  const exercise = message({ type: 'pledge.made', ...onPledge, ...TERMS }, 'POL', {
    ...call(),
    exercise: true,
  });
  assert.match(exercise.MessageDescription!, /^EXERCISE EXERCISE EXERCISE: /);
  const act: RallyAct = { type: 'call.noted', call: 'ROU-c1', text: 'note' };
  assert.equal(rallyToEdxl({ id: 'x', origin: 'POL', at: AT, act }, call()), null);
});
