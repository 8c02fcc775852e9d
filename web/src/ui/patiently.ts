/** Seconds before each further attempt; the last one again and again while the line is lost. */
const PAUSES = [1, 2, 3];

/** Hears that something could not be fetched, and says whether the line is lost. */
type OnLate = () => boolean;

let onLate: OnLate = () => false;

/** Who is asked whether the line is lost whenever a part of the app cannot be fetched. */
export function onLateParts(listener: OnLate): () => void {
  onLate = listener;
  return () => {
    onLate = () => false;
  };
}

/**
 * Fetches a part of the app, its scripts or its texts. Where the line is lost just then, it comes once the line is back:
 * what is on the screen, and what was typed there, stays meanwhile.
 *
 * @throws what `load` throws again and again although there is a line
 */
export async function patiently<Part>(load: () => Promise<Part>, second = 1_000): Promise<Part> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await load();
    } catch (error) {
      if (!onLate() && failures >= PAUSES.length) throw error;
      await new Promise((done) => setTimeout(done, (PAUSES[Math.min(failures, PAUSES.length - 1)] ?? 1) * second));
      renewStyles();
    }
  }
}

/** A stylesheet that did not come is not asked for again by itself. */
function renewStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    if (!link.sheet) link.replaceWith(link.cloneNode());
  }
}
