/**
 * The fewest moves that bring the items of a list into another order.
 *
 * @param now the list as it is; @param wanted the same items in the order wanted
 * @returns each with its place in the list that is left without it, to be made in turn
 */
export function moves(now: readonly string[], wanted: readonly string[]): { key: string; to: number }[] {
  const kept = new Set(longestInOrder(now.filter((key) => wanted.includes(key)).map((key) => wanted.indexOf(key))));
  const list = [...now];
  return wanted.flatMap((key, place) => {
    if (kept.has(place) || !list.includes(key)) return [];
    const from = list.indexOf(key);
    list.splice(from, 1);
    const before = wanted[place - 1];
    const to = before === undefined ? 0 : list.indexOf(before) + 1;
    list.splice(to, 0, key);
    return from === to ? [] : [{ key, to }];
  });
}

/** The longest run of numbers, not necessarily neighbours, that already rises. */
function longestInOrder(places: readonly number[]): number[] {
  const best = places.map((place) => [place]);
  places.forEach((place, at) => {
    for (let earlier = 0; earlier < at; earlier++) {
      const run = best[earlier] ?? [];
      if ((places[earlier] ?? 0) < place && run.length >= (best[at]?.length ?? 0)) best[at] = [...run, place];
    }
  });
  return best.reduce((longest, run) => (run.length > longest.length ? run : longest), []);
}
