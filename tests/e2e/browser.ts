/** One chromium for browser tests: software WebGL, nothing from outside, page errors collected. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type {} from '../../src/console/app/test-hooks-type.ts';
import type { Settings } from '../../src/console/state/settings.ts';
import { ROOT } from '../root.ts';

declare global {
  interface Window {
    axe: typeof import('axe-core');
  }
}

/**
 * How long anything may take before it counts as broken. Tests wait for what must come, never for time to pass: this
 * only ends a test that hangs, also on a machine with three times the work it has cores for.
 */
const PATIENCE_MS = 240_000;

const ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
];

/** Path of chromium: CHROMIUM, or the first on PATH; null when there is none. */
export function chromiumPath(): string | null {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && existsSync(named)) return named;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim();
    } catch {
      // not this one
    }
  }
  return null;
}

/** For `{ skip: needsBrowser() }`. npm test installs chromium where it can; a console that is not built is a failure. */
export function needsBrowser(): string | false {
  if (chromiumPath() === null) return 'chromium not found: install it or set CHROMIUM to its path';
  assert.ok(
    existsSync(path.join(ROOT, 'dist-console', 'index.html')),
    'the console is built (npm run build)',
  );
  return false;
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath()!, args: ARGS, timeout: PATIENCE_MS });
}

export interface Watched {
  readonly page: Page;
  /** console errors, page errors and requests to another origin */
  readonly complaints: string[];
}

export async function openPage(
  browser: Browser,
  url: string,
  options: {
    readonly width?: number;
    readonly height?: number;
    readonly reducedMotion?: 'reduce';
    /** settings of the desk as a browser would have kept them */
    readonly settings?: Partial<Settings>;
  } = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1600, height: options.height ?? 900 },
    ...(options.reducedMotion === undefined ? {} : { reducedMotion: options.reducedMotion }),
  });
  if (options.settings !== undefined)
    await context.addInitScript((text) => {
      if (localStorage.getItem('tocsin.settings') === null)
        localStorage.setItem('tocsin.settings', text);
    }, JSON.stringify(options.settings));
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  const origin = new URL(url).origin;
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`));
  page.on('request', (request) => {
    const target = request.url();
    if (!target.startsWith(origin) && !/^(data|blob):/.test(target))
      complaints.push(`request: ${target}`);
  });
  await page.goto(url, { waitUntil: 'commit', timeout: PATIENCE_MS });
  return { page, complaints };
}

/** Waits until the map is drawn with its symbols. */
export async function untilReady(page: Page): Promise<void> {
  await page.waitForFunction(
    () => window.__tocsinTest?.ready() === true && window.__tocsinTest.drawn() > 0,
  );
}

/** Waits for what fades or slides in: half-way its colours and places are nobody's. */
async function untilStill(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => {
      const endless = effect?.getComputedTiming().endTime === Infinity;
      return endless || playState !== 'running';
    }),
  );
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong by WCAG 2.0 to 2.2, A and AA: one line a place; empty is what is wanted. */
export async function findBarriers(page: Page): Promise<string[]> {
  await untilStill(page);
  // By evaluation, not by a script tag: the page's own content security policy stays in force.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await window.axe.run(document, {
      runOnly: tags,
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${String(target)}: ${failureSummary}`),
    );
  });
}

const OUT = path.join(ROOT, 'tests', 'e2e', 'out');

export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  await page.screenshot({ path: path.join(OUT, `${name}.png`) });
}

/** What the window is too narrow for: buttons beyond the edge of what clips them, and what scrolls sideways. */
export function findCut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const clips = (one: Element): boolean => getComputedStyle(one).overflowX !== 'visible';
    const nameOf = (one: Element): string =>
      `${one.tagName} ${one.getAttribute('aria-label') ?? one.textContent?.slice(0, 30) ?? ''}`;
    const cut: string[] = [];
    for (const button of document.querySelectorAll('button')) {
      let clip = button.parentElement;
      while (clip !== null && !clips(clip)) clip = clip.parentElement;
      const { right, width } = button.getBoundingClientRect();
      const edge = clip?.getBoundingClientRect().right ?? window.innerWidth;
      if (width > 0 && button.checkVisibility() && right > edge + 1)
        cut.push(`${nameOf(button)}: ${Math.round(right - edge)} px beyond the edge`);
    }
    for (const one of document.querySelectorAll('*')) {
      // A dump of a record is wider than any window.
      if (one.tagName === 'PRE' || !['auto', 'scroll'].includes(getComputedStyle(one).overflowX))
        continue;
      if (one.scrollWidth > one.clientWidth + 1)
        cut.push(`${nameOf(one)}: ${one.scrollWidth - one.clientWidth} px to scroll sideways`);
    }
    return cut;
  });
}
