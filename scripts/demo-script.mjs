// Writes docs/demo.md, what happens when in the demo, from the built scenario: node scripts/demo-script.mjs
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './prepare.mjs';

const { Demo } = await import(path.join(root, 'dist', 'src', 'sim', 'index.js'));
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
writeFileSync(path.join(root, 'docs', 'demo.md'), `${lines.join('\n')}\n`);
console.log(`docs/demo.md: ${SCRIPT.length} scripted objects, ${stays.length} incursions`);
