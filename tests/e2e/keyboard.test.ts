/** The past, the keyboard, and the link that breaks. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { SCREENS } from '../../src/console/state/route.ts';
import { findBarriers, needsBrowser, shoot } from './browser.ts';
import { TestDesk } from './desk.ts';
import { ITEMS, visitScreen } from './places.ts';

describe('a desk', { skip: needsBrowser() }, () => {
  let desk: TestDesk;
  let page: Page;
  before(async () => {
    desk = await TestDesk.open();
    page = desk.page;
  });
  beforeEach(() => desk.calm());
  after(() => desk?.close());

  test('the past is never mistaken for now', async () => {
    await desk.visit('#/picture');
    await page.getByText('EXERCISE EXERCISE EXERCISE').waitFor();
    await desk.mode('live');
    await page.keyboard.press('[');
    await desk.mode('replay');
    await page.getByText('This is the past, not the live picture.').waitFor();
    await page.getByText('EXERCISE EXERCISE EXERCISE').waitFor();
    await shoot(page, 'replay');
    assert.deepEqual(await findBarriers(page), []);
    assert.equal(
      await desk.named('button', /^Acknowledge:/).count(),
      0,
      'no acknowledging in the past',
    );
    await page.waitForFunction(() => window.__tocsinTest!.drawn() > 0);
    const strip = page.getByRole('slider', { name: 'Instant shown' });
    const box = (await strip.boundingBox())!;
    await page.mouse.click(box.x + box.width / 3, box.y + box.height / 2);
    await page.waitForFunction(() => {
      const ageMs = Date.now() - window.__tocsinTest!.dataAt();
      return ageMs > 35 * 60_000 && ageMs < 45 * 60_000;
    });
    // The node's call signs of the past begin with X: not today's are shown.
    await desk.untilNamed('past');
    const from = await page.evaluate(() => window.__tocsinTest!.dataAt());
    await page.getByText('60×', { exact: true }).click();
    await page.waitForFunction((start) => window.__tocsinTest!.dataAt() > start + 60_000, from);
    await page.locator('main').focus();
    await page.keyboard.press(' ');
    await desk.named('button', 'Play (Space)').waitFor();
    await desk.named('button', 'Back to LIVE').click();
    await desk.mode('live');
    await desk.untilNamed('now');
  });

  test('every key of the help does what it says', async () => {
    const press = (key: string): Promise<void> => page.keyboard.press(key);
    await page.locator('main').focus();
    for (const screen of [...SCREENS.slice(1), 'picture'] as const) {
      await press(String(SCREENS.indexOf(screen) + 1));
      await page.waitForFunction((name) => location.hash.startsWith(`#/${name}`), screen);
    }
    await press('Escape');
    // After a replay the live tracks come with the next frame.
    await page.waitForFunction(() => window.__tocsinTest!.tracks() > 1);
    await press('j');
    const first = await desk.selected();
    await press('j');
    const second = await desk.selected();
    assert.ok(first !== null && second !== null && first !== second);
    await press('k');
    assert.equal(await desk.selected(), first);
    await press('f');
    await page.locator('button[aria-label="Follow (F)"][aria-pressed="true"]').waitFor();
    await press('Escape');
    await page.locator('button[aria-label="Follow (F)"][aria-pressed="false"]').waitFor();
    await press('Escape');
    assert.equal(await desk.selected(), null);
    for (const [key, said] of [
      ['l', /^(None|Alerted only|All)$/],
      ['v', /^Speed vectors/],
    ] as const) {
      await press(key);
      await desk.toast(said).waitFor();
    }
    for (const [key, tool] of [
      ['m', /^Measure/],
      ['r', /^Range rings/],
    ] as const) {
      await press(key);
      const button = (pressed: boolean) => page.getByRole('button', { name: tool, pressed });
      await button(true).waitFor();
      await press('Escape');
      await button(false).waitFor();
    }
    await press('g');
    await page.getByRole('dialog').getByLabel('Coordinate').fill('44.17 28.64');
    await page.getByRole('dialog').locator('form p.dim', { hasText: '35T' }).waitFor();
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
    await desk.mode('frozen');
    await press(' ');
    await desk.mode('live');
    const before = desk.commands('alert.acknowledge').length;
    await press('a');
    await desk.toast(/^Acknowledged/).waitFor();
    assert.equal(desk.commands('alert.acknowledge').length, before + 1);
  });

  test('single-letter keys can be switched off', async () => {
    await desk.named('button', 'Settings').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('switch', { name: 'Single-letter keys' }).click();
    await shoot(page, 'dialog-settings');
    assert.deepEqual(await findBarriers(page), []);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.locator('main').focus();
    await page.keyboard.press('2');
    assert.match(await page.evaluate(() => location.hash), /^#\/picture/);
    await desk.named('button', 'Settings').click();
    await dialog.getByRole('switch', { name: 'Single-letter keys' }).click();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  test('Tab reaches everything, shows where it is, and is caught nowhere', async () => {
    for (const [screen, id] of [
      ['picture', '101'],
      ['incidents', 'RO-7'],
      ['zones', 'z-2'],
      ['feeds', 'ais-1'],
    ] as const) {
      const hash = `${screen}/${id}`;
      await visitScreen(page, screen, id);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      const stops: string[] = [];
      for (let round = false; !round && stops.length < 200;) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(() => {
          const element = document.activeElement as HTMLElement;
          if (element === document.body) return 'page';
          if (element.dataset['walked'] !== undefined) return null;
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
        // Between the last stop and the first the browser's own bar would have the focus.
        if (stop === null || stop === 'page') continue;
        assert.ok(stop.shown, `${hash}: focus is seen on ${stop.path}`);
        stops.push(stop.path);
      }
      assert.ok(stops.length > 10 && stops.length < 200, `${hash}: ${stops.length} stops`);
      const stopsAt = (part: string): boolean => stops.some((stop) => stop.includes(part));
      assert.ok(stopsAt('Skip') && stopsAt('Search') && stopsAt('Help'), stops.join(', '));
      await page.evaluate(() => {
        for (const element of document.querySelectorAll<HTMLElement>('[data-walked]'))
          delete element.dataset['walked'];
      });
    }
  });

  test('a broken link is said plainly, and mended by itself', async () => {
    await desk.visit('#/picture');
    await desk.mode('live');
    assert.deepEqual(desk.complaints, [], 'nothing went wrong before');
    // A desk fetches what it needs for every screen in its first seconds: on a busy machine it may not be done yet.
    for (const screen of SCREENS) await visitScreen(page, screen, ITEMS[screen]);
    await desk.visit('#/picture');
    await desk.node.goDown();
    await desk.mode('lost');
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
      await desk.visit(hash);
      await page.locator('main').getByText(text).first().waitFor();
    }
    await desk.node.comeBack();
    await desk.mode('live');
    await desk.named('button', /^Shelve: GHOST 21/).waitFor();
    await desk.named('button', /^Escalate to the next desk: GHOST 21/).click();
    await desk.toast(/^Escalated/).waitFor();
    const other = desk.complaints.filter(
      (line) => !/ERR_|WebSocket connection|status of 401/.test(line),
    );
    assert.deepEqual(other, []);
  });
});
