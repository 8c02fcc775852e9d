import { TextDecoder, TextEncoder } from 'node:util';

/** What the server's checks, which the browser runs too, ask of a browser and jsdom does not have. */
Object.assign(globalThis, {
  TextDecoder,
  TextEncoder,
  // Only JSON is ever cloned. Node's own would give objects of another realm, with prototypes that are not jsdom's.
  structuredClone: (value: unknown): unknown => JSON.parse(JSON.stringify(value)),
});

/** What Mantine asks of a browser and jsdom does not have. Tests in the Node environment have no window. */
if (typeof window !== 'undefined') {
  window.matchMedia ??= (query: string): MediaQueryList => ({
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    dispatchEvent: () => false,
  });
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  window.HTMLElement.prototype.scrollIntoView ??= () => undefined;
}
