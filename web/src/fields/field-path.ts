/** The field a JSON Pointer into a request body is about: `amount` of `/doc/amount` and of `/doc/amount/0/price`. */
export function fieldKeyIn(pointer: string): string | null {
  const [, doc, token] = pointer.split('/');
  return doc === 'doc' && token !== undefined ? token.replace(/~1/g, '/').replace(/~0/g, '~') : null;
}
