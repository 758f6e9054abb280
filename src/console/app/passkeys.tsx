import { Button, Stack, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { PasskeyInfo } from '../../model/index.ts';
import { api } from '../feed/api-client.ts';
import { t } from '../text/text.ts';
import { attempt } from './actions.ts';
import css from './settings.module.css';

/** The passkeys of one's own account: add one of this device, take one away. */
export function PasskeySettings() {
  const [keys, setKeys] = useState<readonly PasskeyInfo[]>([]);
  const [name, setName] = useState('');
  const read = async (): Promise<void> => {
    await attempt(async () => setKeys(await api.passkeys()));
  };
  useEffect(() => void read(), []);
  const add = async (): Promise<void> => {
    if (!(await attempt(() => api.addPasskey(name.trim())))) return;
    setName('');
    await read();
  };
  const remove = async (passkeyId: string): Promise<void> => {
    if (await attempt(() => api.removePasskey(passkeyId))) await read();
  };
  return (
    <Stack gap="xs">
      <span>{t('settings.passkeys')}</span>
      {keys.map((key) => (
        <div key={key.id} className={css['passkey']}>
          <span>{key.name}</span>
          <Button size="xs" onClick={() => void remove(key.id)}>
            {t('settings.passkeyRemove')}
          </Button>
        </div>
      ))}
      <div className={css['passkey']}>
        <TextInput
          aria-label={t('settings.passkeyName')}
          placeholder={t('settings.passkeyName')}
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="xs" disabled={name.trim() === ''} onClick={() => void add()}>
          {t('settings.passkeyAdd')}
        </Button>
      </div>
    </Stack>
  );
}
