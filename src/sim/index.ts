export { Demo, type DemoOptions } from './demo.ts';
export { channelSource, DEMO_PORTS, type DemoPorts } from './demo-sources.ts';
export { type Expectation } from './expected.ts';
export { runFederation } from './federation/run.ts';
export { FAULT_KINDS, type FaultKind, type SimCrypto, type SimReport } from './federation/types.ts';
export { Harness } from './harness.ts';
export { formatNight, NightReport } from './night-report.ts';
export { type Emission } from './sensors/sensor.ts';
export { Load, type LoadChannel, type LoadEmission, type LoadPlot } from './load.ts';
