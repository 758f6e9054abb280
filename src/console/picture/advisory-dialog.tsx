import { useState } from 'react';
import { attempt, refusedInReplay } from '../app/actions.ts';
import { api } from '../feed/api-client.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { DialogForm } from '../widgets/dialog-form.tsx';
import { ReasonField } from '../widgets/reason-field.tsx';

/** A word of a sensor node is rejected: it is told why. */
export function AdvisoryDialog({
  advisoryId,
  onDone,
}: {
  readonly advisoryId: string;
  readonly onDone: () => void;
}) {
  const advisory = useWatch((watch) =>
    watch.advisories.advisories.find(({ id }) => id === advisoryId),
  );
  const [reason, setReason] = useState('');
  if (advisory === undefined) return null;
  const submit = async (): Promise<void> => {
    if (refusedInReplay()) return;
    const done = await attempt(
      () => api.answerAdvisory(advisoryId, false, reason.trim()),
      t('advisory.rejected', { node: advisory.nodeName }),
    );
    if (done) onDone();
  };
  return (
    <DialogForm
      submit={t('advisory.reject')}
      isReady={reason.trim() !== ''}
      onCancel={onDone}
      onSubmit={submit}
    >
      <p style={{ margin: 0 }}>
        {advisory.nodeName}: {advisory.text}
      </p>
      <ReasonField
        label={t('advisory.reason')}
        hint={t('advisory.reasonHint')}
        value={reason}
        onChange={setReason}
      />
    </DialogForm>
  );
}
