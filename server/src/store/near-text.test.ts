import { distanceWithin, isNear } from './near-text.ts';

describe('a word near a text', () => {
  it.each([
    ['ромшака', 'ооо «ромашка»', 1],
    ['東享商事', '株式会社東京商事', 1],
    ['zepellin', 'the zeppelin works', 2],
    ['works', 'zeppelin works', 0],
    ['abc', '', 3],
  ])('%s is %s but for some letters', (word, text, letters) => {
    expect(distanceWithin(word, text)).toBe(letters);
  });

  it('may have more mistakes the longer it is, and none when short', () => {
    expect(isNear('zepellin wroks', 'zeppelin works')).toBe(true);
    expect(isNear('zeppelin crews', 'zeppelin works')).toBe(false);
    expect(isNear('ab', 'ac')).toBe(false);
  });
});
