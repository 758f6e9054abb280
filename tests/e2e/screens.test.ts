/** Every screen, theme and size: nothing in the way of anybody, nothing from elsewhere, nothing on the console. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { SCREENS } from '../../src/console/state/route.ts';
import { THEMES } from '../../src/console/theme/palettes.ts';
import {
  findBarriers,
  findCut,
  needsBrowser,
  openBrowser,
  openPage,
  shoot,
  untilReady,
} from './browser.ts';
import { startFakeNode, type FakeNode } from './fake-node.ts';
import { ITEMS, visitScreen } from './places.ts';

const SIZES = [
  [1600, 1000],
  [1024, 768],
] as const;

describe('screens', { skip: needsBrowser() }, () => {
  let browser: Browser;
  let node: FakeNode;
  before(async () => {
    node = await startFakeNode();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await node?.stop();
  });

  test('the log-in stands alone until somebody is known', async () => {
    const guarded = await startFakeNode({ demo: false });
    try {
      const { page, complaints } = await openPage(browser, guarded.url, {
        width: 1280,
        height: 720,
      });
      await page.getByLabel('Name').fill('ionescu');
      await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
      await shoot(page, 'login');
      assert.deepEqual(await findBarriers(page), []);
      await page.getByRole('button', { name: 'Log in', exact: true }).click();
      await page.getByRole('alert').waitFor();
      await page.context().close();
      // The browser itself writes refused requests on the console: that is how it is told that nobody is logged in.
      assert.deepEqual(
        complaints.filter((line) => !line.includes('status of 401')),
        [],
      );
    } finally {
      await guarded.stop();
    }
  });

  test('a situation report goes on paper alone, with its marking', async () => {
    const { page } = await openPage(browser, node.url, { reducedMotion: 'reduce' });
    await visitScreen(page, 'rally', '');
    await page.getByRole('tab', { name: 'Report' }).click();
    await page.locator('[data-print]').getByText('Situation report').waitFor();
    await page.emulateMedia({ media: 'print' });
    const shown = await page.evaluate(() =>
      [...document.body.querySelectorAll<HTMLElement>('*')]
        .filter((one) => one.checkVisibility())
        .filter((one) => one.closest('[data-print]') === null)
        .filter((one) => one.querySelector('[data-print]') === null)
        .map((one) => `${one.tagName} ${one.className}`),
    );
    assert.deepEqual(shown, [], 'nothing else of the screen');
    const report = page.locator('[data-print]');
    await report.getByText(/^UNCLASSIFIED · EXERCISE/).waitFor();
    assert.equal(await report.getByRole('button').count(), 0);
    assert.equal(await report.evaluate((one) => getComputedStyle(one).color), 'rgb(0, 0, 0)');
    await shoot(page, 'report-print');
    await page.context().close();
  });

  for (const theme of THEMES)
    test(`${theme}: no barrier, no request elsewhere, no error on any screen`, async () => {
      const { page, complaints } = await openPage(browser, node.url, {
        settings: { theme },
        reducedMotion: 'reduce',
      });
      await untilReady(page);
      const barriers: string[] = [];
      const cut: string[] = [];
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        for (const name of SCREENS) {
          await visitScreen(page, name, ITEMS[name]);
          await shoot(page, `${name}-${theme}-${width}`);
          for (const line of await findBarriers(page)) barriers.push(`${name} ${width}: ${line}`);
          for (const line of await findCut(page)) cut.push(`${name} ${width}: ${line}`);
        }
      }
      await page.context().close();
      assert.deepEqual({ barriers, complaints, cut }, { barriers: [], complaints: [], cut: [] });
    });
});
