import type { Step } from '@etapa/shared/rules/rule';
import { ruleGraph } from './rule-graph.ts';

const note = (id: string): Step => ({ id, kind: 'notify' });

it('draws what sets a rule off, what it asks, each step, and the end', () => {
  const { blocks, ways } = ruleGraph({ steps: [note('a'), note('b')] });
  expect(blocks.map(({ id }) => id)).toEqual([':trigger', ':condition', 'a', 'b', ':end']);
  expect(ways.map(({ from, to, place }) => [from, to, place?.at ?? null])).toEqual([
    [':trigger', ':condition', null],
    [':condition', 'a', 0],
    ['a', 'b', 1],
    ['b', ':end', 2],
  ]);
});

it('parts branches and brings them together; one without steps keeps a place for the first', () => {
  const branch = { id: 'b', kind: 'branch', then: [note('c'), note('d')] };
  const { blocks, ways } = ruleGraph({ steps: [branch, note('e')] });
  expect(ways.map(({ from, to, branch: name }) => `${from} ${to} ${name ?? ''}`.trim())).toEqual([
    ':trigger :condition',
    ':condition b',
    'b c then',
    'c d',
    'd b:join',
    'b b:else else',
    'b:else b:join',
    'b:join e',
    'e :end',
  ]);
  expect(ways.find(({ from, to }) => from === 'd' && to === 'b:join')?.place).toEqual({
    within: { step: 'b', branch: 'then' },
    at: 2,
  });
  expect(blocks.find(({ id }) => id === 'b:else')).toMatchObject({
    kind: 'empty',
    place: { within: { step: 'b', branch: 'else' }, at: 0 },
  });
  expect(ways.find(({ from }) => from === 'b:join')?.place).toEqual({ at: 1 });
});
