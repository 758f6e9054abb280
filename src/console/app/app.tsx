import { MantineProvider } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { SessionInfo } from '../../model/index.ts';
import { api, RequestFailed } from '../feed/api-client.ts';
import { useSettings } from '../state/settings.ts';
import { t } from '../text/text.ts';
import { cssVariables, theme } from '../theme/mantine-theme.ts';
import { PALETTES } from '../theme/palettes.ts';
import { desk } from './desk.ts';
import { Frame } from './frame.tsx';
import { Login } from './login.tsx';

type Gate = 'asking' | 'login' | 'open' | 'unreachable';
const ASK_AGAIN_MS = 2000;

export function App() {
  const name = useSettings((settings) => settings.theme);
  const brightness = useSettings((settings) => settings.brightness);
  useEffect(() => {
    const { dataset, style } = document.documentElement;
    dataset['theme'] = name;
    style.setProperty('--brightness', String(brightness / 100));
    if (brightness < 100) dataset['dimmed'] = '';
    else delete dataset['dimmed'];
  }, [name, brightness]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={PALETTES[name].scheme}
    >
      <Gatekeeper />
    </MantineProvider>
  );
}

/** Asks who we are; opens the picture, or the log-in. */
function Gatekeeper() {
  const [gate, setGate] = useState<Gate>('asking');
  const enter = (_session: SessionInfo): void => {
    setGate('open');
    desk.live.start();
  };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      try {
        enter(await api.session());
      } catch (error) {
        if (error instanceof RequestFailed && error.status === 401) setGate('login');
        else {
          setGate('unreachable');
          timer = setTimeout(() => void ask(), ASK_AGAIN_MS);
        }
      }
    };
    void ask();
    return () => {
      clearTimeout(timer);
      desk.live.stop();
    };
  }, []);
  if (gate === 'open') return <Frame />;
  if (gate === 'login') return <Login onEnter={enter} />;
  return (
    <main className="starting" role="status">
      {t(gate === 'asking' ? 'app.starting' : 'app.unreachable')}
    </main>
  );
}
