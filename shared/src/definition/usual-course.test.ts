import type { Stage } from './entity-type.ts';
import { everyWay, usualCourse } from './usual-course.ts';

const stage = (key: string, group: Stage['group']): Stage => ({ key, name: key, group });
const ways = (stages: Stage[], of = usualCourse) => of(stages).map(({ from, to }) => `${from}→${to}`);

describe('the usual course through a funnel', () => {
  it('goes forward one by one, ends in what is won, and leaves every open stage to what is lost', () => {
    const stages = [stage('a', 'open'), stage('b', 'open'), stage('c', 'open'), stage('w', 'won'), stage('l', 'lost')];
    expect(ways(stages)).toEqual(['a→b', 'a→l', 'b→c', 'b→l', 'c→w', 'c→l']);
    expect(ways(stages, everyWay)).toHaveLength(20);
  });

  it('follows the order of open stages wherever closed ones stand, and knows several ends', () => {
    const stages = [stage('l', 'lost'), stage('a', 'open'), stage('w', 'won'), stage('b', 'open'), stage('v', 'won')];
    expect(ways(stages)).toEqual(['a→b', 'a→l', 'b→w', 'b→v', 'b→l']);
    expect(ways([stage('a', 'open')])).toEqual([]);
  });
});
