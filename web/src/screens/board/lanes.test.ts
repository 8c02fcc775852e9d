import type { EntityType } from '@etapa/shared/definition/entity-type';
import { type BoardCard, type Columns, moveCard, refreshCard } from './columns.ts';
import { laneFilter, lanesOf, withEveryCell } from './lanes.ts';

const type: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    {
      key: 'region',
      label: 'Region',
      kind: 'select',
      options: [
        { key: 'north', label: 'North' },
        { key: 'south', label: 'South' },
        { key: 'old', label: 'Old', retired: true },
      ],
    },
  ],
};
const STAGES = ['new', 'won'];
const card = (id: string, stage: string, region: string, amount: number): BoardCard => ({
  id,
  stage,
  doc: { region, amount },
  version: 1,
});
const board: Columns<BoardCard> = withEveryCell(
  {
    laneBy: 'region',
    columns: [
      {
        stage: 'new',
        lane: 'south',
        count: 2,
        sums: { amount: 3 },
        items: [card('a', 'new', 'south', 1), card('b', 'new', 'south', 2)],
        nextCursor: null,
      },
      { stage: 'won', lane: 'south', count: 0, sums: { amount: 0 }, items: [], nextCursor: null },
    ],
  },
  type,
  STAGES,
);
const told = (state: Columns<BoardCard>) =>
  lanesOf(state, type, STAGES).map((lane) => [lane.value, lane.count, lane.sums.amount ?? 0]);

describe('the lanes of a board', () => {
  it('are one for every option in force, and one for cards without a value', () => {
    expect(told(board)).toEqual([
      ['north', 0, 0],
      ['south', 2, 3],
      [null, 0, 0],
    ]);
  });

  it('take a card with its count, its sum and its value', () => {
    const moved = moveCard(board, 'b', { stage: 'won', lane: 'north', after: null }, [{ key: 'amount' }]);
    expect(told(moved)).toEqual([
      ['north', 1, 2],
      ['south', 1, 1],
      [null, 0, 0],
    ]);
    const [north] = lanesOf(moved, type, STAGES);
    expect(north?.columns[1]?.items[0]).toMatchObject({ id: 'b', stage: 'won', doc: { region: 'north' } });
    const emptied = moveCard(moved, 'b', { stage: 'new', lane: null, after: null }, []);
    expect(lanesOf(emptied, type, STAGES)[2]?.columns[0]?.items[0]?.doc).toEqual({ amount: 2 });
  });

  it('show a card where the server says that it is by now', () => {
    const fresh = { ...card('a', 'won', 'north', 1), version: 2 };
    expect(told(refreshCard(board, fresh, [{ key: 'amount' }]))).toEqual([
      ['north', 1, 1],
      ['south', 1, 2],
      [null, 0, 0],
    ]);
  });

  it('narrow what is asked for', () => {
    const filter = { combinator: 'and' as const, rules: [] };
    expect(laneFilter(filter, 'region', null).rules).toEqual([filter, { field: 'region', operator: 'null' }]);
    expect(laneFilter(undefined, '$owner', 'x').rules).toEqual([{ field: '$owner', operator: '=', value: 'x' }]);
  });
});
