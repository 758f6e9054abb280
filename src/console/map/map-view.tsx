import { useEffect, useRef } from 'react';
import 'maplibre-gl/dist/maplibre-gl.css';
import { desk } from '../app/desk.ts';
import { useUi } from '../state/ui-state.ts';
import { MapController } from './map-controller.ts';
import { setMap } from './map-handle.ts';
import css from './map.module.css';

/** Mounts the map once; everything on it is driven from outside React. */
export function MapView() {
  const container = useRef<HTMLDivElement>(null);
  const labels = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const controller = new MapController({
      container: container.current!,
      labels: labels.current!,
      tracks: desk.tracks,
      centre: [29.4, 44.3],
      zoom: 6.6,
      events: {
        onPick: (selected) => useUi.setState({ selected }),
        onHover: () => undefined,
        onPointer: () => undefined,
        onToolClick: () => false,
        onMoved: (viewport) => desk.setBox(viewport.box(0.25)),
        onReady: () => undefined,
      },
    });
    setMap(controller);
    const stop = useUi.subscribe((ui, before) => {
      if (ui.selected !== before.selected || ui.follow !== before.follow)
        controller.select(ui.selected, ui.follow);
    });
    return () => {
      stop();
      setMap(null);
      controller.destroy();
    };
  }, []);
  return (
    <div className={css['frame']}>
      <div ref={container} className={css['map']} />
      <canvas ref={labels} className={css['labels']} aria-hidden="true" />
    </div>
  );
}
