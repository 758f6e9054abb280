// Hot path: render() does no work per track; <= 4 ms of script a frame at 10,000 tracks with everything around it.
import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibre } from 'maplibre-gl';
import { GlProgram } from './gl-program.ts';
import * as glsl from './shaders.ts';
import { ATLAS_SIDE, type SymbolAtlas } from './symbol-atlas.ts';
import { DOT_FLOATS, INSTANCE_FLOATS, type TrackInstances } from './track-instances.ts';

/** Colours a theme gives the layer, each 0..1 red, green, blue. */
export interface LayerColors {
  /** by index in IDENTITIES: vectors and trails */
  readonly identity: readonly (readonly [number, number, number])[];
  /** index 0 unused, then emergency, warning, caution, advisory */
  readonly alert: readonly (readonly [number, number, number])[];
  readonly ink: readonly [number, number, number];
}

interface Programs {
  readonly icon: GlProgram;
  readonly halo: GlProgram;
  readonly vector: GlProgram;
  readonly trail: GlProgram;
}

/** What the layer asks at each frame. */
export interface LayerState {
  /** 0..1 between the places of two data frames */
  progress(): number;
  /** 0..1 of the pulse of unacknowledged alerts; constant where motion is not wanted */
  pulse(): number;
  vectorS(): number;
}

/** MapLibre custom layer that draws all tracks with four instanced calls. */
export class TrackLayer implements CustomLayerInterface {
  readonly id = 'tracks';
  readonly type = 'custom' as const;
  readonly renderingMode = '2d' as const;
  readonly #instances: TrackInstances;
  readonly #atlas: SymbolAtlas;
  readonly #state: LayerState;
  #origin: readonly [number, number] = [0.5, 0.5];
  #colors: LayerColors;
  #map: MapLibre | null = null;
  #programs: Programs | null = null;
  #buffer: WebGLBuffer | null = null;
  #dotBuffer: WebGLBuffer | null = null;
  #array: WebGLVertexArrayObject | null = null;
  #dotArray: WebGLVertexArrayObject | null = null;
  #texture: WebGLTexture | null = null;
  #dirty = true;
  readonly #matrix = new Float32Array(16);

  constructor(
    instances: TrackInstances,
    atlas: SymbolAtlas,
    state: LayerState,
    colors: LayerColors,
  ) {
    this.#instances = instances;
    this.#atlas = atlas;
    this.#state = state;
    this.#colors = colors;
  }

  setColors(colors: LayerColors): void {
    this.#colors = colors;
    this.#map?.triggerRepaint();
  }

  /** Mercator point that the instances' small numbers are relative to. */
  setOrigin(origin: readonly [number, number]): void {
    this.#origin = origin;
  }

  /** The instance data changed: sent to the card before the next frame. */
  invalidate(): void {
    this.#dirty = true;
    this.#map?.triggerRepaint();
  }

  onAdd(map: MapLibre, gl: WebGL2RenderingContext): void {
    this.#map = map;
    this.#programs = {
      icon: new GlProgram(gl, glsl.ICON_VERTEX, glsl.ICON_FRAGMENT),
      halo: new GlProgram(gl, glsl.HALO_VERTEX, glsl.HALO_FRAGMENT),
      vector: new GlProgram(gl, glsl.VECTOR_VERTEX, glsl.FLAT_FRAGMENT),
      trail: new GlProgram(gl, glsl.TRAIL_VERTEX, glsl.TRAIL_FRAGMENT),
    };
    this.#buffer = gl.createBuffer();
    this.#dotBuffer = gl.createBuffer();
    this.#array = gl.createVertexArray();
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    bindColumns(gl, INSTANCE_FLOATS, [2, 2, 2, 3], 1);
    this.#dotArray = gl.createVertexArray();
    gl.bindVertexArray(this.#dotArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#dotBuffer);
    bindColumns(gl, DOT_FLOATS, [2, 2], 0);
    gl.bindVertexArray(null);
    this.#texture = makeTexture(gl, this.#atlas.cellPx * ATLAS_SIDE);
    this.#dirty = true;
  }

  onRemove(): void {
    this.#programs = null;
  }

  render(gl: WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    if (this.#programs === null) return;
    this.#uploadSymbols(gl);
    if (this.#dirty) this.#upload(gl);
    if (this.#instances.count === 0) return;
    this.#composeMatrix(input.defaultProjectionData.mainMatrix);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.disable(gl.CULL_FACE);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    this.#drawDots(gl, this.#programs.trail);
    gl.bindVertexArray(this.#array);
    this.#drawPass(gl, this.#programs.vector, (program) => {
      gl.uniform1f(program.at('u_ahead'), this.#state.vectorS());
      gl.uniform3fv(program.at('u_identity'), this.#colors.identity.flat());
    });
    this.#drawPass(gl, this.#programs.halo, (program) => {
      gl.uniform1f(program.at('u_pulse'), this.#state.pulse());
      gl.uniform3fv(program.at('u_alert'), this.#colors.alert.flat());
      gl.uniform3fv(program.at('u_ink'), this.#colors.ink);
    });
    this.#drawPass(gl, this.#programs.icon, (program) => {
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, this.#texture);
      gl.uniform1i(program.at('u_atlas'), 0);
      gl.uniform1f(program.at('u_side'), ATLAS_SIDE);
    });
    gl.bindVertexArray(null);
  }

  #drawPass(
    gl: WebGL2RenderingContext,
    program: GlProgram,
    more: (program: GlProgram) => void,
  ): void {
    gl.useProgram(program.program);
    this.#setCommon(gl, program);
    more(program);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.#instances.count);
  }

  #drawDots(gl: WebGL2RenderingContext, program: GlProgram): void {
    if (this.#instances.dotCount === 0) return;
    gl.useProgram(program.program);
    gl.bindVertexArray(this.#dotArray);
    this.#setCommon(gl, program);
    gl.uniform3fv(program.at('u_identity'), this.#colors.identity.flat());
    gl.drawArrays(gl.POINTS, 0, this.#instances.dotCount);
  }

  #setCommon(gl: WebGL2RenderingContext, program: GlProgram): void {
    const { clientWidth } = this.#map!.getCanvas();
    gl.uniformMatrix4fv(program.at('u_matrix'), false, this.#matrix);
    gl.uniform1f(program.at('u_t'), this.#state.progress());
    gl.uniform2f(program.at('u_viewport'), gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.uniform1f(program.at('u_dpr'), gl.drawingBufferWidth / Math.max(1, clientWidth));
  }

  /** matrix * translate(origin), in doubles: what is left for the card is small numbers. */
  #composeMatrix(main: ArrayLike<number>): void {
    const [x, y] = this.#origin;
    for (let i = 0; i < 12; i++) this.#matrix[i] = main[i]!;
    for (let i = 0; i < 4; i++)
      this.#matrix[12 + i] = main[i]! * x + main[4 + i]! * y + main[12 + i]!;
  }

  #upload(gl: WebGL2RenderingContext): void {
    const { data, count, dots, dotCount } = this.#instances;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    gl.bufferData(gl.ARRAY_BUFFER, data.subarray(0, count * INSTANCE_FLOATS), gl.DYNAMIC_DRAW);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#dotBuffer);
    gl.bufferData(gl.ARRAY_BUFFER, dots.subarray(0, dotCount * DOT_FLOATS), gl.DYNAMIC_DRAW);
    this.#dirty = false;
  }

  #uploadSymbols(gl: WebGL2RenderingContext): void {
    if (this.#atlas.ready.length === 0) return;
    gl.bindTexture(gl.TEXTURE_2D, this.#texture);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    const { cellPx } = this.#atlas;
    for (const { cell, image } of this.#atlas.ready.splice(0)) {
      const x = (cell % ATLAS_SIDE) * cellPx;
      const y = Math.floor(cell / ATLAS_SIDE) * cellPx;
      gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, gl.RGBA, gl.UNSIGNED_BYTE, image);
    }
    gl.generateMipmap(gl.TEXTURE_2D);
  }
}

function bindColumns(
  gl: WebGL2RenderingContext,
  floats: number,
  sizes: readonly number[],
  divisor: number,
): void {
  let at = 0;
  sizes.forEach((size, location) => {
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, size, gl.FLOAT, false, floats * 4, at * 4);
    gl.vertexAttribDivisor(location, divisor);
    at += size;
  });
}

function makeTexture(gl: WebGL2RenderingContext, side: number): WebGLTexture | null {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 4, gl.RGBA8, side, side);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return texture;
}
