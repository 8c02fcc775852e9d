import type { EntityType } from '@etapa/shared/definition/entity-type';
import { comparableFields, fieldChoices, offeredOperators, schemaOf } from './choices.ts';

const stages = [{ key: 'new', name: 'New', group: 'open' as const }];
const PROJECT: EntityType = {
  key: 'project',
  name: 'Project',
  titleField: 'name',
  fields: [{ key: 'name', label: 'Name', kind: 'text' }],
  funnels: [{ key: 'main', name: 'Main', stages, transitions: 'free' }],
};
const DEAL: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'money' },
    { key: 'paid', label: 'Paid', kind: 'number' },
    { key: 'agreed', label: 'Agreed', kind: 'boolean' },
    { key: 'old', label: 'Old', kind: 'number', retired: true },
    { key: 'project', label: 'Project', kind: 'link', target: 'project' },
  ],
};
const types = [DEAL, PROJECT];
const schema = schemaOf(DEAL, types);
const choices = fieldChoices(DEAL, types);
const names = choices.map(({ name }) => name);

describe('what a condition may ask', () => {
  it('is of the fields in use, of linked records with their stage, and of what every record has', () => {
    expect(names).toEqual(expect.arrayContaining(['amount', 'project.name', 'project.$stage', '$owner']));
    expect(names).not.toContain('old');
    expect(names).not.toContain('$stage');
  });

  it('compares a field with others of its sort alone, and never with itself', () => {
    const found = comparableFields('amount', '>=', choices, schema).map(({ name }) => name);
    expect(found).toEqual(expect.arrayContaining(['paid', '$number']));
    expect(found).not.toEqual(expect.arrayContaining(['amount']));
    expect(found).not.toContain('title');
    expect(comparableFields('amount', 'null', choices, schema)).toEqual([]);
  });

  it('offers no comparison that another one says more simply, but keeps one that is chosen', () => {
    const agreed = choices.find(({ name }) => name === 'agreed');
    if (!agreed) throw new Error('agreed');
    expect(offeredOperators(agreed.reference, false)).toEqual(['=', '!=', 'null', 'notNull']);
    expect(offeredOperators(agreed.reference, false, 'in')).toContain('in');
  });
});
