/** One chromium for browser tests: software WebGL, nothing from outside, page errors collected. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type {} from '../../src/console/app/test-hooks-type.ts';
import { ROOT } from '../root.ts';

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

/** For `{ skip: needsBrowser() }`. */
export function needsBrowser(): string | false {
  if (chromiumPath() === null) return 'chromium not found (set CHROMIUM)';
  return existsSync(path.join(ROOT, 'dist-console', 'index.html'))
    ? false
    : 'console not built (npm run build)';
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath()!, args: ARGS });
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
  } = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1600, height: options.height ?? 900 },
    ...(options.reducedMotion === undefined ? {} : { reducedMotion: options.reducedMotion }),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
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
  await page.goto(url, { waitUntil: 'commit', timeout: 120_000 });
  return { page, complaints };
}

/** Waits until the map is drawn with its symbols. */
export async function untilReady(page: Page): Promise<void> {
  await page.waitForFunction(
    () => window.__tocsinTest?.ready() === true && window.__tocsinTest.drawn() > 0,
    undefined,
    { timeout: 120_000 },
  );
}

const OUT = path.join(ROOT, 'tests', 'e2e', 'out');

export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  await page.screenshot({ path: path.join(OUT, `${name}.png`) });
}
