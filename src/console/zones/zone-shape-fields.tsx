import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import type { VerticalReference } from '../../model/index.ts';
import { useUi } from '../state/ui-state.ts';
import { t } from '../text/text.ts';
import { Icon } from '../widgets/icons.tsx';
import type { FieldProps } from './zone-form.ts';
import css from './zones.module.css';

const REFERENCES: readonly VerticalReference[] = ['AMSL', 'AGL', 'WGS84'];

/** Shape as a table of coordinates, the same shape that is drawn on the map (WCAG 2.5.7), and its height range. */
export function ZoneShapeFields({ form, set, error }: FieldProps) {
  const tool = useUi((ui) => ui.tool);
  const drawTool = form.shape === 'circle' ? 'draw-circle' : 'draw-polygon';
  return (
    <fieldset className={css['group']}>
      <legend>{t('zones.shape')}</legend>
      {form.shape === 'kept' && (
        <p className="dim">{t('zones.kept', { count: form.keptVolumes.length })}</p>
      )}
      {form.shape !== 'kept' && (
        <Button
          aria-pressed={tool === drawTool}
          onClick={() => useUi.setState({ tool: tool === drawTool ? 'none' : drawTool })}
        >
          <Icon name={form.shape} size={14} />
          &nbsp;{t(tool === drawTool ? 'zones.drawing' : 'zones.draw')}
        </Button>
      )}
      {form.shape === 'polygon' && <Corners form={form} set={set} error={error} />}
      {form.shape === 'circle' && (
        <div className={css['pair']}>
          <TextInput
            label={t('zones.centre')}
            value={form.centre}
            onChange={(event) => set({ centre: event.currentTarget.value })}
            error={error('centre')}
          />
          <TextInput
            label={t('zones.radius')}
            value={form.radiusNm}
            onChange={(event) => set({ radiusNm: event.currentTarget.value })}
            error={error('radiusNm')}
            inputMode="decimal"
          />
        </div>
      )}
      {form.shape !== 'kept' && (
        <div className={css['triple']}>
          <TextInput
            label={t('zones.lower')}
            placeholder={t('zones.ground')}
            value={form.lowerM}
            onChange={(event) => set({ lowerM: event.currentTarget.value })}
            error={error('lowerM')}
            inputMode="decimal"
          />
          <TextInput
            label={t('zones.upper')}
            placeholder={t('zones.unlimited')}
            value={form.upperM}
            onChange={(event) => set({ upperM: event.currentTarget.value })}
            error={error('upperM')}
            inputMode="decimal"
          />
          <NativeSelect
            label={t('zones.reference')}
            value={form.reference}
            onChange={(event) => set({ reference: event.currentTarget.value as VerticalReference })}
            data={[...REFERENCES]}
          />
        </div>
      )}
    </fieldset>
  );
}

function Corners({ form, set, error }: FieldProps) {
  const change = (index: number, text: string): void =>
    set({ corners: form.corners.map((corner, i) => (i === index ? text : corner)) });
  const cut = (index: number): void => set({ corners: form.corners.filter((_, i) => i !== index) });
  const insert = (index: number): void => set({ corners: form.corners.toSpliced(index, 0, '') });
  return (
    <>
      <table className={css['corners']}>
        <caption className="visually-hidden">{t('zones.corners')}</caption>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">{t('zones.position')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('zones.change')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {form.corners.map((corner, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- a corner is its place in the ring
            <tr key={i}>
              <td className="num">{i + 1}</td>
              <td>
                <TextInput
                  aria-label={t('zones.corner', { number: i + 1 })}
                  value={corner}
                  onChange={(event) => change(i, event.currentTarget.value)}
                  error={error(`corner-${i}`)}
                />
              </td>
              <td>
                <ActionIcon
                  aria-label={t('zones.insert', { number: i + 1 })}
                  onClick={() => insert(i + 1)}
                >
                  <Icon name="plus" size={13} />
                </ActionIcon>
                <ActionIcon aria-label={t('zones.cut', { number: i + 1 })} onClick={() => cut(i)}>
                  <Icon name="trash" size={13} />
                </ActionIcon>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button onClick={() => insert(form.corners.length)}>{t('zones.addCorner')}</Button>
      {error('corners') !== null && (
        <p className={css['bad']} role="alert">
          {error('corners')}
        </p>
      )}
    </>
  );
}
