import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AssertionFailed } from '../base/index.ts';
import { OWN_ONLY, type Alert, type Zone } from '../model/index.ts';
import { decodeCap, encodeCap, parseCapTime, type CapAlert } from '../wire/cap/index.ts';
import {
  capReference,
  draftWarning,
  endWarning,
  releaseWarning,
  type WarningRequest,
} from './to-cap.ts';

const AT = Date.UTC(2026, 10, 24, 2, 30);
const open = { valueM: null, reference: 'AGL', stated: false } as const;
const zone: Pick<Zone, 'name' | 'volumes'> = {
  name: 'Tulcea nord',
  volumes: [
    {
      shape: {
        type: 'polygon',
        rings: [
          [
            [28.7, 45.2],
            [28.7, 45.4],
            [29.7, 45.4],
          ],
          [
            [28.8, 45.3],
            [28.8, 45.35],
            [28.9, 45.35],
          ],
        ],
      },
      lower: open,
      upper: open,
    },
    { shape: { type: 'circle', centre: [29.1, 45.3], radiusM: 12_500 }, lower: open, upper: open },
  ],
};
const ALERT: Alert = {
  id: 'A-7',
  key: 'k',
  condition: 'predicted-incursion',
  priority: 'emergency',
  object: { kind: 'track', trackNumber: 42 },
  zoneId: 'z',
  state: 'active-unack',
  text: '',
  tip: '',
  firstAt: AT,
  lastAt: AT,
  count: 1,
  forecast: {
    probability: 0.8,
    earliestAt: AT + 500_000,
    likelyAt: AT + 660_000,
    latestAt: AT + 800_000,
    latDeg: 45,
    lonDeg: 29,
  },
  latDeg: 45,
  lonDeg: 29,
  acknowledged: null,
  shelved: null,
  escalation: 0,
  incidentId: 'I-1',
  simulated: false,
  label: OWN_ONLY,
};
const REQUEST: WarningRequest = {
  identifier: 'ROU-2026-7',
  sender: 'watch@rou.example',
  senderName: 'IGSU',
  alert: ALERT,
  zone,
  offsetMinutes: 120,
};

function draft(given: Partial<WarningRequest> = {}): CapAlert {
  const made = draftWarning({ ...REQUEST, ...given }, AT);
  assert.ok(made.ok);
  return made.value;
}

/** As it is written and read: valid by schema and standard. */
function checked(alert: CapAlert): CapAlert {
  const written = encodeCap(alert);
  assert.ok(written.ok, written.ok ? '' : JSON.stringify(written.fault));
  const read = decodeCap(written.value);
  assert.deepEqual(read.findings, []);
  return read.alert!;
}

test('a machine makes a draft, in two languages, 90 minutes, with area and lead time', () => {
  const alert = checked(draft());
  assert.equal(alert.status, 'Draft');
  assert.deepEqual(
    alert.info!.map(({ language }) => language),
    ['ro-RO', 'en-GB'],
  );
  const info = alert.info![0]!;
  assert.deepEqual(
    [info.urgency, info.severity, info.certainty, info.responseType],
    ['Expected', 'Extreme', 'Likely', ['Shelter']],
  );
  assert.equal(parseCapTime(info.expires!) - AT, 90 * 60_000);
  assert.equal(parseCapTime(info.onset!), AT + 660_000);
  assert.deepEqual(info.parameter![1], { valueName: 'tocsin:lead-time-s', value: '660' });
  const [area] = info.area!;
  assert.deepEqual(area!.polygon, ['45.2,28.7 45.4,28.7 45.4,29.7 45.2,28.7']);
  assert.deepEqual(area!.circle, ['45.3,29.1 12.5']);
});

test('inside is immediate and observed; a doubtful forecast is possible', () => {
  const inside = draft({ alert: { ...ALERT, condition: 'incursion', forecast: null } }).info![0]!;
  assert.deepEqual([inside.urgency, inside.certainty], ['Immediate', 'Observed']);
  const doubtful = draft({
    alert: { ...ALERT, forecast: { ...ALERT.forecast!, probability: 0.3 } },
  });
  assert.equal(doubtful.info![0]!.certainty, 'Possible');
});

test('only a person releases; what was released is not released again', () => {
  const one = draft();
  assert.throws(() => releaseWarning(one, { by: ' ', at: AT }), AssertionFailed);
  const released = checked(releaseWarning(one, { by: 'Ana Pop', at: AT + 60_000 }));
  assert.deepEqual([released.status, released.source], ['Actual', 'Ana Pop']);
  assert.equal(parseCapTime(released.sent), AT + 60_000);
  assert.equal(parseCapTime(released.info![0]!.expires!), AT + 91 * 60_000);
  assert.throws(() => releaseWarning(released, { by: 'Ana Pop', at: AT }), AssertionFailed);
});

test('a warning about exercise data can be released as an exercise only', () => {
  const one = draft({ alert: { ...ALERT, simulated: true } });
  assert.equal(releaseWarning(one, { by: 'Ana Pop', at: AT }).status, 'Exercise');
  assert.equal(releaseWarning(draft(), { by: 'Ana Pop', at: AT }, true).status, 'Exercise');
});

test('the all-clear names the warning it ends', () => {
  const released = releaseWarning(draft(), { by: 'Ana Pop', at: AT, offsetMinutes: 120 });
  const end = checked(endWarning(released, 'ROU-2026-8', { by: 'Ana Pop', at: AT + 3_600_000 }));
  assert.deepEqual(
    [end.msgType, end.references, end.status],
    ['Update', capReference(released), 'Actual'],
  );
  assert.deepEqual(end.info![0]!.responseType, ['AllClear']);
  assert.equal(end.info![1]!.headline, 'The alert is over.');
  assert.throws(() => endWarning(draft(), 'x', { by: 'Ana Pop', at: AT }), AssertionFailed);
});

test('what the standard forbids is a fault, not a draft', () => {
  const made = draftWarning({ ...REQUEST, identifier: 'has space' }, AT);
  assert.ok(!made.ok && made.fault[0]!.path === 'alert.identifier');
});
