import { useEffect, useState } from 'react';
import type { Zone, ZoneImportReport } from '../../model/index.ts';
import { go } from '../app/navigate.ts';
import { theMap } from '../map/map-handle.ts';
import { MapView } from '../map/map-view.tsx';
import { measure, useTool } from '../map/tool-state.ts';
import { NM_TO_M } from '../../base/index.ts';
import { useUi } from '../state/ui-state.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { ImportReport } from './import-report.tsx';
import { ZoneEditor } from './zone-editor.tsx';
import { formOf, newForm, readCorners, writeCorner, type ZoneForm } from './zone-form.ts';
import { ZoneList } from './zone-list.tsx';
import { zoneBox, type LonLat } from './zone-model.ts';
import css from './zones.module.css';

/** Zones: the list, the map to draw on, the editor with its table of corners. */
export function ZonesScreen() {
  const zones = useWatch((watch) => watch.zones);
  const id = useUi((ui) => ui.route.id);
  const [form, setForm] = useState<ZoneForm | null>(null);
  const [report, setReport] = useState<ZoneImportReport | null>(null);
  const zone = zones.find((one) => one.id === id);
  const known = zone !== undefined;
  useEffect(() => {
    if (zone === undefined) return;
    setForm(formOf(zone));
    showZone(zone);
    // Only when another zone is chosen: what is being edited must not be overwritten by news of the same zone.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [id, known]);
  useDrawnShape(form);
  const begin = (shape: 'polygon' | 'circle'): void => {
    go({ screen: 'zones', id: null });
    setReport(null);
    setForm(newForm(shape));
    useUi.setState({ tool: shape === 'polygon' ? 'draw-polygon' : 'draw-circle' });
  };
  const end = (): void => {
    useUi.setState({ tool: 'none' });
    setForm(null);
    go({ screen: 'zones', id: null });
  };
  return (
    <div className={css['screen']}>
      <ZoneList zones={zones} selectedId={id} onNew={begin} onImported={setReport} />
      <MapView
        onShape={(points) =>
          setForm((before) => (before === null ? before : takeShape(before, points)))
        }
      />
      <section className={css['editor']} aria-label={t('zones.editor')}>
        {report !== null && <ImportReport report={report} onClose={() => setReport(null)} />}
        {report === null && form !== null && (
          <ZoneEditor key={form.id ?? 'new'} form={form} onChange={setForm} onDone={end} />
        )}
        {report === null && form === null && <p className={css['empty']}>{t('zones.nothing')}</p>}
      </section>
    </div>
  );
}

function showZone(zone: Zone): void {
  const box = zoneBox(zone);
  if (box === null) return;
  requestAnimationFrame(() =>
    theMap()?.map.fitBounds([box[0], box[1], box[2], box[3]], {
      padding: 60,
      maxZoom: 11,
      animate: false,
    }),
  );
}

/** Clicked points into the form. */
function takeShape(form: ZoneForm, points: readonly LonLat[]): ZoneForm {
  if (form.shape === 'polygon') return { ...form, corners: points.map(writeCorner) };
  const [centre, edge] = points;
  if (form.shape !== 'circle' || centre === undefined || edge === undefined) return form;
  const radius = measure(centre, edge).distanceM / NM_TO_M;
  return { ...form, centre: writeCorner(centre), radiusNm: radius.toFixed(2) };
}

/** The corners of the form on the map while it is being edited: the table and the map show the same. */
function useDrawnShape(form: ZoneForm | null): void {
  const tool = useUi((ui) => ui.tool);
  useEffect(() => {
    if (form === null || form.shape !== 'polygon' || tool !== 'draw-polygon') return;
    const points = readCorners(form).filter((corner): corner is LonLat => corner !== null);
    useTool.setState({ points });
  }, [form, tool]);
}
