/** The parts of the builder, in the order of their rail. */
export const PARTS = ['funnel', 'fields', 'card', 'general', 'automation', 'publish'] as const;

export type Part = (typeof PARTS)[number];

/** A part by its name in an address; undefined for anything else. */
export const partOf = (value: unknown): Part | undefined => PARTS.find((part) => part === value);
