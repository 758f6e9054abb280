import { MapView } from '../map/map-view.tsx';
import { AlertsPanel } from './alerts-panel.tsx';
import { DetailPanel } from './detail-panel.tsx';
import { TablesPanel } from './tables-panel.tsx';
import { TimeStrip } from './time-strip.tsx';
import css from './picture.module.css';

/** Screen 1: alerts left, map over tables in the middle, the selected track right, time below. */
export function PictureScreen() {
  return (
    <div className={css['screen']}>
      <div className={css['columns']}>
        <AlertsPanel />
        <div className={css['centre']}>
          <MapView />
          <TablesPanel />
        </div>
        <DetailPanel />
      </div>
      <TimeStrip />
    </div>
  );
}
