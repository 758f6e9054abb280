/** Every screen, theme and size: nothing in the way of anybody, nothing from elsewhere, nothing on the console. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { THEMES } from '../../src/console/theme/palettes.ts';
import { findBarriers, needsBrowser, openBrowser, openPage, shoot, untilReady } from './browser.ts';
import { startFakeNode, type FakeNode } from './fake-node.ts';

const SIZES = [
  [1600, 1000],
  [1280, 720],
] as const;

/** How to get to each screen and each dialog, from any other. */
const SCREENS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  picture: (page) => visit(page, '#/picture/101', '[aria-label="Track"], aside'),
  incidents: (page) => visit(page, '#/incidents/RO-7', 'textarea'),
  zones: (page) => visit(page, '#/zones/z-1', 'form'),
  feeds: (page) => visit(page, '#/feeds/ais-1', 'h2'),
};

async function visit(page: Page, hash: string, there: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.locator(`main ${there}`).first().waitFor();
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
        for (const [name, go] of Object.entries(SCREENS)) {
          await go(page);
          await page.waitForTimeout(1500);
          await shoot(page, `${name}-${theme}-${width}`);
          for (const line of await findBarriers(page)) barriers.push(`${name} ${width}: ${line}`);
        }
      }
      await page.context().close();
      assert.deepEqual({ barriers, complaints }, { barriers: [], complaints: [] });
    });
});
