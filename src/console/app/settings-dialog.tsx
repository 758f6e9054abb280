import { Button, SegmentedControl, Slider, Stack, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { api } from '../feed/api-client.ts';
import {
  COORDINATES,
  LABEL_MODES,
  setSettings,
  TRAIL_MODES,
  useSettings,
  VECTOR_MINUTES,
  type Settings,
} from '../state/settings.ts';
import { t } from '../text/text.ts';
import { THEMES } from '../theme/palettes.ts';
import { attempt } from './actions.ts';
import { PasskeySettings } from './passkeys.tsx';
import css from './settings.module.css';

export function SettingsDialog() {
  const settings = useSettings();
  const logOut = async (): Promise<void> => {
    if (await attempt(() => api.logout())) location.reload();
  };
  return (
    <Stack gap="md">
      <Choice name="theme" values={THEMES} text={(value) => t(`settings.theme.${value}`)} />
      <Row label={t('settings.brightness')}>
        <Slider
          min={40}
          max={100}
          step={5}
          value={settings.brightness}
          onChange={(brightness) => setSettings({ brightness })}
          thumbLabel={t('settings.brightness')}
          label={(value) => `${value} %`}
        />
      </Row>
      <Choice
        name="coordinates"
        values={COORDINATES}
        text={(value) => t(`settings.coordinates.${value}`)}
      />
      <Choice name="labels" values={LABEL_MODES} text={(value) => t(`settings.labels.${value}`)} />
      <Choice name="trails" values={TRAIL_MODES} text={(value) => t(`settings.trails.${value}`)} />
      <Row label={t('settings.vectors')}>
        <SegmentedControl
          fullWidth
          aria-label={t('settings.vectors')}
          value={String(settings.vectorMinutes)}
          onChange={(value) =>
            setSettings({ vectorMinutes: Number(value) as Settings['vectorMinutes'] })
          }
          data={VECTOR_MINUTES.map((minutes) => ({
            value: String(minutes),
            label: minutes === 0 ? t('common.none') : `${minutes} min`,
          }))}
        />
      </Row>
      <Switch
        label={t('settings.sound')}
        checked={settings.sound}
        onChange={(event) => setSettings({ sound: event.currentTarget.checked })}
      />
      <Switch
        label={t('settings.singleKeys')}
        description={t('settings.singleKeysHint')}
        checked={settings.singleKeys}
        onChange={(event) => setSettings({ singleKeys: event.currentTarget.checked })}
      />
      <PasskeySettings />
      <Button onClick={() => void logOut()} style={{ alignSelf: 'flex-start' }}>
        {t('settings.logOut')}
      </Button>
    </Stack>
  );
}

type ChoiceName = 'theme' | 'coordinates' | 'labels' | 'trails';

function Choice<N extends ChoiceName>({
  name,
  values,
  text,
}: {
  readonly name: N;
  readonly values: readonly Settings[N][];
  readonly text: (value: Settings[N]) => string;
}) {
  const value = useSettings((settings) => settings[name]);
  return (
    <Row label={t(`settings.${name}`)}>
      <SegmentedControl
        fullWidth
        aria-label={t(`settings.${name}`)}
        value={value}
        onChange={(chosen) => setSettings({ [name]: chosen })}
        data={values.map((one) => ({ value: one, label: text(one) }))}
      />
    </Row>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={css['row']}>
      <span>{label}</span>
      <div>{children}</div>
    </div>
  );
}
