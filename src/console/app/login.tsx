import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useEffect, useState, type FormEvent } from 'react';
import type { SessionInfo } from '../../model/index.ts';
import { api, RequestFailed } from '../feed/api-client.ts';
import { t } from '../text/text.ts';
import css from './login.module.css';

export function Login({ onEnter }: { readonly onEnter: (session: SessionInfo) => void }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [provider, setProvider] = useState<string | null>(null);
  useEffect(() => {
    api.provider().then(
      (given) => setProvider(given.name),
      () => setProvider(null),
    );
  }, []);
  const [fault, setFault] = useState<string | null>(null);
  const enter = async (logIn: () => Promise<SessionInfo>): Promise<void> => {
    try {
      onEnter(await logIn());
    } catch (error) {
      setFault(error instanceof RequestFailed ? error.fault.text : String(error));
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void enter(() => api.login(name, password));
  };
  return (
    <main className={css['page']}>
      <form className={css['form']} onSubmit={submit}>
        <img src="./icon.svg" alt="" width={40} height={40} />
        <h1>{t('login.title')}</h1>
        <TextInput
          label={t('login.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="username"
          required
          data-autofocus
        />
        <PasswordInput
          label={t('login.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('login.showPassword') }}
          required
        />
        {fault !== null && (
          <p role="alert" className={css['fault']}>
            {fault}
          </p>
        )}
        <Button type="submit" variant="filled" size="sm">
          {t('login.submit')}
        </Button>
        <Button type="button" size="sm" onClick={() => void enter(api.loginByPasskey)}>
          {t('login.passkey')}
        </Button>
        {provider !== null && (
          <Button component="a" href={api.providerUrl} size="sm">
            {t('login.provider', { name: provider })}
          </Button>
        )}
      </form>
    </main>
  );
}
