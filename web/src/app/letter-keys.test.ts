import { latinLetter } from './letter-keys.ts';

describe('keys of another script', () => {
  it('stand for the Latin letters of the same keys', () => {
    expect(latinLetter({ key: 'о', code: 'KeyJ' })).toBe('j');
    expect(latinLetter({ key: 'Л', code: 'KeyK' })).toBe('K');
    expect(latinLetter({ key: 'і', code: 'KeyS' })).toBe('s');
  });

  it('leave Latin keyboards as they are, wherever their letters stand', () => {
    expect(latinLetter({ key: 'z', code: 'KeyY' })).toBeUndefined();
    expect(latinLetter({ key: 'é', code: 'Digit2' })).toBeUndefined();
    expect(latinLetter({ key: '/', code: 'Slash' })).toBeUndefined();
    expect(latinLetter({ key: 'х', code: 'BracketLeft' })).toBeUndefined();
    expect(latinLetter({ key: 'Enter', code: 'Enter' })).toBeUndefined();
  });
});
