import { lazy, Suspense, useEffect } from 'react';
import { PictureScreen } from '../picture/picture-screen.tsx';
import { useUi } from '../state/ui-state.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { Announcer } from './announcer.tsx';
import { Banners } from './banners.tsx';
import { ErrorBoundary } from '../widgets/error-boundary.tsx';
import { startKeys } from './keys.ts';
import { startRouting } from './navigate.ts';
import { Rail } from './rail.tsx';
import { startSound } from './sound.ts';
import { Toast } from './toast.tsx';
import { TopBar } from './top-bar.tsx';
import css from './frame.module.css';

// Everything but the picture comes in pieces of its own, after it: see fetchAhead().
const PARTS = {
  incidents: () =>
    import('../incidents/incidents-screen.tsx').then((file) => ({ default: file.IncidentsScreen })),
  rally: () => import('../rally/rally-screen.tsx').then((file) => ({ default: file.RallyScreen })),
  zones: () => import('../zones/zones-screen.tsx').then((file) => ({ default: file.ZonesScreen })),
  feeds: () => import('../feeds/feeds-screen.tsx').then((file) => ({ default: file.FeedsScreen })),
  members: () =>
    import('../members/members-screen.tsx').then((file) => ({ default: file.MembersScreen })),
  dialogs: () => import('./dialogs.tsx').then((file) => ({ default: file.Dialogs })),
  palette: () => import('./palette.tsx').then((file) => ({ default: file.Palette })),
};
const IncidentsScreen = lazy(PARTS.incidents);
const RallyScreen = lazy(PARTS.rally);
const ZonesScreen = lazy(PARTS.zones);
const FeedsScreen = lazy(PARTS.feeds);
const MembersScreen = lazy(PARTS.members);
const Dialogs = lazy(PARTS.dialogs);
const Palette = lazy(PARTS.palette);

const AHEAD_MS = 4000;

/** Fetches every piece once the picture has had its time: later the node may be away, and the desk must still work. */
function fetchAhead(): () => void {
  const timer = setTimeout(() => {
    for (const part of Object.values(PARTS)) void part().catch(() => undefined);
  }, AHEAD_MS);
  return () => clearTimeout(timer);
}

/** What is around every screen: marking, bar, banners, rail. */
export function Frame() {
  const screen = useUi((ui) => ui.route.screen);
  useEffect(() => {
    const stops = [startRouting(), startKeys(), startSound(), fetchAhead()];
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
        <main id="main" className={css['main']} tabIndex={-1} data-screen={screen}>
          <ErrorBoundary key={screen}>
            <Suspense fallback={null}>
              {screen === 'picture' && <PictureScreen />}
              {screen === 'incidents' && <IncidentsScreen />}
              {screen === 'rally' && <RallyScreen />}
              {screen === 'feeds' && <FeedsScreen />}
              {screen === 'zones' && <ZonesScreen />}
              {screen === 'members' && <MembersScreen />}
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <Marking place="bottom" />
      <Suspense fallback={null}>
        <Dialogs />
        <Palette />
      </Suspense>
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
