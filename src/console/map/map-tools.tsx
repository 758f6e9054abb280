import { ActionIcon, Popover, Switch, Tooltip } from '@mantine/core';
import { ENVIRONMENTS, IDENTITIES } from '../../model/index.ts';
import { setSettings, useSettings } from '../state/settings.ts';
import { useUi, type MapTool } from '../state/ui-state.ts';
import { t } from '../text/text.ts';
import { Icon, type IconName } from '../widgets/icons.tsx';
import { IdentityMark } from '../widgets/marks.tsx';
import { theMap } from './map-handle.ts';
import css from './map.module.css';

/** Buttons over the map: what is shown, tools, zoom. */
export function MapTools() {
  const tool = useUi((ui) => ui.tool);
  const setTool = (next: MapTool): void => useUi.setState({ tool: tool === next ? 'none' : next });
  return (
    <div
      className={css['tools']}
      role="toolbar"
      aria-label={t('map.tools')}
      aria-orientation="vertical"
    >
      <Layers />
      <ToolButton
        icon="measure"
        text={t('map.measure')}
        pressed={tool === 'measure'}
        onClick={() => setTool('measure')}
      />
      <ToolButton
        icon="rings"
        text={t('map.rings')}
        pressed={tool === 'rings'}
        onClick={() => setTool('rings')}
      />
      <ToolButton
        icon="goto"
        text={t('map.goto')}
        onClick={() => useUi.setState({ dialog: { kind: 'goto' } })}
      />
      <span className={css['gap']} />
      <ToolButton icon="plus" text={t('map.zoomIn')} onClick={() => theMap()?.map.zoomIn()} />
      <ToolButton icon="minus" text={t('map.zoomOut')} onClick={() => theMap()?.map.zoomOut()} />
      {tool !== 'none' && (
        <p className={css['hint']} role="status">
          {t(`map.hint.${tool}`)}
        </p>
      )}
    </div>
  );
}

function ToolButton({
  icon,
  text,
  pressed,
  onClick,
}: {
  readonly icon: IconName;
  readonly text: string;
  readonly pressed?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <Tooltip label={text} position="left">
      <ActionIcon
        size={30}
        aria-label={text}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        className={`${css['tool']} ${pressed === true ? css['pressed'] : ''}`}
        onClick={onClick}
      >
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}

/** What is drawn: by environment, by identity, zones, coverage. Alerted tracks are never filtered away. */
function Layers() {
  const settings = useSettings();
  const toggle = (list: readonly number[], index: number): readonly number[] =>
    list.includes(index) ? list.filter((one) => one !== index) : [...list, index];
  const filtered = settings.hiddenIdentities.length + settings.hiddenEnvironments.length > 0;
  return (
    <Popover
      position="left-start"
      shadow="md"
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <ActionIcon
          size={30}
          aria-label={t(filtered ? 'map.layersFiltered' : 'map.layers')}
          title={t(filtered ? 'map.layersFiltered' : 'map.layers')}
          className={`${css['tool']} ${filtered ? css['filtered'] : ''}`}
        >
          <Icon name="layers" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={css['layers'] ?? ''}>
        <h2>{t('map.layers')}</h2>
        <Switch
          label={t('map.zones')}
          checked={settings.zonesShown}
          onChange={(event) => setSettings({ zonesShown: event.currentTarget.checked })}
        />
        <Switch
          label={t('map.coverage')}
          checked={settings.coverage}
          onChange={(event) => setSettings({ coverage: event.currentTarget.checked })}
        />
        <h3>{t('map.environments')}</h3>
        {ENVIRONMENTS.map((name, i) => (
          <Switch
            key={name}
            label={t(`environment.${name}`)}
            checked={!settings.hiddenEnvironments.includes(i)}
            onChange={() =>
              setSettings({ hiddenEnvironments: toggle(settings.hiddenEnvironments, i) })
            }
          />
        ))}
        <h3>{t('map.identities')}</h3>
        {IDENTITIES.map((name, i) => (
          <Switch
            key={name}
            label={
              <span className={css['identity']}>
                <IdentityMark identity={name} /> {t(`identity.${name}`)}
              </span>
            }
            checked={!settings.hiddenIdentities.includes(i)}
            onChange={() => setSettings({ hiddenIdentities: toggle(settings.hiddenIdentities, i) })}
          />
        ))}
        <p className="dim">{t('map.neverHidden')}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
