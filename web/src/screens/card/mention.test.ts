import { insertMention, mentionBeing, mentionsIn } from './mention.ts';

describe('mentioning people', () => {
  it('notices a name being typed after @, not inside an e-mail address', () => {
    expect(mentionBeing('Ask @Ir', 7)).toBe('Ir');
    expect(mentionBeing('@', 1)).toBe('');
    expect(mentionBeing('write to a@b', 12)).toBeNull();
    expect(mentionBeing('Ask @Iryna today', 16)).toBeNull();
  });

  it('completes the name where the caret is', () => {
    expect(insertMention('Ask @Ir about it', 7, 'Iryna Koval')).toEqual({
      text: 'Ask @Iryna Koval  about it',
      caret: 17,
    });
  });

  it('tells only those who are still in the text, once', () => {
    const chosen = [
      { id: '1', name: 'Iryna' },
      { id: '2', name: 'Ken' },
      { id: '1', name: 'Iryna' },
    ];
    expect(mentionsIn('@Iryna please', chosen)).toEqual(['1']);
  });
});
