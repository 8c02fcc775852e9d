/** A LIKE pattern that finds the text anywhere, its own wildcards taken as they are. */
export const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
