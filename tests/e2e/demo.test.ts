/** The real thing: the demo as a process of its own, real bytes over real sockets, and a browser in front of it. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { SCREENS } from '../../src/console/state/route.ts';
import { freeTcpPort } from '../../src/node/test-ports.ts';
import { ROOT } from '../root.ts';
import { findBarriers, needsBrowser, openBrowser, openPage, shoot, untilReady } from './browser.ts';

describe('the demo in a browser', { skip: needsBrowser() }, () => {
  let folder: string;
  let node: ChildProcess;
  let said = '';
  let url: string;
  let browser: Browser;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tocsin-e2e-'));
    const port = await freeTcpPort();
    url = `http://127.0.0.1:${port}/`;
    node = spawn(
      process.execPath,
      ['bin/tocsin', 'node', '--demo', '--port', String(port), '--data', folder],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    for (const stream of [node.stdout!, node.stderr!])
      stream.on('data', (data: Buffer) => {
        said = (said + data.toString()).slice(-4000);
      });
    const gone = once(node, 'exit').then(() => {
      throw new Error(`the node ended: ${said}`);
    });
    gone.catch(() => undefined);
    const ready = (async () => {
      for (;;) {
        const answer = await fetch(`${url}readyz`).catch(() => null);
        if (answer?.ok === true) return;
        await once(node.stdout!, 'data', { signal: AbortSignal.timeout(500) }).catch(
          () => undefined,
        );
      }
    })();
    await Promise.race([ready, gone]);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    if (node !== undefined && node.exitCode === null && node.signalCode === null) {
      node.kill('SIGKILL');
      await once(node, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  });

  test('shows its picture, says EXERCISE, hides nothing from anybody, and tells when it is gone', async () => {
    const { page, complaints } = await openPage(browser, url, {
      width: 1280,
      height: 720,
      reducedMotion: 'reduce',
    });
    await page.locator('[data-mode="live"]').waitFor();
    await page.getByText('EXERCISE EXERCISE EXERCISE').waitFor();
    await untilReady(page);
    await page.waitForFunction(() => window.__tocsinTest!.drawn() >= 10);
    await page.keyboard.press('j');
    await page.getByRole('region', { name: 'Track', exact: true }).getByText('MGRS').waitFor();
    await page.getByText('Details come with the next message').waitFor({ state: 'detached' });
    await shoot(page, 'demo-picture');
    assert.deepEqual(await findBarriers(page), []);
    await page.keyboard.press(String(SCREENS.indexOf('feeds') + 1));
    await page.getByRole('row', { name: /Live/ }).first().waitFor();
    await page.getByRole('row', { name: /Live/ }).first().click();
    await page.getByLabel('Last record').waitFor();
    await shoot(page, 'demo-feeds');
    assert.deepEqual(await findBarriers(page), []);
    assert.deepEqual(complaints, []);
    await page.keyboard.press('1');
    node.kill('SIGTERM');
    await once(node, 'exit');
    assert.equal(node.exitCode, 0, said);
    await page.locator('[data-mode="lost"]').waitFor();
    await page
      .getByText(/DISCONNECTED/)
      .first()
      .waitFor();
  });
});
