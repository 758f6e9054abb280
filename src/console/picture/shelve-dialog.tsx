import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { attempt, putAlert, refusedInReplay } from '../app/actions.ts';
import { api } from '../feed/api-client.ts';
import { formatMinute } from '../format/clock.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { DialogForm } from '../widgets/dialog-form.tsx';
import { ReasonField } from '../widgets/reason-field.tsx';
import { SHELVE_MINUTES } from './alert-model.ts';

/** Putting an alert aside: reason and time are a must (ISA-18.2). */
export function ShelveDialog({
  alertId,
  onDone,
}: {
  readonly alertId: string;
  readonly onDone: () => void;
}) {
  const alert = useWatch((watch) => watch.alerts.get(alertId));
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState(30);
  if (alert === undefined) return null;
  const submit = async (): Promise<void> => {
    if (refusedInReplay()) return;
    const until = formatMinute(Date.now() + useWatch.getState().clockSkewMs + minutes * 60_000);
    const done = await attempt(
      async () => putAlert(await api.shelve(alertId, reason.trim(), minutes)),
      t('act.shelved', { until, text: alert.text }),
    );
    if (done) onDone();
  };
  return (
    <DialogForm
      submit={t('alerts.shelve')}
      isReady={reason.trim() !== ''}
      onCancel={onDone}
      onSubmit={submit}
    >
      <p style={{ margin: 0 }}>{alert.text}</p>
      <ReasonField
        label={t('shelve.reason')}
        hint={t('shelve.reasonHint')}
        value={reason}
        onChange={setReason}
      />
      <div>
        <div className="dim" id="shelve-for">
          {t('shelve.minutes')}
        </div>
        <SegmentedControl
          aria-labelledby="shelve-for"
          fullWidth
          value={String(minutes)}
          onChange={(value) => setMinutes(Number(value))}
          data={SHELVE_MINUTES.map((value) => ({
            value: String(value),
            label:
              value < 60
                ? t('shelve.minutesValue', { minutes: value })
                : t('shelve.hoursValue', { hours: value / 60 }),
          }))}
        />
      </div>
      <p className="dim" style={{ margin: 0 }}>
        {t('shelve.note')}
      </p>
    </DialogForm>
  );
}
