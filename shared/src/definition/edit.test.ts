import { difference } from './difference.ts';
import { applyEdit, type Edit } from './edit.ts';
import type { EntityType } from './entity-type.ts';

const TYPE: EntityType = {
  key: 'deal',
  name: 'Deal',
  icon: 'briefcase',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'currency', label: 'Currency', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'money', currencyField: 'currency' },
    {
      key: 'size',
      label: 'Size',
      kind: 'select',
      options: [
        { key: 's', label: 'S' },
        { key: 'l', label: 'L' },
      ],
    },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'new', name: 'New', group: 'open', norm: 'P1D', required: ['amount', 'title'] },
        { key: 'won', name: 'Won', group: 'won' },
      ],
    },
  ],
  layout: {
    sections: [
      { title: 'Main', fields: ['title', 'amount'] },
      { title: 'More', fields: ['size'] },
    ],
    card: ['amount'],
  },
};

/** The paths an edit changes, as `kind path`. */
function effect(...edits: Edit[]): string[] {
  const after = edits.reduce((type, edit) => {
    const result = applyEdit(type, edit);
    if (!result.ok) throw new Error(result.detail);
    return result.value;
  }, TYPE);
  return difference(TYPE, after).map(({ kind, path }) => `${kind} ${path}`);
}

const reason = (edit: Edit, type = TYPE): string => {
  const result = applyEdit(type, edit);
  return result.ok ? 'done' : result.reason;
};

describe('an edit of a definition', () => {
  const before = structuredClone(TYPE);
  afterEach(() => expect(TYPE).toEqual(before));

  it('sets and takes away settings', () => {
    expect(effect({ kind: 'type.update', set: { color: 'red', icon: null } }).sort()).toEqual([
      'added /color',
      'removed /icon',
    ]);
    expect(effect({ kind: 'field.update', field: 'title', set: { required: true } })).toEqual([
      'added /fields/title/required',
    ]);
    expect(effect({ kind: 'stage.update', funnel: 'sales', stage: 'new', set: { norm: null } })).toEqual([
      'removed /funnels/sales/stages/new/norm',
    ]);
  });

  it('adds a field where it is wanted, in a section too', () => {
    const field = { key: 'note', label: 'Note', kind: 'longText' as const };
    expect(effect({ kind: 'field.add', field, at: 0, section: 1 })).toEqual([
      'added /fields/note',
      'changed /layout/sections',
    ]);
    expect(reason({ kind: 'field.add', field: { ...field, key: 'title' } })).toBe('exists');
    expect(reason({ kind: 'field.add', field, section: 9 })).toBe('not_found');
  });

  it('takes a field out of stages and layout with it, unless something rests on it', () => {
    expect(effect({ kind: 'field.remove', field: 'amount' })).toEqual([
      'removed /fields/amount',
      'changed /funnels/sales/stages/new/required',
      'changed /layout/sections',
      'changed /layout/card',
    ]);
    expect(reason({ kind: 'field.remove', field: 'title' })).toBe('in_use');
    expect(reason({ kind: 'field.remove', field: 'currency' })).toBe('in_use');
    expect(reason({ kind: 'field.remove', field: 'gone' })).toBe('not_found');
  });

  it('puts things into another order, and back', () => {
    const move: Edit = { kind: 'field.move', field: 'size', to: 0 };
    expect(effect(move)).toEqual(['reordered /fields']);
    expect(effect(move, { kind: 'field.move', field: 'size', to: 3 })).toEqual([]);
    expect(effect({ kind: 'option.move', field: 'size', option: 'l', to: 0 })).toEqual([
      'reordered /fields/size/options',
    ]);
    expect(effect({ kind: 'stage.move', funnel: 'sales', stage: 'won', to: 0 })).toEqual([
      'reordered /funnels/sales/stages',
    ]);
    expect(effect({ kind: 'section.move', section: 0, to: 1 })).toEqual(['changed /layout/sections']);
  });

  it('changes options', () => {
    expect(
      effect(
        { kind: 'option.add', field: 'size', option: { key: 'm', label: 'M' }, at: 1 },
        { kind: 'option.update', field: 'size', option: 's', set: { retired: true } },
        { kind: 'option.remove', field: 'size', option: 'l' },
      ),
    ).toEqual([
      'added /fields/size/options/s/retired',
      'removed /fields/size/options/l',
      'added /fields/size/options/m',
    ]);
    expect(reason({ kind: 'option.remove', field: 'size', option: 'x' })).toBe('not_found');
    expect(reason({ kind: 'option.add', field: 'gone', option: { key: 'm', label: 'M' } })).toBe('not_found');
  });

  it('adds, changes and takes away funnels and stages, but leaves an open stage', () => {
    const stage = { key: 'lost', name: 'Lost', group: 'lost' as const };
    expect(effect({ kind: 'stage.add', funnel: 'sales', stage })).toEqual(['added /funnels/sales/stages/lost']);
    expect(effect({ kind: 'stage.remove', funnel: 'sales', stage: 'won' })).toEqual([
      'removed /funnels/sales/stages/won',
    ]);
    expect(reason({ kind: 'stage.remove', funnel: 'sales', stage: 'new' })).toBe('last');
    const funnel = { key: 'service', name: 'Service', stages: [stage], transitions: 'free' as const };
    expect(effect({ kind: 'funnel.add', funnel }, { kind: 'funnel.move', funnel: 'service', to: 0 })).toEqual([
      'added /funnels/service',
    ]);
    expect(effect({ kind: 'funnel.update', funnel: 'sales', set: { name: 'Deals' } })).toEqual([
      'changed /funnels/sales/name',
    ]);
    expect(effect({ kind: 'funnel.remove', funnel: 'sales' })).toEqual(['removed /funnels/sales']);
    expect(reason({ kind: 'funnel.remove', funnel: 'gone' })).toBe('not_found');
  });

  it('draws ways between stages: first all there are, then as listed', () => {
    expect(reason({ kind: 'transition.add', funnel: 'sales', transition: { from: 'new', to: 'won' } })).toBe('free');
    const result = applyEdit(TYPE, { kind: 'transitions.free', funnel: 'sales', free: false });
    const listed = result.ok ? result.value : TYPE;
    expect(listed.funnels?.[0]?.transitions).toEqual([
      { from: 'new', to: 'won' },
      { from: 'won', to: 'new' },
    ]);
    const without = applyEdit(listed, { kind: 'transition.remove', funnel: 'sales', from: 'won', to: 'new' });
    expect(without.ok && without.value.funnels?.[0]?.transitions).toEqual([{ from: 'new', to: 'won' }]);
    const named = applyEdit(listed, {
      kind: 'transition.update',
      funnel: 'sales',
      from: 'new',
      to: 'won',
      set: { label: 'Win' },
    });
    expect(named.ok && named.value.funnels?.[0]?.transitions[0]).toEqual({ from: 'new', to: 'won', label: 'Win' });
    expect(reason({ kind: 'transition.add', funnel: 'sales', transition: { from: 'new', to: 'won' } }, listed)).toBe(
      'exists',
    );
    expect(reason({ kind: 'transition.add', funnel: 'sales', transition: { from: 'new', to: 'x' } }, listed)).toBe(
      'not_found',
    );
    const gone = applyEdit(listed, { kind: 'stage.remove', funnel: 'sales', stage: 'won' });
    expect(gone.ok && gone.value.funnels?.[0]?.transitions).toEqual([]);
  });

  it('lays out sections and the small card', () => {
    const place = applyEdit(TYPE, { kind: 'layout.place', field: 'size', section: 0, at: 1 });
    expect(place.ok && place.value.layout?.sections.map(({ fields }) => fields)).toEqual([
      ['title', 'size', 'amount'],
      [],
    ]);
    const out = applyEdit(TYPE, { kind: 'layout.place', field: 'size', section: null });
    expect(out.ok && out.value.layout?.sections[1]?.fields).toEqual([]);
    expect(reason({ kind: 'layout.place', field: 'gone', section: 0 })).toBe('not_found');
    expect(effect({ kind: 'layout.card', fields: ['size'] })).toEqual(['changed /layout/card']);
    expect(reason({ kind: 'layout.card', fields: ['gone'] })).toBe('not_found');
    const { layout, ...bare } = TYPE;
    const added = applyEdit(bare, { kind: 'section.add', section: { title: 'New', fields: [] } });
    expect(added.ok && added.value.layout?.sections).toEqual([{ title: 'New', fields: [] }]);
    expect(effect({ kind: 'section.update', section: 0, set: { columns: 2 } })).toEqual(['changed /layout/sections']);
    const fewer = applyEdit(TYPE, { kind: 'section.remove', section: 0 });
    expect(fewer.ok && fewer.value.layout?.sections.map(({ title }) => title)).toEqual(['More']);
  });
});

describe('the difference of two definitions', () => {
  it('is nothing between a definition and itself, whatever the order of its members', () => {
    const shuffled = Object.fromEntries(Object.entries(structuredClone(TYPE)).reverse()) as unknown as EntityType;
    expect(difference(TYPE, shuffled)).toEqual([]);
  });

  it('shows labels and conditions whole, with what they were', () => {
    const guard = { combinator: 'and' as const, rules: [] };
    const after = structuredClone(TYPE);
    after.name = { en: 'Deal', ja: '商談' };
    const stage = after.funnels?.[0]?.stages[0];
    if (stage) stage.guard = guard;
    expect(difference(TYPE, after)).toEqual([
      { kind: 'changed', path: '/name', before: 'Deal', after: { en: 'Deal', ja: '商談' } },
      { kind: 'added', path: '/funnels/sales/stages/new/guard', after: guard },
    ]);
  });
});
