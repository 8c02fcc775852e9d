import { marked } from './mark.ts';

describe('formatting what is selected', () => {
  it('puts marks around it and keeps it selected', () => {
    const { text, from, to } = marked('Call Ann now', 5, 8, 'bold', 'bold');
    expect(text).toBe('Call **Ann** now');
    expect(text.slice(from, to)).toBe('Ann');
    expect(marked('', 0, 0, 'italic', 'words').text).toBe('*words*');
    expect(marked('see list', 4, 8, 'link', 'text').text).toBe('see [list](https://)');
  });

  it('makes every selected line an item, on lines of their own', () => {
    expect(marked('Do:one\ntwo', 3, 10, 'bullets', 'item').text).toBe('Do:\n- one\n- two');
    expect(marked('one\ntwo', 0, 7, 'numbers', 'item').text).toBe('1. one\n2. two');
  });
});
