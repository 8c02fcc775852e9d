import type { EntityType } from '@etapa/shared/definition/entity-type';
import {
  begin,
  choicesOf,
  faultsOf,
  mappingOf,
  step,
  targetFrom,
  unmatchedValues,
  type WizardState,
} from './mapping.ts';

const deal: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'product', label: 'Product', kind: 'link', target: 'product' },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR' },
    {
      key: 'size',
      label: 'Size',
      kind: 'select',
      options: [
        { key: 's', label: { en: 'Small', ja: '小' } },
        { key: 'xl', label: 'Huge', retired: true },
      ],
    },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'new', name: 'New', group: 'open' },
        { key: 'won', name: 'Won', group: 'won' },
      ],
    },
  ],
};

const opened = (): WizardState =>
  begin({
    rowCount: 3,
    encoding: 'utf-8',
    delimiter: ',',
    headers: ['id', 'product', 'Deal Stage', 'size'],
    rows: [
      ['1', 'GTXPro', 'New', 'small'],
      ['2', 'GTX Pro', 'Engaging', '小'],
      ['3', 'GTXPro', ' Engaging ', ''],
    ],
    guess: {
      columns: {
        product: { field: 'product', by: 'name' },
        'Deal Stage': { system: 'stage' },
        size: { field: 'size' },
      },
    },
  });

describe('matching columns', () => {
  it('opens with the guess and sends only the columns that go somewhere', () => {
    expect(Object.keys(mappingOf(opened()).columns)).toEqual(['product', 'Deal Stage', 'size']);
    const without = step(opened(), { kind: 'target', header: 'size', target: null });
    expect(Object.keys(mappingOf(without).columns)).toEqual(['product', 'Deal Stage']);
  });

  it('says which required fields nothing fills', () => {
    expect(faultsOf(opened(), deal)).toEqual([
      { code: 'required_missing', fields: [expect.objectContaining({ key: 'title' })] },
    ]);
    const filled = step(opened(), { kind: 'target', header: 'id', target: { field: 'title' } });
    expect(faultsOf(filled, deal)).toEqual([]);
  });

  it('finds two columns that go to the same field', () => {
    const twice = step(opened(), { kind: 'target', header: 'id', target: { field: 'size' } });
    expect(faultsOf(twice, deal)).toContainEqual({ code: 'mapped_twice', headers: ['id', 'size'] });
  });

  it('links by the title of the linked type, and makes nothing new until told', () => {
    expect(targetFrom('field:product', deal, () => 'name')).toEqual({ field: 'product', by: 'name', create: false });
    expect(targetFrom('field:amount', deal, () => 'name')).toEqual({ field: 'amount' });
    expect(targetFrom('system:owner', deal, () => 'name')).toEqual({ system: 'owner', create: false });
  });
});

describe('matching values', () => {
  it('asks only for values that no stage or option is called, in any language or case', () => {
    expect(unmatchedValues(opened(), 'Deal Stage', deal)).toEqual(['Engaging']);
    expect(unmatchedValues(opened(), 'size', deal)).toEqual([]);
    expect(choicesOf({ field: 'size' }, deal)).toEqual([{ key: 's', label: { en: 'Small', ja: '小' } }]);
  });

  it('sends a typed pair by column, trimmed, and leaves out half of one', () => {
    let state = step(opened(), { kind: 'pair.add', header: 'product', from: ' GTXPro ', to: 'GTX Pro' });
    state = step(state, { kind: 'pair.add', header: 'product', from: 'MG', to: '' });
    expect(mappingOf(state).values).toEqual({ product: { GTXPro: 'GTX Pro' } });
  });

  it('forgets a pair that was removed and keeps its neighbour', () => {
    let state = step(opened(), { kind: 'pair.add', header: 'Deal Stage', from: 'Engaging', to: 'new' });
    state = step(state, { kind: 'pair.add', header: 'Deal Stage', from: 'Done', to: 'won' });
    state = step(state, { kind: 'pair.remove', header: 'Deal Stage', id: 0 });
    state = step(state, { kind: 'pair.change', header: 'Deal Stage', id: 1, change: { from: 'Closed' } });
    expect(mappingOf(state).values).toEqual({ 'Deal Stage': { Closed: 'won' } });
  });
});
