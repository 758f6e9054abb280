import { ms } from 'milsymbol-core';
import air from 'milsymbol-air';
import sea from 'milsymbol-sea';
import subsurface from 'milsymbol-subsurface';

ms.addIcons([air, sea, subsurface]);
// milsymbol would look for a broken Path2D with a page's canvas; every browser with WebGL 2 has a sound one.
ms.setBrokenPath2D(false);

/** Every variant of a symbol that the map may need. `frame`: for small sizes, the frame's shape with no icon inside. */
export type SymbolVariant = 'full' | 'frame' | 'hollow';
export interface SymbolRequest {
  readonly sidc: string;
  readonly variant: SymbolVariant;
  /** side of the square cell, device px */
  readonly cellPx: number;
}

const OUTLINE = 'rgba(6, 12, 18, 0.85)';

/** Draws a symbol in the middle of a cell whose top left corner is the context's origin. */
export function drawSymbol(
  context: OffscreenCanvasRenderingContext2D,
  { sidc, variant, cellPx }: SymbolRequest,
): void {
  const code = variant === 'frame' ? `${sidc.slice(0, 10)}0000000000` : sidc;
  const make = (size: number) =>
    new ms.Symbol(code, {
      size,
      colorMode: 'Light',
      civilianColor: false,
      fill: variant !== 'hollow',
      icon: variant !== 'frame',
      infoFields: false,
      strokeWidth: variant === 'frame' ? 12 : variant === 'hollow' ? 8 : 5,
      outlineWidth: variant === 'frame' ? 0 : 4,
      outlineColor: OUTLINE,
      ...(variant === 'hollow' ? { monoColor: hollowColor(sidc) } : {}),
    });
  const probe = make(100);
  // Affiliations differ in size; one scale for all keeps their relation, and no frame exceeds its cell.
  const scale = (cellPx * 0.96) / Math.max(probe.width, probe.height, 168);
  const symbol = make(100 * scale);
  const anchor = symbol.getAnchor();
  const s = symbol.style.size / 100;
  context.save();
  context.translate(cellPx / 2 - anchor.x, cellPx / 2 - anchor.y);
  context.scale(s, s);
  const margin = symbol.style.strokeWidth + symbol.style.outlineWidth;
  context.translate(-(symbol.bbox.x1 - margin), -(symbol.bbox.y1 - margin));
  symbol.canvasDraw(context, symbol.drawInstructions);
  context.restore();
}

/** milsymbol's own light fills, for frames drawn without a fill. */
const HOLLOW = ['#ffff80', '#ffff80', '#80e0ff', '#80e0ff', '#aaffaa', '#ffe599', '#ff8080'];
function hollowColor(sidc: string): string {
  return HOLLOW[Number(sidc[3])] ?? '#ffff80';
}
