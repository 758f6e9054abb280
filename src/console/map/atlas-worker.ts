import { drawSymbol, type SymbolRequest } from './draw-symbol.ts';

/** Draws symbols off the page's thread: a list of requests in, one bitmap each out, in the same order. */
interface Job {
  readonly id: number;
  readonly requests: readonly SymbolRequest[];
}

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<Job>) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
};

scope.onmessage = ({ data }) => {
  const bitmaps = data.requests.map((request) => {
    const canvas = new OffscreenCanvas(request.cellPx, request.cellPx);
    const context = canvas.getContext('2d');
    if (context !== null) drawSymbol(context, request);
    return canvas.transferToImageBitmap();
  });
  scope.postMessage({ id: data.id, bitmaps }, bitmaps);
};
