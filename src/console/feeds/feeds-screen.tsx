export function FeedsScreen() {
  return <div />;
}
