import { useEffect, useRef, useState } from 'react';
import 'maplibre-gl/dist/maplibre-gl.css';
import { desk } from '../app/desk.ts';
import { useUi } from '../state/ui-state.ts';
import { MapController } from './map-controller.ts';
import { setMap } from './map-handle.ts';
import { MapReadout } from './map-readout.tsx';
import { MapTools } from './map-tools.tsx';
import { startOverlays } from './overlays.ts';
import { clickTool, useTool } from './tool-state.ts';
import type { Viewport } from './viewport.ts';
import css from './map.module.css';

interface Props {
  /** told when a drawn shape is complete: circle after two clicks; a polygon is ended by its screen */
  readonly onShape?: (points: readonly (readonly [number, number])[]) => void;
  readonly tools?: boolean;
}

const START = { centre: [29.6, 44.5] as const, zoom: 6.6 };
/** where the map was when it was last left: another screen's map begins there */
let last: { centre: readonly [number, number]; zoom: number } = START;

/** Mounts the map once; everything on it is driven from outside React. */
export function MapView({ onShape, tools = true }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const labels = useRef<HTMLCanvasElement>(null);
  const shape = useRef(onShape);
  useEffect(() => {
    shape.current = onShape;
  }, [onShape]);
  const [scale, setScale] = useState({ px: 0, metres: 0 });
  const [attribution, setAttribution] = useState('');
  useEffect(() => {
    const controller = new MapController({
      container: container.current!,
      labels: labels.current!,
      tracks: desk.tracks,
      centre: last.centre,
      zoom: last.zoom,
      home: START,
      events: {
        onPick: (selected) => useUi.setState({ selected }),
        onPointer: (at) => useTool.setState({ pointer: at === null ? null : [at.lng, at.lat] }),
        onToolClick: ({ lng, lat }) => {
          const before = useTool.getState();
          if (before.tool === 'none') return false;
          const { state, finished } = clickTool(before, [lng, lat]);
          useTool.setState(state);
          if (finished || state.tool === 'draw-polygon') shape.current?.(state.points);
          return true;
        },
        onMoved: (viewport) => {
          desk.setBox(viewport.box(0.25));
          setScale(scaleBar(viewport));
        },
        onReady: (text) => setAttribution(text),
      },
    });
    setMap(controller);
    const { selected, follow } = useUi.getState();
    controller.select(selected, follow);
    const stops = [
      controller.whenLoaded(() => startOverlays(controller)),
      useUi.subscribe((ui, before) => {
        if (ui.selected !== before.selected || ui.follow !== before.follow)
          controller.select(ui.selected, ui.follow);
        if (ui.tool !== before.tool) {
          useTool.setState({ tool: ui.tool, points: [] });
          controller.setTool(ui.tool);
        }
      }),
    ];
    return () => {
      const centre = controller.map.getCenter();
      last = { centre: [centre.lng, centre.lat], zoom: controller.map.getZoom() };
      stops.forEach((stop) => stop());
      useUi.setState({ tool: 'none' });
      useTool.setState({ tool: 'none', points: [], pointer: null });
      setMap(null);
      controller.destroy();
    };
  }, []);
  return (
    <div className={css['frame']}>
      <div ref={container} className={css['map']} />
      <canvas ref={labels} className={css['labels']} aria-hidden="true" />
      {tools && <MapTools />}
      <MapReadout scale={scale} attribution={attribution} />
    </div>
  );
}

/** A round length that fits in 110 px: in NM, below one in metres. */
function scaleBar(viewport: Viewport): { px: number; metres: number } {
  const [, south, , north] = viewport.box(0);
  const lat = ((south + north) / 2) * (Math.PI / 180);
  const perPx = (40_075_016.69 * Math.cos(lat)) / viewport.scale;
  const steps = [
    50,
    100,
    200,
    500,
    926,
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((nm) => nm * 1852),
  ];
  const metres = steps.filter((step) => step / perPx <= 110).at(-1) ?? 50;
  return { px: metres / perPx, metres };
}
