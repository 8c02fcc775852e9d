import { labelIn, withLanguage } from './label-texts.ts';

describe('a label in several languages', () => {
  it('is one text for all until a second language has its own', () => {
    expect(withLanguage('Amount', 'en', 'Sum', 'en')).toBe('Sum');
    expect(withLanguage('Amount', 'ja', '金額', 'en')).toEqual({ en: 'Amount', ja: '金額' });
    expect(withLanguage({ en: 'Amount', ja: '金額' }, 'ja', '', 'en')).toBe('Amount');
    expect(withLanguage({ en: 'Amount', ja: '金額' }, 'en', 'Sum', 'en')).toEqual({ en: 'Sum', ja: '金額' });
  });

  it('keeps what is left in a language that is not the reader’s, and is gone with its last text', () => {
    expect(withLanguage({ en: 'Amount', ja: '金額' }, 'en', '', 'en')).toEqual({ ja: '金額' });
    expect(withLanguage('Amount', 'en', '', 'en')).toBeNull();
    expect(withLanguage(undefined, 'ja', '金額', 'en')).toEqual({ ja: '金額' });
  });

  it('says only what is given in a language itself', () => {
    expect(labelIn('Amount', 'ja')).toBe('');
    expect(labelIn({ en: 'Amount' }, 'en')).toBe('Amount');
  });
});
