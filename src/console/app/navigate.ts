import { formatRoute, parseRoute, type Route } from '../state/route.ts';
import { useUi } from '../state/ui-state.ts';

/** Goes to a screen; the address follows, so that it can be kept and sent. */
export function go(route: Route): void {
  const hash = formatRoute(route);
  if (location.hash === hash) return;
  history.pushState(null, '', hash);
  take();
}

function take(): void {
  const route = parseRoute(location.hash);
  const trackNumber = route.screen === 'picture' && route.id !== null ? Number(route.id) : null;
  useUi.setState({
    route,
    ...(trackNumber !== null && Number.isInteger(trackNumber) ? { selected: trackNumber } : {}),
  });
}

/** Reads the address now and when it changes; keeps the selected track in it. */
export function startRouting(): () => void {
  take();
  addEventListener('popstate', take);
  addEventListener('hashchange', take);
  const stop = useUi.subscribe((ui, before) => {
    if (ui.selected === before.selected || ui.route.screen !== 'picture') return;
    const route: Route = {
      screen: 'picture',
      id: ui.selected === null ? null : String(ui.selected),
    };
    history.replaceState(null, '', formatRoute(route));
    useUi.setState({ route });
  });
  return () => {
    stop();
    removeEventListener('popstate', take);
    removeEventListener('hashchange', take);
  };
}
