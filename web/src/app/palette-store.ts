import { createSpotlight } from '@mantine/spotlight';

/** The one palette: whether it is open, and what is chosen in it. */
export const [paletteStore, palette] = createSpotlight();
