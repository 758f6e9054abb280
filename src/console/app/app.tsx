import { MantineProvider } from '@mantine/core';
import { useEffect, useState } from 'react';
import { api } from '../feed/api-client.ts';
import { MapView } from '../map/map-view.tsx';
import { useSettings } from '../state/settings.ts';
import { cssVariables, theme } from '../theme/mantine-theme.ts';
import { PALETTES } from '../theme/palettes.ts';
import { desk } from './desk.ts';

export function App() {
  const name = useSettings((settings) => settings.theme);
  const [session, setSession] = useState(false);
  useEffect(() => {
    document.documentElement.dataset['theme'] = name;
  }, [name]);
  useEffect(() => {
    void api.session().then(() => {
      setSession(true);
      desk.live.start();
    });
    return () => desk.live.stop();
  }, []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={PALETTES[name].scheme}
    >
      <div style={{ display: 'grid', height: '100%' }}>{session && <MapView />}</div>
    </MantineProvider>
  );
}
