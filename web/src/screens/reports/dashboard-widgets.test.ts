import { appended, inPlace, moved, resized, without } from './dashboard-widgets.ts';

const places = (widgets: ReturnType<typeof inPlace>) =>
  widgets.map(({ report, x, y, w }) => `${report} ${x},${y} ${w}`);
const three = ['a', 'b', 'c'].reduce((widgets, report) => appended(widgets, report), inPlace([]));

describe('the widgets of a dashboard', () => {
  it('stand side by side until a row is full', () => {
    expect(places(three)).toEqual(['a 0,0 6', 'b 6,0 6', 'c 0,4 6']);
  });

  it('change places', () => {
    expect(places(moved(three, 2, 0))).toEqual(['c 0,0 6', 'a 6,0 6', 'b 0,4 6']);
  });

  it('grow and shrink by steps, and push the others on', () => {
    expect(places(resized(three, 0, 1))).toEqual(['a 0,0 12', 'b 0,4 6', 'c 6,4 6']);
    expect(places(resized(resized(three, 0, -1), 0, -1))).toEqual(['a 0,0 3', 'b 3,0 6', 'c 0,4 6']);
  });

  it('leave', () => {
    expect(places(without(three, 1))).toEqual(['a 0,0 6', 'c 6,0 6']);
  });
});
