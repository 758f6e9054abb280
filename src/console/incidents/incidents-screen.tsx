export function IncidentsScreen() {
  return <div />;
}
