/** A watch at one desk: alerts, identity, incidents, zones and feeds. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { findBarriers, needsBrowser, shoot } from './browser.ts';
import { TestDesk } from './desk.ts';
import { readPng } from './png.ts';

describe('a watch', { skip: needsBrowser() }, () => {
  let desk: TestDesk;
  let page: Page;
  before(async () => {
    desk = await TestDesk.open();
    page = desk.page;
  });
  beforeEach(() => desk.calm());
  after(() => desk?.close());

  test('tracks are drawn on the map by WebGL: symbols of their identity at their places', async () => {
    await page.evaluate(() => {
      const labels = document.querySelector<HTMLElement>('main canvas[aria-hidden]');
      if (labels !== null) labels.style.visibility = 'hidden';
    });
    // Every track, and every symbol in the atlas, before the map is looked at.
    await page.waitForFunction(
      (count) => window.__tocsinTest!.drawn() === count && window.__tocsinTest!.ready(),
      desk.node.watch.objects.length,
    );
    await page.evaluate(() => window.__tocsinTest!.repaint());
    const canvas = page.locator('canvas.maplibregl-canvas');
    const webgl = await canvas.evaluate(
      (element) => (element as HTMLCanvasElement).getContext('webgl2') !== null,
    );
    assert.ok(webgl, 'the map is a WebGL 2 canvas');
    const pixels = readPng(await canvas.screenshot());
    // milsymbol's light fills: hostile, friend, neutral, unknown
    const fills = { 3: [170, 255, 170], 101: [255, 128, 128], 108: [255, 255, 128] } as const;
    const neutral = desk.node.watch.objects.find(
      (object) => object.identity === 'neutral' && object.environment === 'air' && object.ageS < 5,
    )!;
    for (const [number, fill] of [
      [101, fills[101]],
      [108, fills[108]],
      [neutral.trackNumber, fills[3]],
    ] as const) {
      const place = await page.evaluate((one) => window.__tocsinTest!.screenOf(one), number);
      assert.ok(place !== null, `${number} has a place`);
      let found = 0;
      for (let dx = -14; dx <= 14; dx++)
        for (let dy = -14; dy <= 14; dy++) {
          const [x, y] = [Math.round(place[0]) + dx, Math.round(place[1]) + dy];
          if (x < 0 || y < 0 || x >= pixels.width || y >= pixels.height) continue;
          const color = pixels.at(x, y);
          if (color.every((part, i) => Math.abs(part - fill[i]!) < 14)) found++;
        }
      const outside =
        place[0] < 0 || place[1] < 0 || place[0] > pixels.width || place[1] > pixels.height;
      assert.ok(outside || found > 8, `${number}: ${found} px of its fill at ${String(place)}`);
    }
    assert.equal(
      await page.evaluate(() => window.__tocsinTest!.drawn()),
      desk.node.watch.objects.length,
    );
  });

  test('acknowledging needs one click, and an emergency cannot be shelved', async () => {
    await desk.named('button', /^Acknowledge: GHOST 21/).click();
    await desk
      .card('GHOST 21')
      .getByText(/^Ack demo/)
      .waitFor();
    assert.deepEqual(desk.commands('alert.acknowledge').at(-1), {
      type: 'alert.acknowledge',
      alertId: 'a-3',
    });
    assert.equal(
      await desk
        .card('Swarm of 5')
        .getByRole('button', { name: /^Shelve/ })
        .count(),
      0,
    );
  });

  test('a word of a sensor node stands apart from the alerts, and a person answers it', async () => {
    const group = page.getByRole('group', { name: 'From sensor nodes' });
    const word = (text: string) => group.locator('article', { hasText: text });
    await word('Two small UAS').getByText('Tulcea radar').waitFor();
    assert.equal(
      await page.locator('#alert-list article', { hasText: 'Two small UAS' }).count(),
      0,
    );
    await desk.named('button', 'Acknowledge: Two small UAS, low, from the north').click();
    await word('Two small UAS')
      .getByText(/^Ack demo/)
      .waitFor();
    await desk.named('button', 'Reject: Lens dirty').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Reason/).fill('Cleaned this morning');
    assert.deepEqual(await findBarriers(page), []);
    await dialog.getByRole('button', { name: 'Reject', exact: true }).click();
    await word('Lens dirty')
      .getByText(/Rejected demo .*: Cleaned this morning/)
      .waitFor();
    await shoot(page, 'advisories');
    await desk.named('button', 'Incident: open one for Two small UAS, low, from the north').click();
    await page.locator('main[data-screen="incidents"]').waitFor();
    await desk.visit('#/picture');
    await desk.named('button', /^Acknowledge: Swarm/).waitFor();
  });

  test('escalating says in words who was called', async () => {
    const escalate = desk.named('button', /^Escalate to the next desk: RO-00900/);
    for (const words of [
      'This desk was called again',
      'Escalated to the next desk',
      'Escalated to the alliance desk',
    ]) {
      await escalate.click();
      await desk.card('RO-00900').getByText(words).waitFor();
    }
    assert.equal(await escalate.count(), 0, 'beyond the alliance desk there is nobody to call');
    assert.equal(desk.commands('alert.escalate').length, 3);
  });

  test('shelving needs a reason and ends by itself', async () => {
    await desk.named('button', /^Shelve: RO-00900/).click();
    const dialog = page.getByRole('dialog');
    const submit = dialog.getByRole('button', { name: 'Shelve', exact: true });
    assert.ok(await submit.isDisabled(), 'no reason, no shelving');
    await dialog.getByLabel(/Reason/).fill('Own exercise drone, told by its pilot');
    await dialog.getByText('1 h', { exact: true }).click();
    await shoot(page, 'dialog-shelve');
    assert.deepEqual(await findBarriers(page), []);
    await submit.click();
    await dialog.waitFor({ state: 'hidden' });
    assert.deepEqual(desk.commands('alert.shelve').at(-1), {
      type: 'alert.shelve',
      alertId: 'a-1',
      reason: 'Own exercise drone, told by its pilot',
      minutes: 60,
    });
    await desk.named('tab', /^Shelved/).click();
    await desk
      .card('RO-00900')
      .getByText(/told by its pilot/)
      .waitFor();
    await desk.named('button', 'Take back').click();
    await desk.named('tab', /^Active/).click();
    await desk.card('RO-00900').waitFor();
  });

  test('a person’s word on an identity stands over the rules, with name and reason', async () => {
    await desk.visit('#/picture/107');
    await desk.named('button', 'Change identity').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Suspect' }).check();
    await dialog.getByLabel(/Reason/).fill('Seen by the patrol boat');
    await shoot(page, 'dialog-identity');
    assert.deepEqual(await findBarriers(page), []);
    await desk.named('button', 'Set identity').click();
    await dialog.waitFor({ state: 'hidden' });
    const detail = page.getByRole('region', { name: 'Track', exact: true });
    await detail.getByText('Seen by the patrol boat').waitFor();
    await detail.getByText('Suspect', { exact: true }).waitFor();
    await desk.named('button', 'Let the rules decide again').click();
    await detail.getByText(/rule air-profile:/).waitFor();
    assert.equal(desk.commands('identity.lift').length, 1);
  });

  test('an incident is opened from an alert and takes notes', async () => {
    await desk.named('button', /^Incident: open one for RO-00900/).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Title/).fill('Drone towards AMBER');
    await dialog.getByText('Gathers 1 alert and 1 track.').waitFor();
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('heading', { name: 'Drone towards AMBER' }).waitFor();
    await page.getByRole('textbox', { name: /Add a note/ }).fill('Duty desk told by telephone.');
    await desk.named('button', 'Add note').click();
    await page.getByRole('list', { name: 'Log' }).getByText('Duty desk told').waitFor();
    assert.deepEqual(desk.commands('incident.open').at(-1)?.alertIds, ['a-1']);
    assert.equal(desk.commands('incident.note').at(-1)?.text, 'Duty desk told by telephone.');
  });

  test('a zone is drawn on the map, its corners stand in the table, and it is saved', async () => {
    await desk.visit('#/zones');
    await desk.named('button', 'Polygon').click();
    const box = (await page.locator('main .maplibregl-canvas').boundingBox())!;
    const corners = [
      [0.3, 0.3],
      [0.6, 0.3],
      [0.6, 0.6],
      [0.3, 0.6],
    ] as const;
    for (const [i, [x, y]] of corners.entries()) {
      await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
      await page.getByRole('textbox', { name: `Corner ${i + 1}`, exact: true }).waitFor();
    }
    await page.getByRole('textbox', { name: 'Name' }).fill('Drawn by hand');
    await shoot(page, 'zones-drawing');
    await desk.named('button', 'Save').click();
    await page.locator('main section').getByText('Drawn by hand').first().waitFor();
    const { draft } = desk.commands('zone.draw').at(-1)!;
    const { shape } = draft.volumes[0]!;
    assert.equal(draft.name, 'Drawn by hand');
    assert.equal(shape.type === 'polygon' && shape.rings[0]!.length, 4);
    assert.equal(draft.volumes[0]!.upper.valueM, null, 'no ceiling was given');
  });

  test('of a zone file with one bad zone the good one loads and the bad one is named', async () => {
    const feature = (identifier: string, ring: readonly (readonly number[])[]) => ({
      type: 'Feature',
      properties: { name: identifier },
      geometry: { type: 'Polygon', coordinates: [ring] },
    });
    const square = [
      [29, 44],
      [29.2, 44],
      [29.2, 44.2],
      [29, 44.2],
      [29, 44],
    ];
    const file = {
      type: 'FeatureCollection',
      features: [feature('Good field', square), feature('Bad field', square.slice(0, 2))],
    };
    await page.locator('input[type="file"]').setInputFiles({
      name: 'zones.geojson',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(file)),
    });
    await page.getByText('1 loaded, 1 error,').waitFor();
    await page.getByText(/The set is incomplete/).waitFor();
    await shoot(page, 'zones-import');
    assert.deepEqual(await findBarriers(page), []);
    await desk.named('button', 'Good field').click();
    await page.getByRole('heading', { name: 'Good field' }).waitFor();
  });

  test('a feed’s faults are shown with the offending octet marked', async () => {
    await desk.visit('#/feeds');
    await page.getByRole('row', { name: /AIS Constanța/ }).click();
    const fault = page.locator('article', { hasText: 'checksum' });
    await fault.getByText('says 5C, is 1F').waitFor();
    const mark = fault.locator('pre [class*="mark"]');
    assert.equal((await mark.textContent())?.trim(), '35', 'the 5 of 5C');
    const lefts = await page.evaluate(() =>
      [...document.querySelectorAll('[role="row"]')].map((row) =>
        [...row.children].map((cell) => Math.round(cell.getBoundingClientRect().left)),
      ),
    );
    for (const row of lefts.slice(1)) assert.deepEqual(row, lefts[0], 'cells stand under heads');
  });
});
