/** Where the screens are, and how a test knows that one is there. */
import type { Page } from 'playwright-core';
import type { Screen } from '../../src/console/state/route.ts';
import { untilReady } from './browser.ts';

/** Each screen opened on one of its items. */
export const ITEMS: Readonly<Record<Screen, string>> = {
  picture: '101',
  incidents: 'RO-7',
  zones: 'z-1',
  rally: '',
  feeds: 'ais-1',
  members: 'BGR',
};

/** Something on each screen, opened on one of its items, that is there last. */
const LAST: Readonly<Record<Screen, string>> = {
  picture: 'text=MGRS',
  incidents: 'textarea',
  zones: 'form',
  rally: 'section',
  feeds: 'h2',
  members: 'h2',
};

/** Opens an address and waits until its screen stands and its map, if it has one, is drawn. */
export async function visitScreen(page: Page, screen: Screen, id: string): Promise<void> {
  await page.evaluate(
    (to) => {
      location.hash = to;
    },
    `#/${screen}${id === '' ? '' : `/${id}`}`,
  );
  await page.locator(`main[data-screen="${screen}"]`).locator(LAST[screen]).first().waitFor();
  if (screen !== 'picture' && screen !== 'zones') return;
  await untilReady(page);
  await page.evaluate(() => window.__tocsinTest!.repaint());
}
