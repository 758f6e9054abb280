import { ENVIRONMENTS, IDENTITIES, type SensorInfo, type Zone } from '../../model/index.ts';
import { go } from '../app/navigate.ts';
import { desk } from '../app/desk.ts';
import { formatSpan, formatWhen } from '../format/clock.ts';
import { formatMetres, UNKNOWN } from '../format/quantity.ts';
import { formatPosition } from '../format/position.ts';
import { theMap } from '../map/map-handle.ts';
import { useSettings } from '../state/settings.ts';
import { shownAt, useWatch } from '../state/watch-state.ts';
import { t, type TextKey } from '../text/text.ts';
import { DataGrid } from '../widgets/data-grid.tsx';
import type { GridColumn } from '../widgets/grid-columns.ts';
import { IdentityMark } from '../widgets/marks.tsx';
import { useNow } from '../widgets/use-now.ts';
import { useTracksVersion } from '../widgets/use-tracks.ts';
import { describeHours, describeLimits, zoneCentre } from '../zones/zone-model.ts';

const ZONE_COLUMNS: readonly GridColumn[] = [
  { name: 'name', title: t('table.name'), width: 'minmax(160px, 1.6fr)' },
  { name: 'kind', title: t('table.kind'), width: '120px' },
  { name: 'restriction', title: t('zones.restriction'), width: '120px' },
  { name: 'limits', title: t('zones.limits'), width: 'minmax(150px, 1fr)' },
  { name: 'hours', title: t('zones.hours'), width: 'minmax(120px, 1fr)' },
  { name: 'origin', title: t('zones.origin'), width: '90px' },
];

export function ZoneTable() {
  const zones = useWatch((watch) => watch.zones);
  const show = (zone: Zone): void => {
    const centre = zoneCentre(zone);
    if (centre !== null) theMap()?.flyTo(centre[0], centre[1]);
  };
  return (
    <DataGrid
      label={t('table.zones')}
      columns={ZONE_COLUMNS}
      count={zones.length}
      rowKey={(index) => zones[index]!.id}
      cells={(index) => {
        const zone = zones[index]!;
        return {
          name: zone.active ? zone.name : <span className="dim">{zone.name}</span>,
          kind: t(`zoneKind.${zone.kind}`),
          restriction: t(`restriction.${zone.restriction}`),
          limits: describeLimits(zone),
          hours: describeHours(zone),
          origin: t(`zoneOrigin.${zone.origin}`),
        };
      }}
      onSelect={(index) => show(zones[index]!)}
      onOpen={(index) => go({ screen: 'zones', id: zones[index]!.id })}
      empty={t('table.noZones')}
    />
  );
}

const SENSOR_COLUMNS: readonly GridColumn[] = [
  { name: 'name', title: t('table.name'), width: 'minmax(140px, 1.2fr)' },
  { name: 'kind', title: t('table.kind'), width: 'minmax(86px, 0.6fr)' },
  { name: 'source', title: t('table.source'), width: 'minmax(96px, 0.7fr)' },
  { name: 'place', title: t('table.place'), width: 'minmax(180px, 1.2fr)' },
  { name: 'range', title: t('table.range'), width: '66px', numeric: true },
  { name: 'period', title: t('table.period'), width: '58px', numeric: true },
  { name: 'last', title: t('table.last'), width: '90px', numeric: true },
];

export function SensorTable() {
  const sensors = useWatch((watch) => watch.sensors);
  const form = useSettings((settings) => settings.coordinates);
  const now = useNow() + useWatch((watch) => watch.clockSkewMs);
  const show = (sensor: SensorInfo): void => {
    if (sensor.latDeg !== null && sensor.lonDeg !== null)
      theMap()?.flyTo(sensor.lonDeg, sensor.latDeg);
  };
  return (
    <DataGrid
      label={t('table.sensors')}
      columns={SENSOR_COLUMNS}
      count={sensors.length}
      rowKey={(index) => sensors[index]!.id}
      cells={(index) => {
        const sensor = sensors[index]!;
        return {
          name: sensor.name,
          kind: t(`sensorKind.${sensor.kind}`),
          source: sensor.sourceId,
          place:
            sensor.latDeg === null || sensor.lonDeg === null ? (
              <span className="dim">{t('table.noSite')}</span>
            ) : (
              formatPosition(form, sensor.latDeg, sensor.lonDeg)
            ),
          range: sensor.maxRangeM === null ? UNKNOWN : formatMetres(sensor.maxRangeM),
          period: sensor.periodS === null ? UNKNOWN : `${sensor.periodS.toFixed(1)} s`,
          last:
            sensor.lastAt === null
              ? UNKNOWN
              : t('table.ago', { span: formatSpan(now - sensor.lastAt) }),
        };
      }}
      onSelect={(index) => show(sensors[index]!)}
      onOpen={(index) => go({ screen: 'feeds', id: sensors[index]!.sourceId })}
      empty={t('table.noSensors')}
    />
  );
}

const LOST_COLUMNS: readonly GridColumn[] = [
  { name: 'identity', title: t('table.identity'), width: '130px' },
  { name: 'name', title: t('table.name'), width: 'minmax(140px, 1fr)' },
  { name: 'environment', title: t('table.environment'), width: '90px' },
  { name: 'place', title: t('table.lastPlace'), width: 'minmax(200px, 1.5fr)' },
  { name: 'plot', title: t('table.lastPlot'), width: '120px', numeric: true },
  { name: 'lost', title: t('table.lostFor'), width: '110px', numeric: true },
];

/** Tracks that went away while this screen looked, newest first. */
export function LostTable() {
  useTracksVersion();
  const form = useSettings((settings) => settings.coordinates);
  const now = useNow();
  const at = useWatch((watch) => shownAt(watch, now));
  const { lost, labels } = desk.tracks;
  return (
    <DataGrid
      label={t('table.lost')}
      columns={LOST_COLUMNS}
      count={lost.length}
      rowKey={(index) => `${lost[index]!.trackNumber}-${lost[index]!.lostAt}`}
      cells={(index) => {
        const track = lost[index]!;
        const identity = IDENTITIES[track.identity] ?? 'pending';
        return {
          identity: (
            <>
              <IdentityMark identity={identity} /> {t(`identity.${identity}`)}
            </>
          ),
          name: labels.get(track.trackNumber)?.name ?? `#${track.trackNumber}`,
          environment: t(`environment.${ENVIRONMENTS[track.environment] ?? 'unknown'}` as TextKey),
          place: formatPosition(form, track.latDeg, track.lonDeg),
          plot: formatWhen(track.lastPlotAt, at),
          lost: formatSpan(at - track.lostAt),
        };
      }}
      onSelect={(index) => theMap()?.flyTo(lost[index]!.lonDeg, lost[index]!.latDeg)}
      empty={t('table.noLost')}
    />
  );
}
