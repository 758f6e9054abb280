export { Demo, type DemoOptions } from './demo.ts';
export { channelSource, DEMO_PORTS, type DemoPorts } from './demo-sources.ts';
export { type Expectation } from './expected.ts';
export { type Emission } from './sensors/sensor.ts';
