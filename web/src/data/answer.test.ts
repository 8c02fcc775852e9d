import { readAnswer } from './answer.ts';

describe('an answer of the server', () => {
  it('has no text that turns around how it and its neighbours read', () => {
    const answer = JSON.stringify({ title: 'Invoice \u202Efdp.exe', items: ['\u202Dabc\u202C'] });
    expect(readAnswer(answer)).toEqual({ title: 'Invoice fdp.exe', items: ['abc\u202C'] });
  });

  it('keeps scripts that run from right to left as they are, with the marks they are written with', () => {
    const title = 'שלום \u200F(2)\u200E \u2067עולם\u2069';
    expect(readAnswer(JSON.stringify({ title }))).toEqual({ title });
  });
});
