import { useHotkeys } from '@mantine/hooks';
import { Suspense } from 'react';
import { fetched } from '../ui/fetched.ts';
import { askForPalette, usePaletteAsked } from './palette-store.ts';

const Palette = fetched(async () => (await import('./palette.tsx')).Palette);

/** `Ctrl K` opens the palette. It is fetched with the first sign of use, at the latest when it is asked for. */
export function PaletteOnCall() {
  const asked = usePaletteAsked();
  useHotkeys([['mod + K', askForPalette]]);
  return <Suspense>{asked > 0 && <Palette asked={asked} />}</Suspense>;
}
