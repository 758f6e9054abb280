import { lazy, Suspense, useEffect } from 'react';
import { PictureScreen } from '../picture/picture-screen.tsx';
import { useUi } from '../state/ui-state.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { Announcer } from './announcer.tsx';
import { Banners } from './banners.tsx';
import { Dialogs } from './dialogs.tsx';
import { startKeys } from './keys.ts';
import { startRouting } from './navigate.ts';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { startSound } from './sound.ts';
import { Toast } from './toast.tsx';
import { TopBar } from './top-bar.tsx';
import css from './frame.module.css';

const IncidentsScreen = lazy(() =>
  import('../incidents/incidents-screen.tsx').then((file) => ({ default: file.IncidentsScreen })),
);
const FeedsScreen = lazy(() =>
  import('../feeds/feeds-screen.tsx').then((file) => ({ default: file.FeedsScreen })),
);
const ZonesScreen = lazy(() =>
  import('../zones/zones-screen.tsx').then((file) => ({ default: file.ZonesScreen })),
);

/** What is around every screen: marking, bar, banners, rail. */
export function Frame() {
  const screen = useUi((ui) => ui.route.screen);
  useEffect(() => {
    const stops = [startRouting(), startKeys(), startSound()];
    return () => stops.forEach((stop) => stop());
  }, []);
  return (
    <div className={css['frame']}>
      <a className={css['skip']} href="#main" onClick={(event) => skip(event)}>
        {t('app.skip')}
      </a>
      <Marking place="top" />
      <TopBar />
      <Banners />
      <div className={css['middle']}>
        <Rail />
        <main id="main" className={css['main']} tabIndex={-1}>
          <Suspense fallback={null}>
            {screen === 'picture' && <PictureScreen />}
            {screen === 'incidents' && <IncidentsScreen />}
            {screen === 'feeds' && <FeedsScreen />}
            {screen === 'zones' && <ZonesScreen />}
          </Suspense>
        </main>
      </div>
      <Marking place="bottom" />
      <Dialogs />
      <Palette />
      <Toast />
      <Announcer />
    </div>
  );
}

function skip(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** Classification and releasability, top and bottom of every screen. */
function Marking({ place }: { readonly place: 'top' | 'bottom' }) {
  const banner = useWatch((watch) => watch.node?.banner ?? '');
  return (
    <div
      className={css['marking']}
      role="note"
      aria-label={t(place === 'top' ? 'frame.markingTop' : 'frame.markingBottom')}
    >
      {banner}
    </div>
  );
}
