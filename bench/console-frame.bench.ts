/**
 * What does the console cost a browser's main thread with 10,000 tracks? Script time per map frame, and per picture of
 * the node (once a second: decode, keep, sort the table, place labels), as CPU time of the page's main thread.
 * Needs chromium; WebGL may be software: drawing is another process and not counted.
 */
import assert from 'node:assert/strict';
import os from 'node:os';
import type { CDPSession, Page } from 'playwright-core';
import { needsBrowser, openBrowser, openPage, untilReady } from '../tests/e2e/browser.ts';
import { startFakeNode } from '../tests/e2e/fake-node.ts';
import { median } from './timing.ts';

const BUDGET_MS = 4;
const ROUNDS = 7;
const FRAMES = 20;
const PICTURES = 8;

interface Cost {
  readonly tracks: number;
  /** script ms a frame, one value a round */
  readonly frameMs: readonly number[];
  readonly pictureMs: readonly number[];
}

/** ms of script and of all tasks that the main thread has run, CPU time. */
async function scriptMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const found = metrics.find(({ name }) => name === 'ScriptDuration');
  assert.ok(found !== undefined, 'the browser tells its script time');
  return found.value * 1000;
}

async function frames(page: Page, session: CDPSession): Promise<number> {
  const from = await scriptMs(session);
  await page.evaluate(async (count) => {
    for (let i = 0; i < count; i++) await window.__tocsinTest!.repaint();
  }, FRAMES);
  return ((await scriptMs(session)) - from) / FRAMES;
}

/** Script ms a picture beyond that of the frames drawn meanwhile. */
async function pictures(page: Page, session: CDPSession, frameMs: number): Promise<number> {
  const look = () =>
    page.evaluate(() => [window.__tocsinTest!.dataAt(), window.__tocsinTest!.frames()] as const);
  const [at, drawn] = await look();
  const from = await scriptMs(session);
  await page.waitForFunction(
    (until) => window.__tocsinTest!.dataAt() >= until,
    at + PICTURES * 1000,
    { polling: 500 },
  );
  const spent = (await scriptMs(session)) - from;
  const [end, after] = await look();
  return (spent - (after - drawn) * frameMs) / ((end - at) / 1000);
}

async function measure(tracks: number): Promise<Cost> {
  const node = await startFakeNode({ extra: Math.max(0, tracks - 68) });
  const browser = await openBrowser();
  try {
    const { page } = await openPage(browser, node.url, { width: 1600, height: 1000 });
    await untilReady(page);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const frameMs: number[] = [];
    const pictureMs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      // Frozen: no picture is taken in, so that what is measured is the frame alone.
      await page.keyboard.press(' ');
      await page.locator('[data-mode="frozen"]').waitFor();
      frameMs.push(await frames(page, session));
      await page.keyboard.press(' ');
      await page.locator('[data-mode="live"]').waitFor();
      if (round < 3) pictureMs.push(await pictures(page, session, median(frameMs)));
    }
    const drawn = await page.evaluate(() => window.__tocsinTest!.drawn());
    return { tracks: drawn, frameMs, pictureMs };
  } finally {
    await browser.close();
    await node.stop();
  }
}

const skip = needsBrowser();
if (skip !== false) {
  console.log(`console-frame: not run, ${skip}`);
} else {
  console.log(
    `console, script on the main thread, ms (${os.cpus()[0]?.model}, load ${os.loadavg()[0]!.toFixed(1)})`,
  );
  const costs: Cost[] = [];
  for (const tracks of [1000, 10_000]) costs.push(await measure(tracks));
  for (const { tracks, frameMs, pictureMs } of costs) {
    const [least, most] = [Math.min(...frameMs), Math.max(...frameMs)];
    console.log(
      `${String(tracks).padStart(6)} tracks: frame ${median(frameMs).toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)}), picture ${median(pictureMs).toFixed(1)} a second`,
    );
  }
  const { tracks, frameMs, pictureMs } = costs.at(-1)!;
  console.log(
    JSON.stringify({
      bench: 'console-frame',
      tracks,
      frameMs: median(frameMs),
      frameMsLeast: Math.min(...frameMs),
      frameMsMost: Math.max(...frameMs),
      pictureMs: median(pictureMs),
      budgetMs: BUDGET_MS,
      within: median(frameMs) <= BUDGET_MS,
    }),
  );
}
