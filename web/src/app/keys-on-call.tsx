import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { Suspense, useEffect } from 'react';
import { fetched } from '../ui/fetched.ts';

const KeysHelp = fetched(async () => (await import('./keys-help.tsx')).KeysHelp);

const SHOW_KEYS = 'etapa:show-keys';

/** Opens the list of keys, wherever one stands. */
export const showKeys = (): void => void window.dispatchEvent(new Event(SHOW_KEYS));

/** The list of keys, opened by `?` or from the palette; fetched with the first look at it. */
export function KeysOnCall() {
  const [opened, { open, close }] = useDisclosure(false);
  useHotkeys(
    [
      ['shift+?', open],
      ['?', open],
    ],
    undefined,
    false,
  );
  useEffect(() => {
    window.addEventListener(SHOW_KEYS, open);
    return () => window.removeEventListener(SHOW_KEYS, open);
  }, [open]);
  return <Suspense>{opened && <KeysHelp onClose={close} />}</Suspense>;
}
