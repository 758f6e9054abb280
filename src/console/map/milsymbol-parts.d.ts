/** The parts of milsymbol (MIT) that the console bundles; vite.config.ts says where they lie. */
declare module 'milsymbol-core' {
  export interface Symbol {
    readonly width: number;
    readonly height: number;
    readonly bbox: { readonly x1: number; readonly y1: number };
    readonly style: {
      readonly size: number;
      readonly strokeWidth: number;
      readonly outlineWidth: number;
    };
    readonly drawInstructions: unknown;
    canvasDraw(
      context: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D,
      instructions: unknown,
    ): void;
    getAnchor(): { readonly x: number; readonly y: number };
    isValid(): boolean;
    asSVG(): string;
  }
  export const ms: {
    addIcons(icons: unknown): void;
    setBrokenPath2D(broken: boolean): void;
    readonly Symbol: new (sidc: string, options: Readonly<Record<string, unknown>>) => Symbol;
  };
}
declare module 'milsymbol-air' {
  const icons: unknown;
  export default icons;
}
declare module 'milsymbol-sea' {
  const icons: unknown;
  export default icons;
}
declare module 'milsymbol-subsurface' {
  const icons: unknown;
  export default icons;
}
