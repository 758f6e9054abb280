export function ZonesScreen() {
  return <div />;
}
