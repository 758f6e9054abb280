/** The address after `#`: /SCREEN/ID, for example #/incidents/RO-7 or #/picture/42. */
export const SCREENS = ['picture', 'incidents', 'rally', 'zones', 'feeds', 'members'] as const;
export type Screen = (typeof SCREENS)[number];

export interface Route {
  readonly screen: Screen;
  /** picture: track number; else id of the item */
  readonly id: string | null;
}

/** What is not an address of ours leads to the picture. */
export function parseRoute(hash: string): Route {
  const [, screen, id] = hash.replace(/^#/, '').split('/');
  const known = SCREENS.find((name) => name === screen);
  if (known === undefined) return { screen: 'picture', id: null };
  let decoded: string | null = null;
  try {
    decoded = id === undefined || id === '' ? null : decodeURIComponent(id);
  } catch {
    // a damaged escape: the screen without the item
  }
  return { screen: known, id: decoded };
}

export function formatRoute({ screen, id }: Route): string {
  return id === null ? `#/${screen}` : `#/${screen}/${encodeURIComponent(id)}`;
}
