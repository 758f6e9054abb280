import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { MembersStatus } from '../../model/index.ts';
import { api } from '../feed/api-client.ts';
import { t } from '../text/text.ts';
import css from './members.module.css';

/** This node's own invitation as a file, and the words to read to the ally. */
export function InviteForm({
  isOpened,
  own,
  onDone,
}: {
  readonly isOpened: boolean;
  readonly own: MembersStatus['own'];
  readonly onDone: () => void;
}) {
  const [address, setAddress] = useState('');
  const words = own.keys.find((key) => key.status === 'current')?.words ?? '';
  return (
    <Modal
      opened={isOpened}
      onClose={onDone}
      title={t('members.inviteTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <p className={css['plain']}>{t('members.inviteNote')}</p>
        <TextInput
          label={t('members.ownAddress')}
          description={t('members.ownAddressNote')}
          placeholder={own.listen ?? ''}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          maxLength={300}
          data-autofocus
        />
        <div>
          <p className={css['plain']}>{t('members.readWords')}</p>
          <p className={css['bigWords']}>{words.replaceAll('-', ' ')}</p>
        </div>
        <Group justify="flex-end" gap="sm">
          <Button onClick={onDone}>{t('common.close')}</Button>
          <Button
            component="a"
            variant="filled"
            href={api.invitationUrl(address.trim())}
            download={`${own.member.toLowerCase()}-invitation.json`}
          >
            {t('members.download')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
