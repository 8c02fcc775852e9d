import fc from 'fast-check';
import { difference } from './difference.ts';
import { applyEdit, type Edit } from './edit.ts';
import { applyEdits, editsBetween } from './edits-between.ts';
import type { EntityType } from './entity-type.ts';

const TYPE: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'currency', label: 'Currency', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'money', currencyField: 'currency' },
    {
      key: 'size',
      label: 'Size',
      kind: 'select',
      options: ['s', 'm', 'l'].map((key) => ({ key, label: key })),
    },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      stages: [
        { key: 'a', name: 'A', group: 'open', required: ['amount'] },
        { key: 'b', name: 'B', group: 'open', norm: 'P1D' },
        { key: 'c', name: 'C', group: 'won' },
      ],
      transitions: [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c', label: 'Go' },
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

const stage = fc.constantFrom('a', 'b', 'c', 'd');
const field = fc.constantFrom('title', 'currency', 'amount', 'size', 'note');
const place = fc.integer({ min: 0, max: 4 });
const funnel = 'sales';
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('field.move' as const), field, to: place }),
  fc.record({ kind: fc.constant('field.remove' as const), field }),
  fc.constant<Edit>({ kind: 'field.add', field: { key: 'note', label: 'Note', kind: 'text' }, section: 0 }),
  field.map((key): Edit => ({ kind: 'field.update', field: key, set: { help: `About ${key}`, currencyField: null } })),
  fc.constant<Edit>({ kind: 'type.update', set: { titleField: 'note', color: 'red' } }),
  fc.record({
    kind: fc.constant('option.move' as const),
    field: fc.constant('size'),
    option: fc.constant('s'),
    to: place,
  }),
  fc.constant<Edit>({ kind: 'option.remove', field: 'size', option: 'm' }),
  fc.constant<Edit>({ kind: 'option.add', field: 'size', option: { key: 'xl', label: 'XL' }, at: 1 }),
  fc.record({ kind: fc.constant('stage.move' as const), funnel: fc.constant(funnel), stage, to: place }),
  fc.record({ kind: fc.constant('stage.remove' as const), funnel: fc.constant(funnel), stage }),
  place.map((at): Edit => ({ kind: 'stage.add', funnel, stage: { key: 'd', name: 'D', group: 'open' }, at })),
  stage.map((key): Edit => ({ kind: 'stage.update', funnel, stage: key, set: { norm: null, limit: 3 } })),
  fc.tuple(stage, stage).map(([from, to]): Edit => ({ kind: 'transition.add', funnel, transition: { from, to } })),
  fc.tuple(stage, stage).map(([from, to]): Edit => ({ kind: 'transition.remove', funnel, from, to })),
  fc.boolean().map((free): Edit => ({ kind: 'transitions.free', funnel, free })),
  fc.constant<Edit>({
    kind: 'funnel.add',
    funnel: { key: 'second', name: 'Second', stages: [{ key: 'x', name: 'X', group: 'open' }], transitions: 'free' },
    at: 0,
  }),
  fc.record({ kind: fc.constant('section.remove' as const), section: place }),
  fc.record({ kind: fc.constant('section.move' as const), section: place, to: place }),
  fc.record({ kind: fc.constant('layout.place' as const), field, section: place }),
);

describe('the edits between two definitions', () => {
  it('make the one of the other, and the other of the one, whatever was done', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
        const { definition: after } = applyEdits(TYPE, edits);
        for (const [from, to] of [
          [TYPE, after],
          [after, TYPE],
        ] as const) {
          const made = applyEdits(from, editsBetween(from, to));
          expect(made.refused).toEqual([]);
          expect(difference(made.definition, to)).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('are few: a stage that was moved is one edit, and nothing is none', () => {
    const moved = applyEdit(TYPE, { kind: 'stage.move', funnel, stage: 'a', to: 2 });
    expect(moved.ok && editsBetween(TYPE, moved.value)).toEqual([{ kind: 'stage.move', funnel, stage: 'a', to: 2 }]);
    expect(editsBetween(TYPE, structuredClone(TYPE))).toEqual([]);
  });

  it('can be made again on what someone else made meanwhile, but those whose place is gone', () => {
    const mine = applyEdits(TYPE, [
      { kind: 'stage.update', funnel, stage: 'b', set: { name: 'Talks' } },
      { kind: 'stage.update', funnel, stage: 'a', set: { limit: 5 } },
    ]).definition;
    const theirs = applyEdits(TYPE, [{ kind: 'stage.remove', funnel, stage: 'b' }]).definition;
    const both = applyEdits(theirs, editsBetween(TYPE, mine));
    expect(both.refused).toEqual([{ kind: 'stage.update', funnel, stage: 'b', set: { name: 'Talks' } }]);
    expect(both.definition.funnels?.[0]?.stages[0]).toMatchObject({ key: 'a', limit: 5 });
  });
});
