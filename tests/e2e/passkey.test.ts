/** A passkey from its making to its end, in a browser with an authenticator of its own (WebAuthn over CDP). */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Accounts, Passkeys } from '../../src/node/api/index.ts';
import { findBarriers, needsBrowser, openBrowser, openPage } from './browser.ts';
import { startFakeNode, type FakeNode } from './fake-node.ts';

describe('a passkey', { skip: needsBrowser() }, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tocsin-passkey-'));
  let node: FakeNode;
  let browser: Browser;
  let page: Page;
  let password: string;
  let complaints: readonly string[];
  before(async () => {
    const { accounts, firstPassword } = await Accounts.open(folder);
    password = firstPassword!;
    node = await startFakeNode({ demo: false, accounts, passkeys: new Passkeys(folder) });
    browser = await openBrowser();
    // Browsers bind passkeys to a name, not to an address.
    const url = node.url.replace('127.0.0.1', 'localhost');
    ({ page, complaints } = await openPage(browser, url, { reducedMotion: 'reduce' }));
    const authenticator = await page.context().newCDPSession(page);
    await authenticator.send('WebAuthn.enable');
    await authenticator.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
  });
  after(async () => {
    await browser?.close();
    await node?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const settings = async () => {
    await button('Settings').click();
    return page.getByRole('dialog');
  };
  const logOut = async (): Promise<void> => {
    await button('Log out').click();
    await button('Log in with a passkey').waitFor();
  };

  test('is made by who is logged in, opens the console without a password, and once revoked no more', async () => {
    await page.getByLabel('Name').fill('admin');
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await button('Log in').click();
    let dialog = await settings();
    await dialog.getByLabel('Name of this device').fill('Watch desk 1');
    await button('Add').click();
    await dialog.getByText('Watch desk 1').waitFor();
    assert.deepEqual(await findBarriers(page), []);
    await logOut();

    await button('Log in with a passkey').click();
    dialog = await settings();
    await dialog.getByText('Watch desk 1').waitFor();
    await button('Remove').click();
    await dialog.getByText('Watch desk 1').waitFor({ state: 'detached' });
    await logOut();

    await button('Log in with a passkey').click();
    await page.getByRole('alert').getByText('the passkey was not accepted').waitFor();
    // The browser itself writes refused requests on the console: nobody logged in, and the key that is revoked.
    assert.deepEqual(
      complaints.filter((line) => !/status of 401/.test(line)),
      [],
    );
  });
});
