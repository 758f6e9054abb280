import { ActionIcon, TextInput } from '@mantine/core';
import { useState } from 'react';
import { desk } from '../app/desk.ts';
import { setSettings, useSettings } from '../state/settings.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { Icon } from '../widgets/icons.tsx';
import { Splitter } from '../widgets/splitter.tsx';
import { TabRow } from '../widgets/tab-row.tsx';
import { useTracksVersion } from '../widgets/use-tracks.ts';
import { LostTable, SensorTable, ZoneTable } from './side-tables.tsx';
import { TrackTable } from './track-table.tsx';
import css from './table.module.css';

type Tab = 'tracks' | 'zones' | 'sensors' | 'lost';

/** The table under the map: the map's equivalent for people who do not see it, and the quicker way to sort. */
export function TablesPanel() {
  useTracksVersion();
  const [tab, setTab] = useState<Tab>('tracks');
  const [filter, setFilter] = useState('');
  const { tableHeight, tableOpen } = useSettings();
  const zones = useWatch((watch) => watch.zones.length);
  const sensors = useWatch((watch) => watch.sensors.length);
  const toggle = (
    <ActionIcon
      onClick={() => setSettings({ tableOpen: !tableOpen })}
      aria-label={t(tableOpen ? 'table.hide' : 'table.show')}
      aria-expanded={tableOpen}
    >
      <Icon name={tableOpen ? 'down' : 'up'} />
    </ActionIcon>
  );
  return (
    <section
      className={css['panel']}
      style={{ height: tableOpen ? tableHeight : 33 }}
      aria-label={t('table.title')}
    >
      {tableOpen && (
        <Splitter
          label={t('table.resize')}
          value={tableHeight}
          min={120}
          max={700}
          onChange={(height) => setSettings({ tableHeight: height })}
        />
      )}
      <TabRow
        label={t('table.title')}
        tabs={[
          { name: 'tracks', text: t('table.tracks'), count: desk.tracks.count },
          { name: 'zones', text: t('table.zones'), count: zones },
          { name: 'sensors', text: t('table.sensors'), count: sensors },
          { name: 'lost', text: t('table.lost'), count: desk.tracks.lost.length },
        ]}
        value={tab}
        onChange={(name) => {
          setTab(name);
          setSettings({ tableOpen: true });
        }}
        panelId="table-panel"
        end={
          <span className={css['tools']}>
            {tab === 'tracks' && tableOpen && (
              <TextInput
                value={filter}
                onChange={(event) => setFilter(event.currentTarget.value)}
                placeholder={t('table.filter')}
                aria-label={t('table.filter')}
                className={css['filter'] ?? ''}
              />
            )}
            {toggle}
          </span>
        }
      />
      {tableOpen && (
        <div
          id="table-panel"
          role="tabpanel"
          aria-label={t(`table.${tab}`)}
          className={css['content']}
        >
          {tab === 'tracks' && <TrackTable filter={filter} />}
          {tab === 'zones' && <ZoneTable />}
          {tab === 'sensors' && <SensorTable />}
          {tab === 'lost' && <LostTable />}
        </div>
      )}
    </section>
  );
}
