import { formatDistance } from '../format/quantity.ts';
import { formatPosition } from '../format/position.ts';
import { theMap } from './map-handle.ts';
import { useSettings } from '../state/settings.ts';
import { useUi } from '../state/ui-state.ts';
import { t } from '../text/text.ts';
import { desk } from '../app/desk.ts';
import { legText, measure, useTool } from './tool-state.ts';
import css from './map.module.css';

/** Foot of the map: scale, where the pointer is and how far from the selected track, where the base map comes from. */
export function MapReadout({
  scale,
  attribution,
}: {
  readonly scale: { readonly px: number; readonly metres: number };
  readonly attribution: string;
}) {
  const pointer = useTool((tool) => tool.pointer);
  const form = useSettings((settings) => settings.coordinates);
  const selected = useUi((ui) => ui.selected);
  const row = selected === null ? -1 : desk.tracks.rowOf(selected);
  const from =
    row < 0 ? null : ([desk.tracks.lonE7[row]! / 1e7, desk.tracks.latE7[row]! / 1e7] as const);
  return (
    <div className={css['foot']}>
      <span className={css['scale']} style={{ width: scale.px }}>
        {scale.metres === 0 ? '' : formatDistance(scale.metres)}
      </span>
      <span className={css['where']}>
        {pointer === null ? '' : formatPosition(form, pointer[1], pointer[0])}
        {pointer !== null && from !== null && (
          <span className="dim">
            {' '}
            {t('map.fromSelected', { leg: legText(measure(from, pointer)) })}
          </span>
        )}
      </span>
      <span className={css['source']} title={t('help.basemap')}>
        {attribution === '' ? (theMap() === null ? '' : t('map.noBasemap')) : attribution}
      </span>
    </div>
  );
}
