/**
 * How many letters must be put in, left out, changed or swapped with their neighbour to find a word within a text.
 * Sellers' algorithm, with the swaps of Damerau: the place in the text costs nothing.
 */
export function distanceWithin(word: string, text: string): number {
  const letters = [...word];
  const places = [...text];
  /** By place of the text, for the letters of the word so far; the two rows before are kept for swaps. */
  let before: number[] = [];
  let row = new Array<number>(places.length + 1).fill(0);
  for (let i = 1; i <= letters.length; i++) {
    const next = [i];
    for (let j = 1; j <= places.length; j++) {
      const same = letters[i - 1] === places[j - 1] ? 0 : 1;
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && letters[i - 1] === places[j - 2] && letters[i - 2] === places[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      next.push(least);
    }
    before = row;
    row = next;
  }
  return Math.min(...row);
}

/** Whether every word of a search is in a text but for one mistake, or two in long words. */
export function isNear(q: string, text: string): boolean {
  const words = q.split(/\s+/).filter((word) => word !== '');
  return words.every((word) => distanceWithin(word, text) <= mistakesIn([...word].length));
}

const mistakesIn = (length: number): number => (length < 4 ? 0 : length < 7 ? 1 : 2);
