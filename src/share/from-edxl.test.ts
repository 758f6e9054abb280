import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  OWN_ONLY,
  type CallView,
  type Need,
  type PledgeTerms,
  type PledgeView,
  type RallyAct,
  type RallyCommand,
} from '../model/index.ts';
import { decodeEdxl, encodeEdxl, type EdxlMessage } from '../wire/edxl-rm/index.ts';
import { edxlToDrafts, type EdxlDrafts } from './from-edxl.ts';
import { callToEdxl, rallyToEdxl } from './to-edxl.ts';

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
  conditions: 'fuel on site',
  expiresAt: AT + 90_000_000,
  provisional: false,
};
const KEY = { call: 'ROU-c1', pledge: 'p1' } as const;

function call(
  given: Partial<CallView> = {},
  pledges: readonly Partial<PledgeView>[] = [{}],
): CallView {
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
    pledges: pledges.map((one, i) => ({
      ...TERMS,
      id: `p${i + 1}`,
      member: 'POL',
      madeAt: AT,
      state: 'offered',
      accepted: 0,
      moving: 0,
      arrived: 0,
      delivered: 0,
      released: 0,
      movement: null,
      reason: '',
      ...one,
    })),
    acts: [],
    irregular: [],
    ...given,
  };
}

function draft(message: EdxlMessage, member = 'POL', known: CallView | null = call()): EdxlDrafts {
  return edxlToDrafts(message, {
    member,
    call: (id) => (known?.id === id ? known : null),
    hasIncident: (id) => id === 'I-1',
  });
}

/** What comes out of an act that went through XML. */
function through(act: RallyAct, member = 'POL', of = call()): EdxlDrafts {
  const made = rallyToEdxl({ id: 'POL/9', origin: member, at: AT, act }, of)!;
  const written = encodeEdxl(made);
  assert.ok(written.ok);
  return draft(decodeEdxl(written.value).message!, member, of);
}

const OPENED: RallyAct = {
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

test('a request becomes the draft of a call with its needs, released to nobody', () => {
  const { drafts } = through(OPENED);
  assert.equal(drafts.length, 1);
  const open = drafts[0] as Extract<RallyCommand, { type: 'call.open' }>;
  assert.deepEqual(
    { ...open, text: '' },
    {
      type: 'call.open',
      title: 'Drones in the delta',
      pattern: 'help',
      text: '',
      place: 'Fetesti',
      needs: [NEED],
      members: [],
      incidentIds: ['I-1'],
      label: OWN_ONLY,
    },
  );
  assert.match(open.text, /EDXL-RM RequestResource ROU-c1/);
  assert.match(open.text, /Contact: POL duty desk/);
});

test('a request marked as exercise drafts an exercise call; a word in a title does not', () => {
  const made = rallyToEdxl(
    { id: 'x', origin: 'ROU', at: AT, act: OPENED },
    call({ exercise: true }),
  )!;
  const open = (message: EdxlMessage): Extract<RallyCommand, { type: 'call.open' }> =>
    draft(message).drafts[0] as Extract<RallyCommand, { type: 'call.open' }>;
  assert.deepEqual([open(made).label.exercise, open(made).title], [true, 'Drones in the delta']);
  const bikes = open({ ...made, MessageDescription: 'Exercise bikes for the ward' });
  assert.deepEqual([bikes.label.exercise, bikes.title], [false, 'Exercise bikes for the ward']);
});

test('changed needs and the end of a request become set-needs and close', () => {
  const set: RallyAct = { type: 'call.needs-set', call: 'ROU-c1', version: 2, needs: [NEED] };
  assert.deepEqual(through(set, 'ROU').drafts, [
    { type: 'call.set-needs', call: 'ROU-c1', needs: [NEED] },
  ]);
  const closed: RallyAct = { type: 'call.closed', call: 'ROU-c1', reason: 'over' };
  assert.deepEqual(through(closed, 'ROU').drafts, [
    { type: 'call.close', call: 'ROU-c1', reason: 'recalled by its sender' },
  ]);
});

test('every act of a pledge comes back as the command that makes it', () => {
  const pairs: readonly (readonly [RallyAct, RallyCommand])[] = [
    [
      { type: 'pledge.made', ...KEY, ...TERMS },
      { type: 'pledge.make', call: 'ROU-c1', ...TERMS },
    ],
    [
      { type: 'pledge.made', ...KEY, ...TERMS, provisional: true },
      { type: 'pledge.make', call: 'ROU-c1', ...TERMS, provisional: true },
    ],
    [
      { type: 'pledge.made', ...KEY, ...TERMS, needId: null, arriveAt: null, expiresAt: null },
      {
        type: 'pledge.make',
        call: 'ROU-c1',
        ...TERMS,
        needId: null,
        arriveAt: null,
        expiresAt: null,
      },
    ],
    [
      { type: 'pledge.changed', ...KEY, version: 2, ...TERMS, quantity: 2 },
      { type: 'pledge.change', ...KEY, ...TERMS, quantity: 2 },
    ],
    [
      { type: 'pledge.withdrawn', ...KEY, reason: 'x' },
      { type: 'pledge.withdraw', ...KEY, reason: 'recalled by its sender' },
    ],
    [
      { type: 'pledge.accepted', ...KEY, quantity: 1 },
      { type: 'pledge.accept', ...KEY, quantity: 1 },
    ],
    [
      { type: 'call.declined', call: 'ROU-c1', reason: 'no reserve' },
      { type: 'call.decline', call: 'ROU-c1', reason: 'no reserve' },
    ],
    [
      { type: 'delivery.released', ...KEY, quantity: 1, text: '' },
      { type: 'delivery.release', ...KEY, quantity: 1, text: '' },
    ],
    ...(['preparing', 'departed', 'under-way', 'held-up', 'arrived'] as const).map(
      (state): readonly [RallyAct, RallyCommand] => {
        const more = { quantity: 1, state, place: 'Cluj', arriveAt: AT + 9_000_000, text: '' };
        return [
          { type: 'movement.reported', ...KEY, ...more },
          { type: 'movement.report', ...KEY, ...more },
        ];
      },
    ),
  ];
  for (const [act, command] of pairs) {
    const { drafts, findings } = through(act);
    assert.deepEqual(drafts, [command], act.type);
    // who pays, and when the requester wants it, are its own matter
    if (act.type !== 'pledge.accepted') assert.deepEqual(findings, [], act.type);
  }
});

test('answers to an own call change no pledge: their words become a note', () => {
  const { drafts, findings } = through({ type: 'pledge.made', ...KEY, ...TERMS }, 'ROU');
  assert.equal(drafts[0]!.type, 'call.note');
  assert.match((drafts[0] as { text: string }).text, /Accept.*counter-UAS team.*1 team/s);
  assert.match(findings[0]!.text, /provider/);
});

test('a message about a call that is not known drafts nothing and says why', () => {
  const made = rallyToEdxl(
    { id: 'x', origin: 'POL', at: AT, act: { type: 'pledge.made', ...KEY, ...TERMS } },
    call(),
  )!;
  const { drafts, findings } = draft(made, 'POL', null);
  assert.deepEqual(drafts, []);
  assert.match(findings[0]!.text, /no call/);
});

const HEAD = {
  MessageID: 'urn:uuid:1',
  SentDateTime: '2026-11-24T02:30:00Z',
  OriginatingMessageID: 'ROU-c1',
  ContactInformation: [{ ContactDescription: 'EOC', ContactRole: 'Sender' }],
} as const;

test('a stranger’s request keeps what it says: words for quantities, drawn places, what has no place told', () => {
  const { drafts, findings } = draft({
    ...HEAD,
    MessageContentType: 'RequestResource',
    OriginatingMessageID: 'urn:uuid:1',
    IncidentInformation: [{ IncidentID: 'THEIRS-5' }],
    Funding: [{ FundCode: 'F1' }],
    ResourceInformation: [
      {
        ResourceInfoElementID: 'a',
        Resource: { Name: 'Pump', Credentials: 'none', SpecialRequirements: 'diesel' },
        AssignmentInformation: { Quantity: { QuantityText: ['2.5 t'] } },
        ScheduleInformation: [
          { ScheduleType: 'RequestedArrival', Location: { LocationDescription: ' Galati ' } },
          { ScheduleType: 'RequestedDeparture', DateTime: '2026-11-25T02:30:00Z' },
        ],
      },
      {
        ResourceInfoElementID: 'a',
        Resource: {},
        AssignmentInformation: { Quantity: { QuantityText: ['several'] } },
      },
    ],
  });
  const open = drafts[0] as Extract<RallyCommand, { type: 'call.open' }>;
  assert.deepEqual(
    open.needs.map(({ id, capability, quantity, unit, neededAt, note }) => [
      id,
      capability,
      quantity,
      unit,
      neededAt,
      note,
    ]),
    [
      ['a', 'Pump', 2.5, 't', AT, 'diesel'],
      ['n2', 'not named', 1, '', AT, ''],
    ],
  );
  assert.deepEqual(
    [open.place, open.incidentIds, open.title],
    ['Galati', [], 'Request urn:uuid:1'],
  );
  const paths = findings.map(({ path }) => path);
  for (const path of [
    'IncidentInformation.0',
    'Funding',
    'ResourceInformation.0.Resource.Credentials',
    'ResourceInformation.0.ScheduleInformation.1',
    'ResourceInformation.1.AssignmentInformation.Quantity',
    'ResourceInformation.1.Resource',
  ])
    assert.ok(paths.includes(path), path);
});

test('one of two pledges for a need is not guessed; the message answered decides', () => {
  const two = call({}, [{}, {}]);
  const message: EdxlMessage = {
    ...HEAD,
    MessageContentType: 'ReleaseResource',
    ResourceInformation: [
      {
        ResourceInfoElementID: 'n1',
        Resource: { Name: 'counter-UAS team' },
        AssignmentInformation: { Quantity: { MeasuredQuantity: { Amount: '1' } } },
      },
    ],
  };
  assert.deepEqual(draft(message, 'ROU', two).drafts, []);
  const named = draft({ ...message, PrecedingMessageID: 'ROU-c1.p2' }, 'ROU', two).drafts[0];
  assert.equal((named as { pledge: string }).pledge, 'p2');
});

test('a call as it stands goes out and comes back: request, answers, acceptance, movement, release', () => {
  const movement = { state: 'departed', place: 'Cluj', arriveAt: null, text: '', at: AT } as const;
  const standing = call({}, [
    { state: 'moving', accepted: 1, moving: 1, movement },
    { state: 'withdrawn' },
    { needId: null, state: 'offered' },
  ]);
  const messages = callToEdxl(standing);
  const types = messages.map((message) => {
    const written = encodeEdxl(message);
    assert.ok(written.ok, written.ok ? '' : JSON.stringify(written.fault));
    return message.MessageContentType;
  });
  assert.deepEqual(types, [
    'RequestResource',
    'ResponseToRequestResource',
    'RequisitionResource',
    'ReportResourceDeploymentStatus',
    'OfferUnsolicitedResource',
  ]);
  assert.equal(new Set(messages.map(({ MessageID }) => MessageID)).size, messages.length);
  const back = messages.flatMap((message) => draft(message, 'POL', standing).drafts);
  assert.deepEqual(
    back.map(({ type }) => type),
    ['call.open', 'pledge.make', 'pledge.accept', 'movement.report', 'pledge.make'],
  );
});
