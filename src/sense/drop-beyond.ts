/** Drops the entries that were put first until `most` are left: a bound for what is kept by connection or by object. */
export function dropBeyond<K>(map: Map<K, unknown>, most: number): void {
  while (map.size > most) map.delete(map.keys().next().value!);
}
