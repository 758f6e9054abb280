/** One desk in front of a fake node: what the browser tests press, look for and ask. */
import type { Browser, Locator, Page } from 'playwright-core';
import type { WatchCommand } from '../../src/model/index.ts';
import { openBrowser, openPage, untilReady } from './browser.ts';
import { startFakeNode, type FakeNode } from './fake-node.ts';

export class TestDesk {
  readonly node: FakeNode;
  readonly page: Page;
  /** what the browser complained of so far */
  readonly complaints: readonly string[];
  readonly #browser: Browser;

  private constructor(node: FakeNode, browser: Browser, page: Page, complaints: string[]) {
    this.node = node;
    this.#browser = browser;
    this.page = page;
    this.complaints = complaints;
  }

  static async open(): Promise<TestDesk> {
    const node = await startFakeNode();
    const browser = await openBrowser();
    const { page, complaints } = await openPage(browser, node.url, {
      width: 1280,
      height: 720,
      reducedMotion: 'reduce',
    });
    await untilReady(page);
    return new TestDesk(node, browser, page, complaints);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.node.stop();
  }

  /** by its name for screen readers: whole when it is a text */
  named(role: 'button' | 'tab' | 'radio', name: string | RegExp): Locator {
    return this.page.getByRole(role, { name, exact: typeof name === 'string' });
  }

  card(text: string): Locator {
    return this.page.locator('article', { hasText: text });
  }

  /** Closes what an earlier test may have left open. */
  async calm(): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    if ((await dialog.count()) === 0) return;
    await this.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }

  /** until the mark in the bar says live, replay, frozen, lost ... */
  mode(tone: string): Promise<void> {
    return this.page.locator(`[data-mode="${tone}"]`).waitFor();
  }

  toast(text: RegExp): Locator {
    return this.page.locator('[role="status"] > div').filter({ hasText: text });
  }

  visit(hash: string): Promise<void> {
    return this.page.evaluate((to) => {
      location.hash = to;
    }, hash);
  }

  selected(): Promise<number | null> {
    return this.page.evaluate(() => window.__tocsinTest!.selected());
  }

  /** until call signs are shown, all of the past (the node's begin with X then) or all of now */
  async untilNamed(of: 'past' | 'now'): Promise<void> {
    await this.page.waitForFunction((past) => {
      const hooks = window.__tocsinTest!;
      const names = hooks.trackNumbers().flatMap((one) => hooks.nameOf(one) ?? []);
      const callsigns = names.filter((name) => /^[A-Z]{3,4}[0-9]+$/.test(name));
      return callsigns.length > 0 && callsigns.every((name) => name.startsWith('X') === past);
    }, of === 'past');
  }

  /** what the node was told to do so far */
  commands<T extends WatchCommand['type']>(type: T): Extract<WatchCommand, { readonly type: T }>[] {
    return this.node.watch.commands.filter(
      (one): one is Extract<WatchCommand, { readonly type: T }> => one.type === type,
    );
  }
}
