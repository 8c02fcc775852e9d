import { newKey } from './new-key.ts';

describe('a new key', () => {
  it('is made of Latin letters where there are any, and never taken', () => {
    expect(newKey('Unit price (€)', 'field', [])).toBe('unitPrice');
    expect(newKey('単価', 'field', ['field1'])).toBe('field2');
    expect(newKey('Amount', 'field', ['amount'])).toBe('amount1');
  });

  it('never takes a number from what is published and gone from the draft; the same name is the same thing', () => {
    expect(newKey('納期', 'field', [], ['field1'])).toBe('field2');
    expect(newKey('Amount', 'field', [], ['amount'])).toBe('amount');
  });
});
