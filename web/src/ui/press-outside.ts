import { useClickOutside } from '@mantine/hooks';

/**
 * Closes a panel that lies over the page on a press on the page itself. Lists and calendars that its inputs lay over
 * everything belong to it.
 *
 * @param own what besides is not the page: the button that opens and closes the panel
 */
export function usePressOutside(close: () => void, own: (HTMLElement | null)[] = []): void {
  const onPage = (target: EventTarget | null) => !(target instanceof Element && target.closest('[data-portal]'));
  useClickOutside((event) => onPage(event.target) && close(), null, own);
}
