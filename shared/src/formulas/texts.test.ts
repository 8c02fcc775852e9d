import { contextOf } from './context.ts';
import { DEAL, deal, environment, fieldsOf } from './deal.fixture.ts';
import { scopeOf } from './scope.ts';
import { checkText, renderText } from './texts.ts';

const context = contextOf(deal, DEAL, environment);
const text = (template: string, locale?: string): string => {
  const result = renderText(template, context, locale ? { locale } : {});
  return result.ok ? result.text : `${result.reason} ${result.position?.from}-${result.position?.to}`;
};

describe('a text with formulas', () => {
  it.each([
    ['Call back: {{ title }}', 'Call back: Roof'],
    ['no formula } } here', 'no formula } } here'],
    ['{{ company }} in {{ company.region }}', 'Acme in emea'],
    ['{{ agreed }}|{{ nosuch }}|{{}}|{{ tags }}', '|||'],
    ['{{ {a: {b: "}}"}}.a.b }}!', '}}!'],
    ['{{ 0.1 + 0.2 }}', '0.3'],
    ['{{ for l in items return l.name }}', 'Tile, Nail'],
    ['= "a" + "b"', 'ab'],
    ['', ''],
  ])('%s', (template, expected) => {
    expect(text(template)).toBe(expected);
  });

  it('writes numbers and dates as its reader does', () => {
    expect(text('{{ amount }} {{ due }}', 'en')).toBe('1,200.5 Mar 1, 2026');
    expect(text('{{ amount }} {{ due }}', 'ja')).toBe('1,200.5 2026/03/01');
    expect(text('{{ amount }}', 'ru')).toBe('1\u00a0200,5');
    expect(text('{{ meeting }}', 'en')).toMatch(/^Mar 1, 2026, 7:00\sPM$/);
    expect(text('{{ effort }}', 'en')).toBe('2 hours');
  });

  it('says what is wrong and where', () => {
    expect(text('ok {{ 1 + }}')).toBe('The formula ends too early. 10-10');
    expect(text('ok {{ title')).toBe('A “{{” is never closed. 5-11');
    const scope = scopeOf(DEAL, { fieldsOf });
    const faults = checkText('{{ title }} {{ titel }} {{ 1 + }} {{ "', scope, '/title');
    expect(faults.map(({ path, code, position }) => [path, code, position.from, position.to])).toEqual([
      ['/title', 'unknown_name', 15, 20],
      ['/title', 'syntax_error', 31, 31],
      ['/title', 'syntax_error', 36, 38],
    ]);
    expect(checkText('= titel', scope)).toMatchObject([{ position: { from: 2, to: 7 } }]);
    expect(checkText('plain', scope)).toEqual([]);
  });
});
