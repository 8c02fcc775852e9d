import type { View } from '@etapa/shared/api/views';
import { departed, effective, isBare, recordsSearch } from './records-search.ts';

const filter = { combinator: 'and' as const, rules: [{ field: 'amount', operator: '>' as const, value: 1 }] };
const view: View = {
  id: '0199d0a0-0000-7000-8000-000000000001',
  entityType: 'deal',
  name: 'Large',
  ownerId: null,
  shared: true,
  roles: [],
  teamIds: [],
  mayChange: true,
  filter,
  sort: '-amount',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
};

describe('the address of a board or a table', () => {
  it('shows what its view says until something is shown differently', () => {
    expect(effective({ view: view.id }, view)).toMatchObject({ filter, sort: '-amount' });
    const next = departed({ view: view.id, card: 7 }, view, { filter: undefined });
    expect(next).toMatchObject({ view: view.id, changed: true, sort: '-amount', card: 7 });
    expect(effective(next, view)).toMatchObject({ filter: undefined, sort: '-amount' });
  });

  it('names the view alone again once all is as the view has it', () => {
    const next = departed({ view: view.id }, view, { sort: 'title' });
    const back = departed(next, view, { sort: '-amount' });
    expect(back).toEqual({ view: view.id });
  });

  it('says it all itself where there is no view', () => {
    expect(departed({}, undefined, { sort: 'title' })).toMatchObject({ sort: 'title' });
    expect(departed({}, undefined, { sort: 'title' })).not.toHaveProperty('changed');
  });

  it('is bare when it says nothing that a view could', () => {
    expect(isBare(recordsSearch({ card: 3, day: '2026-01-01' }))).toBe(true);
    expect(isBare(recordsSearch({ q: 'x' }))).toBe(false);
    expect(isBare(recordsSearch({ view: 'all' }))).toBe(false);
  });
});
