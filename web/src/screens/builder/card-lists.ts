/** Fields are dragged between sections and out of them. */
export const PLACED = 'placed fields';
/** Sections among themselves. */
export const SECTIONS = 'sections';
