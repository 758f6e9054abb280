/** A watch at one desk: alerts, identity, incidents, zones, feeds, the past, and the link that breaks. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import type { WatchCommand } from '../../src/model/index.ts';
import {
  findBarriers,
  needsBrowser,
  openBrowser,
  openPage,
  shoot,
  untilReady,
  type Watched,
} from './browser.ts';
import { startFakeNode, type FakeNode } from './fake-node.ts';
import { readPng } from './png.ts';

describe('a watch', { skip: needsBrowser() }, () => {
  let browser: Browser;
  let node: FakeNode;
  let watched: Watched;
  let page: Page;
  before(async () => {
    node = await startFakeNode();
    browser = await openBrowser();
    watched = await openPage(browser, node.url, {
      width: 1280,
      height: 720,
      reducedMotion: 'reduce',
    });
    page = watched.page;
    await untilReady(page);
  });
  after(async () => {
    await browser?.close();
    await node?.stop();
  });

  const named = (role: 'button' | 'tab' | 'radio', name: string | RegExp): Locator =>
    page.getByRole(role, { name, exact: typeof name === 'string' });
  const card = (text: string): Locator => page.locator('article', { hasText: text });
  const mode = (tone: string): Promise<void> => page.locator(`[data-mode="${tone}"]`).waitFor();
  const commands = <T extends WatchCommand['type']>(type: T) =>
    node.watch.commands.filter(
      (one): one is Extract<WatchCommand, { readonly type: T }> => one.type === type,
    );
  const visit = (hash: string): Promise<void> =>
    page.evaluate((to) => {
      location.hash = to;
    }, hash);
  const toast = (text: RegExp): Locator =>
    page.locator('[role="status"] > div').filter({ hasText: text });
  const selected = (): Promise<number | null> =>
    page.evaluate(() => window.__tocsinTest!.selected());

  test('tracks are drawn on the map by WebGL: symbols of their identity at their places', async () => {
    await page.evaluate(() => {
      const labels = document.querySelector<HTMLElement>('main canvas[aria-hidden]');
      if (labels !== null) labels.style.visibility = 'hidden';
    });
    const canvas = page.locator('canvas.maplibregl-canvas');
    const webgl = await canvas.evaluate(
      (element) => (element as HTMLCanvasElement).getContext('webgl2') !== null,
    );
    assert.ok(webgl, 'the map is a WebGL 2 canvas');
    const pixels = readPng(await canvas.screenshot());
    // milsymbol's light fills: hostile, friend, neutral, unknown
    const fills = { 3: [170, 255, 170], 101: [255, 128, 128], 108: [255, 255, 128] } as const;
    const neutral = node.watch.objects.find(
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
      node.watch.objects.length,
    );
  });

  test('acknowledging needs one click, and an emergency cannot be shelved', async () => {
    await named('button', /^Acknowledge: GHOST 21/).click();
    await card('GHOST 21')
      .getByText(/^Ack demo/)
      .waitFor();
    assert.deepEqual(commands('alert.acknowledge').at(-1), {
      type: 'alert.acknowledge',
      alertId: 'a-3',
    });
    assert.equal(
      await card('Swarm of 5')
        .getByRole('button', { name: /^Shelve/ })
        .count(),
      0,
    );
  });

  test('escalating says in words who was called', async () => {
    const escalate = named('button', /^Escalate to the next desk: RO-00900/);
    for (const words of [
      'This desk was called again',
      'Escalated to the next desk',
      'Escalated to the alliance desk',
    ]) {
      await escalate.click();
      await card('RO-00900').getByText(words).waitFor();
    }
    assert.equal(await escalate.count(), 0, 'beyond the alliance desk there is nobody to call');
    assert.equal(commands('alert.escalate').length, 3);
  });

  test('shelving needs a reason and ends by itself', async () => {
    await named('button', /^Shelve: RO-00900/).click();
    const dialog = page.getByRole('dialog');
    const submit = dialog.getByRole('button', { name: 'Shelve', exact: true });
    assert.ok(await submit.isDisabled(), 'no reason, no shelving');
    await dialog.getByLabel(/Reason/).fill('Own exercise drone, told by its pilot');
    await dialog.getByText('1 h', { exact: true }).click();
    await shoot(page, 'dialog-shelve');
    assert.deepEqual(await findBarriers(page), []);
    await submit.click();
    await dialog.waitFor({ state: 'hidden' });
    assert.deepEqual(commands('alert.shelve').at(-1), {
      type: 'alert.shelve',
      alertId: 'a-1',
      reason: 'Own exercise drone, told by its pilot',
      minutes: 60,
    });
    await named('tab', /^Shelved/).click();
    await card('RO-00900')
      .getByText(/told by its pilot/)
      .waitFor();
    await named('button', 'Take back').click();
    await named('tab', /^Active/).click();
    await card('RO-00900').waitFor();
  });

  test('a person’s word on an identity stands over the rules, with name and reason', async () => {
    await visit('#/picture/107');
    await named('button', 'Change identity').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Suspect' }).check();
    await dialog.getByLabel(/Reason/).fill('Seen by the patrol boat');
    await shoot(page, 'dialog-identity');
    assert.deepEqual(await findBarriers(page), []);
    await named('button', 'Set identity').click();
    await dialog.waitFor({ state: 'hidden' });
    const detail = page.getByRole('region', { name: 'Track', exact: true });
    await detail.getByText('Seen by the patrol boat').waitFor();
    await detail.getByText('Suspect', { exact: true }).waitFor();
    await named('button', 'Let the rules decide again').click();
    await detail.getByText(/rule air-profile:/).waitFor();
    assert.equal(commands('identity.lift').length, 1);
  });

  test('an incident is opened from an alert and takes notes', async () => {
    await named('button', /^Open an incident for: RO-00900/).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Title/).fill('Drone towards AMBER');
    await dialog.getByText('Gathers 1 alert and 1 track.').waitFor();
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('heading', { name: 'Drone towards AMBER' }).waitFor();
    await page.getByRole('textbox', { name: /Add a note/ }).fill('Duty desk told by telephone.');
    await named('button', 'Add note').click();
    await page.getByRole('list', { name: 'Log' }).getByText('Duty desk told').waitFor();
    assert.deepEqual(commands('incident.open').at(-1)?.alertIds, ['a-1']);
    assert.equal(commands('incident.note').at(-1)?.text, 'Duty desk told by telephone.');
  });

  test('a zone is drawn on the map, its corners stand in the table, and it is saved', async () => {
    await visit('#/zones');
    await named('button', 'Polygon').click();
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
    await named('button', 'Save').click();
    await page.locator('main section').getByText('Drawn by hand').first().waitFor();
    const { draft } = commands('zone.draw').at(-1)!;
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
    await named('button', 'Good field').click();
    await page.getByRole('heading', { name: 'Good field' }).waitFor();
  });

  test('a feed’s faults are shown with the offending octet marked', async () => {
    await visit('#/feeds');
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

  test('the past is never mistaken for now', async () => {
    await visit('#/picture');
    await page.getByText('EXERCISE EXERCISE EXERCISE').waitFor();
    await mode('live');
    await page.keyboard.press('[');
    await mode('replay');
    await page.getByText('This is the past, not the live picture.').waitFor();
    await page.getByText('EXERCISE EXERCISE EXERCISE').waitFor();
    await shoot(page, 'replay');
    assert.deepEqual(await findBarriers(page), []);
    assert.equal(await named('button', /^Acknowledge:/).count(), 0, 'no acknowledging in the past');
    await page.waitForFunction(() => window.__tocsinTest!.drawn() > 0);
    const strip = page.getByRole('slider', { name: 'Instant shown' });
    const box = (await strip.boundingBox())!;
    await page.mouse.click(box.x + box.width / 3, box.y + box.height / 2);
    await page.waitForFunction(() => {
      const ageMs = Date.now() - window.__tocsinTest!.dataAt();
      return ageMs > 35 * 60_000 && ageMs < 45 * 60_000;
    });
    const from = await page.evaluate(() => window.__tocsinTest!.dataAt());
    await page.getByText('60×', { exact: true }).click();
    await page.waitForFunction((start) => window.__tocsinTest!.dataAt() > start + 60_000, from);
    await page.locator('main').focus();
    await page.keyboard.press(' ');
    await named('button', 'Play (Space)').waitFor();
    await named('button', 'Back to LIVE').click();
    await mode('live');
  });

  test('every key of the help does what it says', async () => {
    const press = (key: string): Promise<void> => page.keyboard.press(key);
    await page.locator('main').focus();
    for (const [key, screen] of [
      ['2', 'incidents'],
      ['3', 'zones'],
      ['4', 'feeds'],
      ['1', 'picture'],
    ] as const) {
      await press(key);
      await page.waitForFunction((name) => location.hash.startsWith(`#/${name}`), screen);
    }
    await press('Escape');
    await press('j');
    const first = await selected();
    await press('j');
    const second = await selected();
    assert.ok(first !== null && second !== null && first !== second);
    await press('k');
    assert.equal(await selected(), first);
    await press('f');
    await page.locator('button[aria-label="Follow (F)"][aria-pressed="true"]').waitFor();
    await press('Escape');
    await page.locator('button[aria-label="Follow (F)"][aria-pressed="false"]').waitFor();
    await press('Escape');
    assert.equal(await selected(), null);
    for (const [key, said] of [
      ['l', /^(None|Alerted only|All)$/],
      ['v', /^Speed vectors/],
    ] as const) {
      await press(key);
      await toast(said).waitFor();
    }
    for (const [key, tool] of [
      ['m', /^Measure/],
      ['r', /^Range rings/],
    ] as const) {
      await press(key);
      const button = named('button', tool);
      assert.equal(await button.getAttribute('aria-pressed'), 'true');
      await press('Escape');
      assert.equal(await button.getAttribute('aria-pressed'), 'false');
    }
    await press('g');
    await page.getByRole('dialog').getByLabel('Coordinate').fill('44.17 28.64');
    await page.getByRole('dialog').getByText('35T').waitFor();
    await press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await press('h');
    await press('?');
    await page.getByRole('dialog').getByRole('heading', { name: 'Help and keys' }).waitFor();
    await shoot(page, 'dialog-help');
    assert.deepEqual(await findBarriers(page), []);
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await press('Control+k');
    const search = page.getByPlaceholder('Track, incident, zone, coordinate or command');
    await search.fill('GHOST');
    await page.getByText('GHOST 21').last().waitFor();
    await shoot(page, 'palette');
    assert.deepEqual(await findBarriers(page), []);
    await press('Enter');
    await page.waitForFunction(() => window.__tocsinTest!.selected() === 108);
    await press(' ');
    await mode('frozen');
    await press(' ');
    await mode('live');
    const before = commands('alert.acknowledge').length;
    await press('a');
    await page
      .locator('[role="status"]')
      .filter({ hasText: /^Acknowledged/ })
      .waitFor();
    assert.equal(commands('alert.acknowledge').length, before + 1);
  });

  test('single-letter keys can be switched off', async () => {
    await named('button', 'Settings').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('switch', { name: 'Single-letter keys' }).click();
    await shoot(page, 'dialog-settings');
    assert.deepEqual(await findBarriers(page), []);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.locator('main').focus();
    await page.keyboard.press('2');
    assert.match(await page.evaluate(() => location.hash), /^#\/picture/);
    await named('button', 'Settings').click();
    await dialog.getByRole('switch', { name: 'Single-letter keys' }).click();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  test('Tab reaches everything, shows where it is, and is caught nowhere', async () => {
    for (const hash of ['#/picture/101', '#/incidents/RO-7', '#/zones/z-2', '#/feeds/ais-1']) {
      await visit(hash);
      await page.waitForFunction(() => document.querySelector('main *') !== null);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      const stops: string[] = [];
      for (let round = false; !round && stops.length < 200;) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(() => {
          const element = document.activeElement as HTMLElement;
          if (element === document.body || element.dataset['walked'] !== undefined) return null;
          element.dataset['walked'] = '';
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
          const marked = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
          const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
          const path = `${element.tagName} ${name.trim().slice(0, 40)}`;
          // A choice is marked on its label, a text field by its border.
          const inside = element.matches('input, select, textarea') || boxShadow !== 'none';
          return { path, shown: marked || inside };
        });
        round = stop === null;
        if (stop === null) continue;
        assert.ok(stop.shown, `${hash}: focus is seen on ${stop.path}`);
        stops.push(stop.path);
      }
      assert.ok(stops.length > 15 && stops.length < 200, `${hash}: ${stops.length} stops`);
      const named = (part: string): boolean => stops.some((stop) => stop.includes(part));
      assert.ok(named('Skip') && named('Search') && named('Help'), stops.join(', '));
      await page.evaluate(() => {
        for (const element of document.querySelectorAll<HTMLElement>('[data-walked]'))
          delete element.dataset['walked'];
      });
    }
  });

  test('a broken link is said plainly, and mended by itself', async () => {
    await visit('#/picture');
    await mode('live');
    assert.deepEqual(watched.complaints, [], 'nothing went wrong before');
    await node.goDown();
    await mode('lost');
    await page.getByText(/DISCONNECTED\. The picture is .* old and does not move/).waitFor();
    await shoot(page, 'disconnected');
    assert.deepEqual(await findBarriers(page), []);
    // Every screen is there without the node too.
    for (const [hash, text] of [
      ['#/feeds', 'Newest faults'],
      ['#/zones', 'Site COBALT'],
      ['#/incidents', 'AIS silent tanker'],
      ['#/picture', 'Tracks'],
    ] as const) {
      await visit(hash);
      await page.locator('main').getByText(text).first().waitFor();
    }
    await node.comeBack();
    await mode('live');
    const other = watched.complaints.filter(
      (line) => !/ERR_CONNECTION_REFUSED|WebSocket connection|ERR_/.test(line),
    );
    assert.deepEqual(other, []);
  });
});
