import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { IDENTITIES, type Identity } from '../../model/index.ts';
import { attempt, refusedInReplay } from '../app/actions.ts';
import { desk } from '../app/desk.ts';
import { api } from '../feed/api-client.ts';
import { t } from '../text/text.ts';
import { DialogForm } from '../widgets/dialog-form.tsx';
import { IdentityMark } from '../widgets/marks.tsx';
import { readTrackNow } from './detail-model.ts';
import css from './dialogs.module.css';

/** A person's word on what a track is; it stands over the rules. */
export function IdentityDialog({
  trackNumber,
  onDone,
}: {
  readonly trackNumber: number;
  readonly onDone: () => void;
}) {
  const track = readTrackNow(desk.tracks, trackNumber);
  const [identity, setIdentity] = useState<Identity>(track?.identity ?? 'unknown');
  const [reason, setReason] = useState('');
  const submit = async (): Promise<void> => {
    if (refusedInReplay()) return;
    const id = track?.name ?? String(trackNumber);
    const done = await attempt(
      () => api.setIdentity(trackNumber, identity, reason.trim()),
      t('act.identitySet', { id, identity: t(`identity.${identity}`) }),
    );
    if (done) onDone();
  };
  return (
    <DialogForm
      submit={t('identityDialog.submit')}
      isReady={reason.trim() !== ''}
      onCancel={onDone}
      onSubmit={submit}
    >
      <fieldset className={css['choices']}>
        <legend className="dim">{t('identityDialog.identity')}</legend>
        {IDENTITIES.map((one) => (
          <label key={one} className={css['choice']}>
            <input
              type="radio"
              name="identity"
              value={one}
              checked={one === identity}
              onChange={() => setIdentity(one)}
            />
            <IdentityMark identity={one} size={18} />
            {t(`identity.${one}`)}
          </label>
        ))}
      </fieldset>
      <Textarea
        label={t('identityDialog.reason')}
        description={t('shelve.reasonHint')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        required
        autosize
        minRows={2}
      />
      <p className="dim" style={{ margin: 0 }}>
        {t('identityDialog.note')}
      </p>
    </DialogForm>
  );
}
