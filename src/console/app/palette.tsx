import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useState } from 'react';
import { parsePosition, formatDms } from '../format/position.ts';
import { theMap } from '../map/map-handle.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { Icon } from '../widgets/icons.tsx';
import { IdentityMark } from '../widgets/marks.tsx';
import { showTrack } from './actions.ts';
import { COMMANDS } from './commands.ts';
import { desk } from './desk.ts';
import { go } from './navigate.ts';
import { paletteStore } from './palette-handle.ts';
import { searchTracks } from './palette-model.ts';

/** Ctrl-K: tracks, incidents, zones, places and commands from one line. */
export function Palette() {
  const [query, setQuery] = useState('');
  const zones = useWatch((watch) => watch.zones);
  const incidents = useWatch((watch) => watch.incidents);
  const needle = query.trim().toLowerCase();
  const has = (text: string): boolean => text.toLowerCase().includes(needle);
  const actions: SpotlightActionData[] = [];
  const place = parsePosition(query);
  if (place !== null)
    actions.push({
      id: 'place',
      label: t('palette.goto', { place: formatDms(place.latDeg, place.lonDeg) }),
      leftSection: <Icon name="goto" />,
      onClick: () => theMap()?.flyTo(place.lonDeg, place.latDeg, 9),
    });
  if (needle !== '') {
    for (const found of searchTracks(desk.tracks, needle, 8))
      actions.push({
        id: `track-${found.trackNumber}`,
        label: found.name,
        description: found.about,
        leftSection: <IdentityMark identity={found.identity} size={16} />,
        onClick: () => showTrack(found.trackNumber),
      });
    for (const incident of incidents.values())
      if (has(`${incident.id} ${incident.title}`))
        actions.push({
          id: `incident-${incident.id}`,
          label: incident.title,
          description: incident.id,
          leftSection: <Icon name="incidents" />,
          onClick: () => go({ screen: 'incidents', id: incident.id }),
        });
    for (const zone of zones.filter((one) => has(one.name)).slice(0, 5))
      actions.push({
        id: `zone-${zone.id}`,
        label: zone.name,
        description: t(`zoneKind.${zone.kind}`),
        leftSection: <Icon name="zones" />,
        onClick: () => go({ screen: 'zones', id: zone.id }),
      });
  }
  for (const command of COMMANDS.filter((one) => one.id !== 'palette' && has(t(one.text))))
    actions.push({
      id: command.id,
      label: t(command.text),
      leftSection: <Icon name="forward" />,
      rightSection: command.key === null ? null : <kbd>{keyName(command.key)}</kbd>,
      onClick: () => command.run(),
    });
  return (
    <Spotlight
      store={paletteStore}
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      filter={(_query, given) => given}
      nothingFound={t('palette.nothing')}
      shortcut={null}
      limit={24}
      scrollable
      maxHeight={460}
      size={560}
      styles={{ actionDescription: { opacity: 1 } }}
      transitionProps={{ duration: 0 }}
      searchProps={{ placeholder: t('palette.hint'), 'aria-label': t('palette.hint'), size: 'sm' }}
    />
  );
}

export function keyName(key: string): string {
  if (key === ' ') return t('key.space');
  if (key === 'Escape') return 'Esc';
  return key.length === 1 ? key.toUpperCase() : key;
}
