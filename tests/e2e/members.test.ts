/** The Members screen: links in every state, an ally is admitted by the words of its key. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { MemberCommand } from '../../src/model/index.ts';
import { fingerprintWords, makeInvitation } from '../../src/node/federation/index.ts';
import { createNotary, seededSigner } from '../../src/node/store/index.ts';
import { findBarriers, needsBrowser, shoot } from './browser.ts';
import { TestDesk } from './desk.ts';

const ALLY = seededSigner(77);
const INVITATION = JSON.stringify(
  makeInvitation(ALLY, { member: 'UKR', name: 'Ukraine', address: 'ukr.example:7443', at: 0 }),
);

describe('members', { skip: needsBrowser() }, () => {
  let desk: TestDesk;
  let page: Page;
  before(async () => {
    desk = await TestDesk.open();
    page = desk.page;
    await page.keyboard.press('6');
    await page.getByRole('grid', { name: 'Members' }).waitFor();
  });
  beforeEach(() => desk.calm());
  after(() => desk?.close());

  const sent = (): MemberCommand[] => desk.node.members.commands;
  const row = (name: string) =>
    page.getByRole('grid', { name: 'Members' }).getByRole('row').filter({ hasText: name });

  test('what needs a person stands first: two tongues, links down, lagging, catching up', async () => {
    const rows = await page.getByRole('row').allTextContents();
    const at = (text: string): number => rows.findIndex((one) => one.includes(text));
    assert.ok(at('Albania') < at('Iceland'), rows.slice(0, 9).join('\n'));
    assert.ok(at('Iceland') < at('Hungary') && at('Hungary') < at('Finland'));
    assert.ok(at('Finland') < at('Portugal') && at('Portugal') < at('Belgium'));
    assert.match(rows[at('Albania')]!, /Quarantined/);
    assert.match(rows[at('Iceland')]!, /Down.*41/);
    assert.match(rows[at('Hungary')]!, /Lagging.*17/);
    assert.match(rows[at('Finland')]!, /Catching up.*1,240 of 5,000/);
    assert.match(rows[at('Greece')]!, /\+4300 ms/);
    await page.getByText('28 of 31 members linked').waitFor();
    assert.match(
      (await page.locator('header button', { hasText: 'Members' }).textContent()) ?? '',
      /28\/31/,
    );
  });

  test('a late joiner shows how far it is; the key stands there in words', async () => {
    await row('Finland').click();
    const detail = page.getByRole('region', { name: 'Finland' });
    const bar = detail.getByRole('progressbar');
    assert.equal(await bar.getAttribute('aria-valuenow'), '24');
    const status = desk.node.members.status().members.find((one) => one.member === 'FIN')!;
    await detail.getByText(status.keys[0]!.words.replaceAll('-', ' ')).waitFor();
    assert.equal(new URL(page.url()).hash, '#/members/FIN');
  });

  test('when a link was down is drawn and said; what the member would see is counted', async () => {
    await row('Iceland').click();
    const detail = page.getByRole('region', { name: 'Iceland' });
    await detail.getByText(/Down 2 times, 1 h 1[5-9] min in all/).waitFor();
    assert.equal(await detail.locator('[data-kind="down"]').count(), 2);
    assert.equal(await detail.locator('[data-kind="not-known"]').count(), 1);
    await detail.getByText('Down since').waitFor();
    const preview = page.getByTestId('would-see');
    await preview.getByText('What ISL would see now').waitFor();
    const [seen, of] = /Tracks(\d+) of (\d+)/.exec((await preview.textContent()) ?? '')!.slice(1);
    assert.ok(Number(of) > 0 && Number(seen) <= Number(of));
    assert.deepEqual(await findBarriers(page), []);
  });

  test('what was refused is listed with its reason, and who was turned away', async () => {
    const panel = page.locator('#member-troubles');
    await panel.getByText('Two tongues').waitFor();
    await panel.getByText('Tampered').waitFor();
    await desk.named('tab', /Not let in/).click();
    await panel.getByText('its key is not the one that is pinned').waitFor();
  });

  test('our invitation is a file to download, with the words to read out', async () => {
    await desk.named('button', 'Invitation').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Where allies reach this node').fill('rou.example:7443');
    const { words } = desk.node.members.status().own.keys[0]!;
    await dialog.getByText(words.replaceAll('-', ' ')).waitFor();
    await shoot(page, 'members-invite');
    assert.deepEqual(await findBarriers(page), []);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Download' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'rou-invitation.json');
  });

  test('an ally is admitted by its invitation and the words it reads out, not without', async () => {
    await desk.named('button', 'Admit').click();
    const dialog = page.getByRole('dialog');
    const admit = dialog.getByRole('button', { name: 'Admit' });
    await dialog.getByLabel('Invitation').fill('{}');
    await dialog.getByText('it is no invitation').waitFor();
    await dialog.getByLabel('Invitation').fill(INVITATION);
    await dialog.getByText('From Ukraine (UKR)').waitFor();
    await dialog.getByLabel('The eight words').fill('seven words are not enough for this');
    assert.ok(await admit.isDisabled());
    const words = fingerprintWords(createNotary(), ALLY.publicKey);
    const other = fingerprintWords(createNotary(), seededSigner(78).publicKey);
    await dialog.getByLabel('The eight words').fill(other);
    await admit.click();
    await page.locator('[role="alert"] > div', { hasText: 'eight words that UKR reads' }).waitFor();
    await dialog.getByLabel('The eight words').fill(words.replaceAll('-', ' ').toUpperCase());
    await dialog.getByLabel('Ceiling').selectOption('restricted');
    await dialog.getByLabel('Groups it is in').fill('EAST, SEA');
    await shoot(page, 'members-admit');
    assert.deepEqual(await findBarriers(page), []);
    await admit.click();
    await desk.toast(/Ukraine admitted/).waitFor();
    const command = sent().at(-1);
    assert.ok(command?.type === 'member.admit');
    assert.deepEqual(
      [command.clearance, command.groups, command.caveats],
      ['restricted', ['EAST', 'SEA'], []],
    );
    await row('UKR').waitFor();
  });

  test('a key is revoked only with a reason', async () => {
    await row('Greece').click();
    await desk.named('button', 'Revoke key').click();
    const dialog = page.getByRole('dialog');
    const revoke = dialog.getByRole('button', { name: 'Revoke key' });
    assert.ok(await revoke.isDisabled());
    await dialog.getByLabel('Reason').fill('a laptop was stolen');
    await revoke.click();
    await desk.toast(/Key of Greece revoked/).waitFor();
    const greece = desk.node.members.status().members.find((one) => one.member === 'GRC')!;
    const key = greece.keys[0]!.fingerprint;
    const reason = 'a laptop was stolen';
    assert.deepEqual(sent().at(-1), { type: 'member.revoke-key', member: 'GRC', key, reason });
  });

  test('terms of a member are changed in one form', async () => {
    await row('Greece').click();
    await desk.named('button', 'Change terms').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Ceiling').selectOption('confidential');
    await dialog.getByLabel('Where it waits').fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await desk.toast(/Terms of Greece changed/).waitFor();
    assert.deepEqual(sent().at(-1), {
      type: 'member.change',
      member: 'GRC',
      clearance: 'confidential',
      groups: ['EAST'],
      caveats: [],
      address: '',
    });
  });

  test('nothing went wrong on the page meanwhile', () => {
    assert.deepEqual(
      desk.complaints.filter((line) => !/status of (400|409)/.test(line)),
      [],
    );
  });
});
