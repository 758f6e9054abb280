import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { t } from '../text/text.ts';

/** Asks for a reason before something that others will read. */
export function ReasonForm({
  isOpened,
  title,
  note = '',
  submit,
  isGrave = false,
  onDone,
  send,
}: {
  readonly isOpened: boolean;
  readonly title: string;
  readonly note?: string;
  readonly submit: string;
  readonly isGrave?: boolean;
  readonly onDone: () => void;
  readonly send: (reason: string) => Promise<boolean>;
}) {
  const [reason, setReason] = useState('');
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!(await send(reason.trim()))) return;
    setReason('');
    onDone();
  };
  return (
    <Modal
      opened={isOpened}
      onClose={onDone}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={(event) => void onSubmit(event)}>
        <Stack gap="md">
          {note !== '' && <p style={{ margin: 0 }}>{note}</p>}
          <Textarea
            label={t('rally.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={4000}
            minRows={3}
            autosize
            required
            data-autofocus
          />
          <Group justify="flex-end" gap="sm">
            <Button onClick={onDone}>{t('common.cancel')}</Button>
            <Button
              type="submit"
              variant="filled"
              {...(isGrave ? { color: 'red.9' } : {})}
              disabled={reason.trim() === ''}
            >
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
