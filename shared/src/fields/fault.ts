/** One fault. `path` is a JSON Pointer into what was given; `code` is snake_case and stable. */
export interface Fault {
  path: string;
  code: string;
  message: string;
}

/** One token of a JSON Pointer (RFC 6901), its `~` and `/` escaped. */
export const pointerToken = (name: string | number): string => String(name).replace(/~/g, '~0').replace(/\//g, '~1');
