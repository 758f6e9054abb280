import { t } from '../text/text.ts';
import { COMMANDS } from './commands.ts';
import { keyName } from './palette.tsx';
import css from './help.module.css';

export function HelpDialog() {
  return (
    <div className={css['help']}>
      <p>{t('help.intro')}</p>
      <dl className={css['keys']}>
        {COMMANDS.filter((command) => command.key !== null).map((command) => (
          <div key={command.id}>
            <dt>
              <kbd>{keyName(command.key!)}</kbd>
            </dt>
            <dd>{t(command.text)}</dd>
          </div>
        ))}
      </dl>
      <p className="dim">{t('help.map')}</p>
      <p className="dim">{t('help.basemap')}</p>
    </div>
  );
}
