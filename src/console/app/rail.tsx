import { SCREENS } from '../state/route.ts';
import { useUi } from '../state/ui-state.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { Icon } from '../widgets/icons.tsx';
import { go } from './navigate.ts';
import css from './frame.module.css';

export function Rail() {
  const screen = useUi((ui) => ui.route.screen);
  const selected = useUi((ui) => ui.selected);
  const incidents = useWatch((watch) => watch.incidents);
  const open = [...incidents.values()].filter((incident) => incident.state === 'open').length;
  return (
    <nav className={css['rail']} aria-label={t('rail.label')}>
      {SCREENS.map((name, i) => (
        <button
          key={name}
          type="button"
          className={css['railItem']}
          aria-current={name === screen ? 'page' : undefined}
          title={t('rail.key', { screen: t(`screen.${name}`), key: i + 1 })}
          onClick={() =>
            go({
              screen: name,
              id: name === 'picture' && selected !== null ? String(selected) : null,
            })
          }
        >
          <Icon name={name} size={20} />
          {t(`screen.${name}`)}
          {name === 'incidents' && open > 0 && (
            <span className={css['badge']}>
              {open}
              <span className="visually-hidden"> {t('rail.open')}</span>
            </span>
          )}
        </button>
      ))}
      <div className={css['grow']} />
      <button
        type="button"
        className={css['railItem']}
        onClick={() => useUi.setState({ dialog: { kind: 'settings' } })}
      >
        <Icon name="settings" size={18} />
        {t('rail.settings')}
      </button>
      <button
        type="button"
        className={css['railItem']}
        onClick={() => useUi.setState({ dialog: { kind: 'help' } })}
      >
        <Icon name="help" size={18} />
        {t('rail.help')}
      </button>
    </nav>
  );
}
