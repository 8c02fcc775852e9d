import type { EntityType } from '@etapa/shared/definition/entity-type';
import { faultPlace } from './fault-place.ts';

const type: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'due', label: { en: 'Due', ja: '期限' }, kind: 'date' },
  ],
  funnels: [{ key: 'sales', name: 'Sales', stages: [{ key: 'new', name: 'New', group: 'open' }], transitions: 'free' }],
  layout: { sections: [{ title: 'Main', fields: ['title'] }] },
};

it('names a fault by what people call its place', () => {
  const places = [
    ['/fields/1/maxLength', [{ en: 'Due', ja: '期限' }], 'maxLength'],
    ['/fields/0/options/2/label', ['Title'], 'options'],
    ['/fields/9', [], null],
    ['/funnels/0/stages/0/required/1', ['Sales', 'New'], 'required'],
    ['/funnels/0/transitions/3/to', ['Sales'], 'transitions'],
    ['/layout/sections/0/fields/0', ['Main'], 'layout'],
    ['/titleField', [], 'titleField'],
    ['', [], null],
  ] as const;
  for (const [path, within, setting] of places) expect(faultPlace(path, type)).toEqual({ within, setting });
});
