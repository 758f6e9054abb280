import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { t } from '../text/text.ts';

interface Props {
  /** what the button says that sends it */
  readonly submit: string;
  readonly isReady: boolean;
  /** the button is red: others are stopped by it */
  readonly isGrave?: boolean;
  readonly onCancel: () => void;
  readonly onSubmit: () => unknown;
  readonly children: ReactNode;
}

/** Fields over each other, and at the end Cancel and the button that sends them: inside of a dialog. */
export function DialogForm({ submit, isReady, isGrave = false, onCancel, ...rest }: Props) {
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    rest.onSubmit();
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        {rest.children}
        <Group justify="flex-end" gap="sm">
          <Button onClick={onCancel}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            variant="filled"
            {...(isGrave ? { color: 'red.9' } : {})}
            disabled={!isReady}
          >
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The same in a dialog of its own. */
export function FormModal({
  isOpened,
  title,
  size,
  ...form
}: Props & { readonly isOpened: boolean; readonly title: string; readonly size?: number }) {
  return (
    <Modal
      opened={isOpened}
      onClose={form.onCancel}
      title={title}
      {...(size === undefined ? {} : { size })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <DialogForm {...form} />
    </Modal>
  );
}
