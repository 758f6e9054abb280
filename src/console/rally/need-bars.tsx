import { countWords } from '../../base/index.ts';
import type { NeedView } from '../../model/index.ts';
import { t } from '../text/text.ts';
import { needBar } from './rally-model.ts';
import css from './rally.module.css';

/** One bar a need: what is there, on its way, promised, and missing; the same in words beside it. */
export function NeedBars({ needs }: { readonly needs: readonly NeedView[] }) {
  if (needs.length === 0) return null;
  return (
    <section className={css['needs']} aria-label={t('rally.needs')}>
      {needs.map((need) => (
        <div key={need.id} className={css['need']}>
          <span className={css['needName']}>
            {need.capability}{' '}
            <span className="dim">{countWords(need.quantity, need.unit, '')}</span>
          </span>
          <span className={css['bar']} aria-hidden="true">
            {needBar(need).map((part) => (
              <span
                key={part.name}
                className={css[`bar-${part.name}`]}
                style={{ flexGrow: part.share }}
                title={`${part.quantity} ${t(`rally.bar.${part.name}`)}`}
              >
                <span>{part.quantity}</span>
              </span>
            ))}
          </span>
          <span className={need.shortfall > 0 ? css['short'] : css['met']}>{need.text}</span>
        </div>
      ))}
      <p className={css['legend']} aria-hidden="true">
        {(['delivered', 'moving', 'accepted', 'pledged', 'provisional', 'missing'] as const).map(
          (name) => (
            <span key={name}>
              <i className={css[`bar-${name}`]} /> {t(`rally.bar.${name}`)}
            </span>
          ),
        )}
      </p>
    </section>
  );
}
