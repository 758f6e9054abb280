/** A list that is filtered anew when it, or what decides about it, changed; the same object until then. */
export class ListFilter<T> {
  #from: readonly T[] | null = null;
  #version = -1;
  #with: unknown = null;
  #shown: readonly T[] = [];

  of(
    list: readonly T[],
    version: number,
    other: unknown,
    sees: (item: T) => boolean,
    withheld: (count: number) => void,
  ): readonly T[] {
    if (this.#from === list && this.#version === version && this.#with === other)
      return this.#shown;
    const seen = list.filter(sees);
    if (seen.length < list.length) withheld(list.length - seen.length);
    if (seen.length === list.length) this.#shown = list;
    else if (!isSameList(seen, this.#shown)) this.#shown = seen;
    this.#from = list;
    this.#version = version;
    this.#with = other;
    return this.#shown;
  }
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}
