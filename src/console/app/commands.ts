import { theMap } from '../map/map-handle.ts';
import { LABEL_MODES, setSettings, useSettings, VECTOR_MINUTES } from '../state/settings.ts';
import { SCREENS } from '../state/route.ts';
import { toast, useUi, type MapTool } from '../state/ui-state.ts';
import { t, type TextKey } from '../text/text.ts';
import { THEMES } from '../theme/palettes.ts';
import { acknowledgeTop, stepTrack } from './actions.ts';
import { go } from './navigate.ts';
import { openPalette } from './palette-handle.ts';
import { backToLive, stepTime, togglePlay } from './replay-actions.ts';

/** Everything a key or the palette can do. `key` is what KeyboardEvent.key says; one letter means a single key. */
export interface Command {
  readonly id: string;
  readonly text: TextKey;
  readonly key: string | null;
  run(): void;
}

function next<T>(list: readonly T[], value: T): T {
  return list[(list.indexOf(value) + 1) % list.length]!;
}

function setTool(tool: MapTool): void {
  go({ screen: 'picture', id: null });
  useUi.setState((ui) => ({ tool: ui.tool === tool ? 'none' : tool }));
}

/** Esc: lets go of the nearest thing first. */
function release(): void {
  const { tool, follow, selected } = useUi.getState();
  if (tool !== 'none') useUi.setState({ tool: 'none' });
  else if (follow) useUi.setState({ follow: false });
  else if (selected !== null) useUi.setState({ selected: null });
}

export const COMMANDS: readonly Command[] = [
  ...SCREENS.map((screen, i) => ({
    id: `screen-${screen}`,
    text: `command.screen.${screen}` as const,
    key: String(i + 1),
    run: () => go({ screen, id: null }),
  })),
  { id: 'acknowledge', text: 'command.acknowledge', key: 'a', run: acknowledgeTop },
  { id: 'next', text: 'command.next', key: 'j', run: () => stepTrack(1) },
  { id: 'previous', text: 'command.previous', key: 'k', run: () => stepTrack(-1) },
  { id: 'follow', text: 'command.follow', key: 'f', run: toggleFollow },
  { id: 'labels', text: 'command.labels', key: 'l', run: nextLabels },
  { id: 'vectors', text: 'command.vectors', key: 'v', run: nextVectors },
  {
    id: 'goto',
    text: 'command.goto',
    key: 'g',
    run: () => useUi.setState({ dialog: { kind: 'goto' } }),
  },
  { id: 'measure', text: 'command.measure', key: 'm', run: () => setTool('measure') },
  { id: 'rings', text: 'command.rings', key: 'r', run: () => setTool('rings') },
  { id: 'play', text: 'command.play', key: ' ', run: togglePlay },
  { id: 'back', text: 'command.back', key: '[', run: () => stepTime(-1) },
  { id: 'forward', text: 'command.forward', key: ']', run: () => stepTime(1) },
  { id: 'live', text: 'command.live', key: null, run: backToLive },
  { id: 'release', text: 'command.release', key: 'Escape', run: release },
  {
    id: 'help',
    text: 'command.help',
    key: '?',
    run: () => useUi.setState({ dialog: { kind: 'help' } }),
  },
  { id: 'palette', text: 'command.palette', key: 'Ctrl+K', run: openPalette },
  {
    id: 'settings',
    text: 'command.settings',
    key: null,
    run: () => useUi.setState({ dialog: { kind: 'settings' } }),
  },
  {
    id: 'theme',
    text: 'command.theme',
    key: null,
    run: () => setSettings({ theme: next(THEMES, useSettings.getState().theme) }),
  },
  {
    id: 'sound',
    text: 'command.sound',
    key: null,
    run: () => setSettings({ sound: !useSettings.getState().sound }),
  },
  {
    id: 'coverage',
    text: 'command.coverage',
    key: null,
    run: () => setSettings({ coverage: !useSettings.getState().coverage }),
  },
  { id: 'home', text: 'command.home', key: 'h', run: () => theMap()?.home() },
];

function toggleFollow(): void {
  const { selected, follow } = useUi.getState();
  if (selected === null) toast(t('command.selectFirst'));
  else useUi.setState({ follow: !follow });
}

function nextLabels(): void {
  const labels = next(LABEL_MODES, useSettings.getState().labels);
  setSettings({ labels });
  toast(t(`settings.labels.${labels}`));
}

function nextVectors(): void {
  const vectorMinutes = next(VECTOR_MINUTES, useSettings.getState().vectorMinutes);
  setSettings({ vectorMinutes });
  toast(
    vectorMinutes === 0
      ? t('settings.vectors.0')
      : t('settings.vectors.n', { minutes: vectorMinutes }),
  );
}
