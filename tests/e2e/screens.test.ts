/** Every screen, theme and size: nothing in the way of anybody, nothing from elsewhere, nothing on the console. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { SCREENS, type Screen } from '../../src/console/state/route.ts';
import { THEMES } from '../../src/console/theme/palettes.ts';
import { findBarriers, needsBrowser, openBrowser, openPage, shoot, untilReady } from './browser.ts';
import { startFakeNode, type FakeNode } from './fake-node.ts';

const SIZES = [
  [1600, 1000],
  [1280, 720],
] as const;

/** Each screen's address, and something on it that is there last. */
const PLACES: Readonly<Record<Screen, readonly [hash: string, there: string]>> = {
  picture: ['#/picture/101', 'text=MGRS'],
  incidents: ['#/incidents/RO-7', 'textarea'],
  zones: ['#/zones/z-1', 'form'],
  rally: ['#/rally', 'section'],
  feeds: ['#/feeds/ais-1', 'h2'],
  members: ['#/members/BGR', 'h2'],
};

async function visit(page: Page, name: Screen): Promise<void> {
  const [hash, there] = PLACES[name];
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.locator('main').locator(there).first().waitFor();
  if (name !== 'picture' && name !== 'zones') return;
  await untilReady(page);
  await page.evaluate(() => window.__tocsinTest!.repaint());
}

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
      await page.getByRole('button', { name: 'Log in' }).click();
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

  for (const theme of THEMES)
    test(`${theme}: no barrier, no request elsewhere, no error on any screen`, async () => {
      const { page, complaints } = await openPage(browser, node.url, {
        settings: { theme },
        reducedMotion: 'reduce',
      });
      await untilReady(page);
      const barriers: string[] = [];
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        for (const name of SCREENS) {
          await visit(page, name);
          await shoot(page, `${name}-${theme}-${width}`);
          for (const line of await findBarriers(page)) barriers.push(`${name} ${width}: ${line}`);
        }
      }
      await page.context().close();
      assert.deepEqual({ barriers, complaints }, { barriers: [], complaints: [] });
    });
});
