const SIGNED_IN = 'etapa-signed-in';

/** Takes away the shape of the screen that index.html shows until there is a screen. */
export const clearFirstShape = (): void => document.documentElement.removeAttribute('data-first');

/** Remembers on this device whether the next visit begins with the frame, so that its shape can be shown at once. */
export function rememberSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(SIGNED_IN, '1');
    else localStorage.removeItem(SIGNED_IN);
  } catch {
    // Storage is closed: the next visit begins with an empty page.
  }
}
