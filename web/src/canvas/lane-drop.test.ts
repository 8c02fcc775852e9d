import type { Funnel } from '@etapa/shared/definition/entity-type';
import { dropped } from './lane-drop.ts';
import { layLanes } from './lane-layout.ts';

const stage = (key: string, group: 'open' | 'won' | 'lost') => ({ key, name: key, group });
const funnel: Funnel = {
  key: 'f',
  name: 'F',
  transitions: 'free',
  stages: [stage('a', 'open'), stage('b', 'open'), stage('c', 'open'), stage('won', 'won'), stage('lost', 'lost')],
};

describe('stages that are dragged', () => {
  for (const upright of [true, false]) {
    const way = upright ? 'from top to bottom' : 'from left to right';
    it(`take the place among the others where they are let go, ${way}`, async () => {
      const layout = await layLanes(funnel, [], upright);
      const at = (key: string) => layout.placed.find((each) => each.stage.key === key) ?? { x: 0, y: 0 };
      const behind = (key: string) => ({ x: at(key).x + (upright ? 5 : 40), y: at(key).y + (upright ? 40 : 5) });
      expect(dropped(funnel, layout, [{ id: 'a', ...behind('b') }], upright).order.slice(0, 3)).toEqual([
        'b',
        'a',
        'c',
      ]);
      const both = [
        { id: 'b', ...behind('c') },
        { id: 'a', x: at('c').x + (upright ? 0 : 10), y: at('c').y + (upright ? 10 : 0) },
      ];
      expect(dropped(funnel, layout, both, upright).order.slice(0, 3)).toEqual(['c', 'a', 'b']);
      const same = dropped(funnel, layout, [{ id: 'b', x: at('b').x + 3, y: at('b').y + 3 }], upright);
      expect(same).toEqual({ order: ['a', 'b', 'c', 'won', 'lost'], groups: new Map() });
    });

    it(`belong to the group of the lane they are dropped on, ${way}`, async () => {
      const layout = await layLanes(funnel, [], upright);
      const at = (key: string) => layout.placed.find((each) => each.stage.key === key) ?? { x: 0, y: 0 };
      const moved = dropped(funnel, layout, [{ id: 'c', x: at('lost').x + 4, y: at('lost').y + 4 }], upright);
      expect(moved).toEqual({ order: ['a', 'b', 'won', 'lost', 'c'], groups: new Map([['c', 'lost']]) });
    });
  }

  it('stand in several lines where a funnel is long, and keep clear of each other', async () => {
    const long: Funnel = { ...funnel, stages: Array.from({ length: 60 }, (_, at) => stage(`s${at}`, 'open')) };
    const { placed, lanes } = await layLanes(long, [], true);
    expect(new Set(placed.map(({ x, y }) => `${x} ${y}`)).size).toBe(60);
    expect(new Set(placed.map(({ x }) => x)).size).toBe(5);
    expect(lanes.find(({ group }) => group === 'open')?.height).toBeLessThan(2_000);
  });
});
