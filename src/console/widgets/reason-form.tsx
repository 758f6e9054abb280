import { useState } from 'react';
import { t } from '../text/text.ts';
import { FormModal } from './dialog-form.tsx';
import { ReasonField } from './reason-field.tsx';

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
  const onSubmit = async (): Promise<void> => {
    if (!(await send(reason.trim()))) return;
    setReason('');
    onDone();
  };
  return (
    <FormModal
      isOpened={isOpened}
      title={title}
      submit={submit}
      isReady={reason.trim() !== ''}
      isGrave={isGrave}
      onCancel={onDone}
      onSubmit={onSubmit}
    >
      {note !== '' && <p style={{ margin: 0 }}>{note}</p>}
      <ReasonField
        label={t('rally.reason')}
        value={reason}
        onChange={setReason}
        maxLength={4000}
        minRows={3}
      />
    </FormModal>
  );
}
