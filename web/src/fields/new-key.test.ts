import { newKey } from './new-key.ts';

describe('a new key', () => {
  it('is made of Latin letters where there are any, and never taken', () => {
    expect(newKey('Unit price (€)', 'field', [])).toBe('unitPrice');
    expect(newKey('単価', 'field', ['field1'])).toBe('field2');
    expect(newKey('Amount', 'field', ['amount'])).toBe('amount1');
  });
});
