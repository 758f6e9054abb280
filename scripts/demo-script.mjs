// Writes docs/demo.md, what happens when in the demo, from the built scenario: node scripts/demo-script.mjs
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './prepare.mjs';

const { Demo } = await import(path.join(root, 'dist', 'src', 'sim', 'index.js'));
const rally = await import(path.join(root, 'dist', 'src', 'node', 'demo', 'rally-script.js'));
const { countWords } = await import(path.join(root, 'dist', 'src', 'base', 'index.js'));
const { SHARED_BOX } = await import(path.join(root, 'dist', 'src', 'node', 'demo', 'index.js'));
const { NIGHT_S, SCRIPT } = await import(path.join(root, 'dist', 'src', 'sim', 'truth-script.js'));

const startAt = Date.UTC(2026, 0, 1);
const demo = new Demo({ startAt });
const clock = (at) => {
  const s = Math.round((at - startAt) / 1000);
  return `${String(Math.floor(s / 60)).padStart(2, '0')}:${String(((s % 60) + 60) % 60).padStart(2, '0')}`;
};
const lines = [
  '# The demo, minute by minute',
  '',
  'Generated from the scenario by `node scripts/demo-script.mjs`; do not edit. Times are minutes and seconds from the start of the night, which lasts 60 minutes and repeats. Everything here is EXERCISE: zones, borders and names are the demo’s own and no claim about any real place.',
  '',
  '## Scripted objects',
  '',
  '| from | object | what it does |',
  '|---|---|---|',
  ...[...SCRIPT]
    .sort((a, b) => a.fromS - b.fromS)
    .map((p) => `| ${clock(startAt + p.fromS * 1000)} | ${p.name} | ${p.story} |`),
  '',
  '## Incursions, by truth',
  '',
  'Each must be warned of before the crossing, and nothing else may be called an incursion.',
  '',
  '| crossing | object | zone | out again |',
  '|---|---|---|---|',
];
const stays = demo
  .expectations()
  .flatMap((e) => e.incursions)
  .filter((stay) => stay.enterAt < startAt + NIGHT_S * 1000);
stays.sort((a, b) => a.enterAt - b.enterAt);
for (const stay of stays) {
  const enter = stay.startedInside ? 'inside from its start' : clock(stay.enterAt);
  lines.push(
    `| ${enter} | ${stay.object.id.split('/')[0]} | ${stay.zone.name} | ${clock(stay.leaveAt)} |`,
  );
}
/** What a step asks for, in words; the call it is on is made up. */
function inWords({ deed }) {
  if (deed === 'back') return 'its line is back: it reads the call, and what was not sent goes';
  const members = new Set(rally.SCRIPT.map((step) => step.member));
  const call = {
    id: 'EX',
    consultations: [{}],
    pledges: [...members].map((one) => ({ id: one, member: one })),
  };
  const act = deed(call, startAt);
  const { type, quantity: n, unit, capability, from, place, pledge, text } = act;
  const words = {
    'consultation.open': () =>
      `puts under silence for ${(act.deadlineAt - startAt) / 60_000} min: “${act.proposal}”`,
    'consultation.answer': () => `${act.answer}${text === '' ? '' : `: “${text}”`}`,
    'pledge.make': () =>
      `pledges ${countWords(n, unit, capability)} from ${from}${act.provisional ? ', provisionally' : ''}${act.conditions === '' ? '' : ` (${act.conditions})`}`,
    'call.answer-later': () => 'will answer',
    'call.decline': () => `declines: “${act.reason}”`,
    'call.note': () => `says: “${text}”`,
    'pledge.accept': () => `accepts ${n} from ${pledge}`,
    'movement.report': () => `${act.state}, ${place}${text === '' ? '' : `: “${text}”`}`,
    'delivery.confirm': () => `confirms ${n} of ${pledge} in ${place}`,
    'delivery.release': () => `releases ${n} of ${pledge}`,
    'call.close': () => 'closes the call',
  };
  return words[type]().replace(/ +/g, ' ');
}
lines.push(
  '',
  '## The call for help',
  '',
  `About four seconds after the picture a second process starts with the allies: Bulgaria and Türkiye as whole nodes with a console each (their addresses stand in the notice at the top), twenty-nine light members with ledger, links and rally desk. Every light member is linked to all three whole nodes by mutual TLS on loopback, for nobody passes on another’s words, with keys of their own in \`tocsin-data/demo/allies\`. All three look at this one night, each with sensors of its own: Bulgaria from Varna and Cape Kaliakra, Türkiye from Igneada. Before Romania’s southern border (${SHARED_BOX.westDeg} to ${SHARED_BOX.eastDeg}° E, ${SHARED_BOX.southDeg} to ${SHARED_BOX.northDeg}° N) each gives the other two its tracks once a second. What two of them see is one track there, with \`ally:ROU\` (or BGR, TUR) beside the own sensors; what only the other sees shows that source alone. Nobody passes on what it was given. Light members are given no tracks, and zones and alerts stay in Romania. When all are linked, ${rally.AWAY} goes away, and ${rally.AWAY_BEFORE_S} s later the call is opened: minute 00:00. It begins anew after ${rally.REPEAT_S / 60} min. Every act is an exercise act, signed and in its member’s own ledger. You may take part: agree, break the silence or pledge, in any of the three consoles.`,
  '',
  '| at | who | does |',
  '|---|---|---|',
  ...rally.SCRIPT.map(
    (step) => `| ${clock(startAt + step.atS * 1000)} | ${step.member} | ${inWords(step)} |`,
  ),
);
writeFileSync(path.join(root, 'docs', 'demo.md'), `${lines.join('\n')}\n`);
console.log(`docs/demo.md: ${SCRIPT.length} scripted objects, ${stays.length} incursions`);
