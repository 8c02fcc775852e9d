export interface Mention {
  id: string;
  name: string;
}

/** The name being typed after an `@` at the caret, or null. */
export function mentionBeing(text: string, caret: number): string | null {
  return /(?:^|\s)@([^\s@]{0,40})$/.exec(text.slice(0, caret))?.[1] ?? null;
}

/** The text with the name being typed completed, and where the caret goes on. */
export function insertMention(text: string, caret: number, name: string): { text: string; caret: number } {
  const before = text.slice(0, caret).replace(/@[^\s@]*$/, `@${name} `);
  return { text: before + text.slice(caret), caret: before.length };
}

/** People chosen whose names still stand in the text, each once. */
export function mentionsIn(text: string, chosen: readonly Mention[]): string[] {
  return [...new Set(chosen.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id))];
}
