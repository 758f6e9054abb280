import { Button, FileButton, Popover } from '@mantine/core';
import type { Zone, ZoneImportReport } from '../../model/index.ts';
import { attempt } from '../app/actions.ts';
import { go } from '../app/navigate.ts';
import { api } from '../feed/api-client.ts';
import { t } from '../text/text.ts';
import { Icon } from '../widgets/icons.tsx';
import { AlertMark } from '../widgets/marks.tsx';
import { describeHours, describeLimits } from './zone-model.ts';
import css from './zones.module.css';

interface Props {
  readonly zones: readonly Zone[];
  readonly selectedId: string | null;
  readonly onNew: (shape: 'polygon' | 'circle') => void;
  readonly onImported: (report: ZoneImportReport) => void;
}

export function ZoneList({ zones, selectedId, onNew, onImported }: Props) {
  const upload = async (file: File | null): Promise<void> => {
    if (file === null) return;
    await attempt(async () => onImported(await api.importZones(file)));
  };
  const sorted = [...zones].sort(
    (a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name),
  );
  return (
    <section className={css['list']} aria-label={t('screen.zones')}>
      <header className={css['tools']}>
        <Button onClick={() => onNew('polygon')}>
          <Icon name="polygon" size={14} />
          &nbsp;{t('zones.newPolygon')}
        </Button>
        <Button onClick={() => onNew('circle')}>
          <Icon name="circle" size={14} />
          &nbsp;{t('zones.newCircle')}
        </Button>
        <FileButton
          onChange={(file) => void upload(file)}
          accept=".json,.geojson,application/json"
          inputProps={{ 'aria-label': t('zones.import') }}
        >
          {(props) => (
            <Button {...props}>
              <Icon name="upload" size={14} />
              &nbsp;{t('zones.import')}
            </Button>
          )}
        </FileButton>
        <Popover position="bottom-end" transitionProps={{ duration: 0 }} trapFocus returnFocus>
          <Popover.Target>
            <Button>
              <Icon name="download" size={14} />
              &nbsp;{t('zones.export')}
            </Button>
          </Popover.Target>
          <Popover.Dropdown className={css['formats'] ?? ''}>
            <a href={api.exportZonesUrl('ed318')} download>
              {t('zoneOrigin.ed318')}
            </a>
            <a href={api.exportZonesUrl('geojson')} download>
              {t('zoneOrigin.geojson')}
            </a>
          </Popover.Dropdown>
        </Popover>
      </header>
      <div className={css['cards']} tabIndex={0} role="group" aria-label={t('screen.zones')}>
        {sorted.length === 0 && <p className={css['empty']}>{t('zones.none')}</p>}
        {sorted.map((zone) => (
          <button
            key={zone.id}
            type="button"
            className={css['card']}
            aria-current={zone.id === selectedId ? 'true' : undefined}
            onClick={() => go({ screen: 'zones', id: zone.id })}
          >
            <span className={css['cardHead']}>
              <AlertMark priority={zone.rule.priority} hollow size={12} />
              <b>{zone.name}</b>
              {!zone.active && <span className="dim">{t('zones.inactive')}</span>}
            </span>
            <span>
              {t(`zoneKind.${zone.kind}`)} · {t(`restriction.${zone.restriction}`)}
              {zone.country === '' ? '' : ` · ${zone.country}`}
            </span>
            <span className="dim">{describeLimits(zone)}</span>
            <span className="dim">
              {describeHours(zone)} · {t(`zoneOrigin.${zone.origin}`)}
            </span>
          </button>
        ))}
      </div>
    </section>
  );
}
