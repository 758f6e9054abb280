import { Button } from '@mantine/core';
import type { ZoneImportReport } from '../../model/index.ts';
import { go } from '../app/navigate.ts';
import { t } from '../text/text.ts';
import css from './zones.module.css';

const FORMAT = { geojson: 'GeoJSON', ed269: 'ED-269', ed318: 'ED-318' } as const;

/** What came of an import: what was taken in, what was not, and why. */
export function ImportReport({
  report,
  onClose,
}: {
  readonly report: ZoneImportReport;
  readonly onClose: () => void;
}) {
  const errors = report.findings.filter((finding) => finding.severity === 'error').length;
  return (
    <div className={css['report']} role="status">
      <h2>{t('zones.imported', { format: FORMAT[report.format] })}</h2>
      <p>
        {t('zones.importCounts', {
          loaded: report.loaded.length,
          errors,
          warnings: report.findings.length - errors,
        })}
      </p>
      {report.incomplete && <p className={css['incomplete']}>{t('zones.incomplete')}</p>}
      {report.findings.length > 0 && (
        <ul className={css['findings']} tabIndex={0} aria-label={t('detail.findings')}>
          {report.findings.map((finding) => (
            <li
              key={`${finding.zone}-${finding.path}-${finding.text}`}
              className={finding.severity === 'error' ? css['error'] : undefined}
            >
              <b>{t(`zones.severity.${finding.severity}`)}</b>{' '}
              {finding.identifier ??
                (finding.zone === null ? t('zones.wholeFile') : `#${finding.zone + 1}`)}{' '}
              <code>{finding.path}</code>
              <br />
              {finding.text}
            </li>
          ))}
        </ul>
      )}
      <h3>{t('zones.loaded')}</h3>
      {report.loaded.map((zone) => (
        <button
          key={zone.id}
          type="button"
          className={css['link']}
          onClick={() => {
            onClose();
            go({ screen: 'zones', id: zone.id });
          }}
        >
          {zone.name}
        </button>
      ))}
      <Button onClick={onClose}>{t('common.close')}</Button>
    </div>
  );
}
