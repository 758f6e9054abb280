/**
 * GLSL of the track layer. One instance a track; every pass reads the same buffer. Positions are Web Mercator relative
 * to an origin near the view (float32 is good to centimetres there); the vertex shader moves a symbol along the way
 * from `a_from` to `a_to`, so a frame costs no work per track on the CPU.
 *
 * a_flags bits: 0-1 age state · 2-4 alert priority (0 none, 1 emergency .. 4 advisory) · 5 unacknowledged · 6 selected
 * · 7 under the pointer · 8 with speed vector · 9-11 identity
 */
const COMMON = `#version 300 es
precision highp float;
uniform mat4 u_matrix;
uniform float u_t;
uniform vec2 u_viewport;
uniform float u_dpr;
layout(location = 0) in vec2 a_from;
layout(location = 1) in vec2 a_to;
layout(location = 2) in vec2 a_velocity;
layout(location = 3) in vec3 a_look;
vec2 cornerOf(int id) { return vec2(float(id & 1) * 2.0 - 1.0, float(id >> 1) * 2.0 - 1.0); }
vec4 place(vec2 at) { return u_matrix * vec4(at, 0.0, 1.0); }
vec4 shifted(vec4 clip, vec2 px) {
  return vec4(clip.xy + px * u_dpr * 2.0 / u_viewport * clip.w, clip.zw);
}
const vec4 NOWHERE = vec4(2.0, 2.0, 2.0, 1.0);
`;

export const ICON_VERTEX = `${COMMON}
uniform float u_side;
out vec2 v_uv;
out vec2 v_corner;
flat out int v_age;
void main() {
  int flags = int(a_look.y);
  vec2 corner = cornerOf(gl_VertexID);
  float cell = a_look.x;
  if (cell < 0.5) { gl_Position = NOWHERE; return; }
  vec2 origin = vec2(mod(cell, u_side), floor(cell / u_side));
  v_uv = (origin + vec2(corner.x, -corner.y) * 0.5 + 0.5) / u_side;
  v_corner = corner;
  v_age = flags & 3;
  gl_Position = shifted(place(mix(a_from, a_to, u_t)), corner * a_look.z * 0.5);
}`;

export const ICON_FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D u_atlas;
in vec2 v_uv;
in vec2 v_corner;
flat in int v_age;
out vec4 o_color;
void main() {
  vec4 color = texture(u_atlas, v_uv);
  if (v_age > 0) color *= v_age == 1 ? 0.66 : 0.78;
  if (v_age == 3) {
    float d = min(abs(v_corner.x - v_corner.y), abs(v_corner.x + v_corner.y));
    float inside = step(max(abs(v_corner.x), abs(v_corner.y)), 0.72);
    float shade = inside * smoothstep(0.30, 0.24, d);
    float line = inside * smoothstep(0.15, 0.09, d);
    color = mix(color, vec4(0.03, 0.05, 0.07, 0.9), shade);
    color = mix(color, vec4(0.92, 0.95, 0.98, 1.0), line);
  }
  if (color.a < 0.01) discard;
  o_color = color;
}`;

export const HALO_VERTEX = `${COMMON}
out vec2 v_px;
flat out int v_flags;
flat out float v_radius;
uniform float u_pulse;
void main() {
  int flags = int(a_look.y);
  if ((flags & 0xfc) == 0) { gl_Position = NOWHERE; return; }
  vec2 corner = cornerOf(gl_VertexID);
  float radius = max(a_look.z * 0.62, 13.0);
  float reach = radius + 12.0;
  v_px = corner * reach;
  v_flags = flags;
  v_radius = radius;
  gl_Position = shifted(place(mix(a_from, a_to, u_t)), corner * reach);
}`;

/** Alerts: a ring, its form by priority (double, thick, dashed, dotted). Selected: four corner brackets. */
export const HALO_FRAGMENT = `#version 300 es
precision highp float;
uniform float u_pulse;
uniform vec3 u_alert[5];
uniform vec3 u_ink;
in vec2 v_px;
flat in int v_flags;
flat in float v_radius;
out vec4 o_color;
float band(float d, float half_) { return smoothstep(half_ + 0.75, half_ - 0.25, abs(d)); }
void main() {
  int alert = (v_flags >> 2) & 7;
  float r = length(v_px);
  float ring = 0.0;
  if (alert > 0) {
    float angle = atan(v_px.y, v_px.x) / 6.2831853 + 0.5;
    bool unack = (v_flags & 32) != 0;
    float grow = unack ? u_pulse * 4.0 : 0.0;
    float d = r - v_radius - 3.0;
    if (alert == 1) ring = max(band(d, 1.5), band(d - 5.0, 0.9));
    else if (alert == 2) ring = band(d, 1.6);
    else if (alert == 3) ring = band(d, 1.3) * step(fract(angle * 8.0), 0.62);
    else ring = band(d, 1.1) * step(fract(angle * 16.0), 0.5);
    if (unack) {
      ring = max(ring, band(d - 2.0 - grow, 0.8) * (1.0 - u_pulse * 0.6));
    }
  }
  vec3 color = u_alert[alert];
  float a = ring * 0.92;
  vec4 result = vec4(color * a, a);
  if ((v_flags & 192) != 0) {
    vec2 q = abs(v_px);
    float box = max(q.x, q.y) - (v_radius + (alert > 0 ? 8.5 : 3.0));
    float corner = step(v_radius * 0.45, min(q.x, q.y));
    float mark = band(box, (v_flags & 64) != 0 ? 1.2 : 0.7) * corner;
    result = mix(result, vec4(u_ink, 1.0), mark);
  }
  if (result.a < 0.01) discard;
  o_color = result;
}`;

export const VECTOR_VERTEX = `${COMMON}
uniform float u_ahead;
uniform vec3 u_identity[7];
out vec4 v_color;
void main() {
  int flags = int(a_look.y);
  if ((flags & 256) == 0) { gl_Position = NOWHERE; return; }
  vec2 from = mix(a_from, a_to, u_t);
  vec4 a = place(from);
  vec4 b = place(from + a_velocity * u_ahead);
  vec2 way = (b.xy / b.w - a.xy / a.w) * u_viewport;
  float long_ = length(way);
  if (long_ < 1.0) { gl_Position = NOWHERE; return; }
  vec2 across = vec2(-way.y, way.x) / long_;
  vec2 corner = cornerOf(gl_VertexID);
  vec4 end = corner.x < 0.0 ? a : b;
  gl_Position = shifted(end, across * corner.y * 0.75);
  float strength = (flags & 64) != 0 ? 1.0 : (flags & 3) > 1 ? 0.35 : 0.75;
  v_color = vec4(u_identity[(flags >> 9) & 7], 1.0) * strength;
}`;

export const FLAT_FRAGMENT = `#version 300 es
precision mediump float;
in vec4 v_color;
out vec4 o_color;
void main() { o_color = v_color; }`;

/** History dots: points of their own, no gliding. */
export const TRAIL_VERTEX = `#version 300 es
precision highp float;
uniform mat4 u_matrix;
uniform float u_dpr;
uniform vec3 u_identity[7];
layout(location = 0) in vec2 a_at;
layout(location = 1) in vec2 a_look;
out vec4 v_color;
void main() {
  gl_Position = u_matrix * vec4(a_at, 0.0, 1.0);
  gl_PointSize = mix(2.0, 4.0, a_look.x) * u_dpr;
  v_color = vec4(u_identity[int(a_look.y)], 1.0) * mix(0.12, 0.62, a_look.x);
}`;

export const TRAIL_FRAGMENT = `#version 300 es
precision mediump float;
in vec4 v_color;
out vec4 o_color;
void main() {
  float d = length(gl_PointCoord - 0.5);
  if (d > 0.5) discard;
  o_color = v_color * smoothstep(0.5, 0.38, d);
}`;
