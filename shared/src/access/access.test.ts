import type { ConditionGroup } from '../conditions/condition.ts';
import { evaluate } from '../conditions/evaluate.ts';
import { checkRole } from './check.ts';
import { EVERY_FIELD, fieldAccess, readableDoc } from './fields.ts';
import type { Grant, Role } from './grant.ts';
import { may } from './may.ts';
import { type Scope, scopeFor } from './scope.ts';
import { namesStage, stageAccess } from './stages.ts';

const role = (key: string, ...grants: Partial<Grant>[]): Role => ({
  key,
  name: key,
  grants: grants.map((grant) => ({ entityType: 'deal', actions: ['read', 'update', 'move'], scope: 'all', ...grant })),
});
const person = (...roles: string[]) => ({ id: 'me', roles });

/** Whether a scope takes in a record. */
function takesIn(scope: Scope, record: { ownerId?: string | null; stage?: string | null; funnel?: string }): boolean {
  if (scope.kind !== 'where') return scope.kind === 'all';
  const schema = { fields: [{ key: 'amount', label: 'Amount', kind: 'number' as const }], funnels: [] };
  return evaluate(scope.condition, {
    schema,
    record: { doc: {}, ...record },
    me: 'me',
    myTeam: ['me', 'mate'],
    now: '2026-01-01T00:00:00Z',
    timeZone: 'UTC',
  });
}

describe('a person', () => {
  const roles = [
    role('seller', { actions: ['read', 'update'] }),
    role('designer', { entityType: '*', actions: ['design'] }),
  ];

  it('may do what one of their roles grants for the type or for every type', () => {
    expect(may(person('seller'), 'read', 'deal', roles)).toBe(true);
    expect(may(person('seller'), 'delete', 'deal', roles)).toBe(false);
    expect(may(person('seller'), 'read', 'company', roles)).toBe(false);
    expect(may(person('seller', 'designer'), 'design', 'company', roles)).toBe(true);
    expect(may(person('gone'), 'read', 'deal', roles)).toBe(false);
    expect(may(person(), 'read', 'deal', roles)).toBe(false);
  });
});

describe('a scope', () => {
  const big: ConditionGroup = { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 5 }] };
  const roles = [
    role('own', { scope: 'own' }),
    role('team', { scope: 'team' }),
    role('all', { scope: 'all' }),
    role('big', { scope: big }),
    role('early', { scope: 'own', stages: { see: ['sales/new', 'old'] } }),
  ];
  const scope = (...keys: string[]) => scopeFor(person(...keys), 'read', 'deal', roles);

  it('is nothing without a grant, and everything with one over all', () => {
    expect(scope()).toEqual({ kind: 'none' });
    expect(scope('own', 'all', 'big')).toEqual({ kind: 'all' });
  });

  it('is the person’s own records, or those of their team', () => {
    expect(takesIn(scope('own'), { ownerId: 'me' })).toBe(true);
    expect(takesIn(scope('own'), { ownerId: 'mate' })).toBe(false);
    expect(takesIn(scope('own'), { ownerId: null })).toBe(false);
    expect(takesIn(scope('team'), { ownerId: 'mate' })).toBe(true);
    expect(takesIn(scope('team'), { ownerId: 'stranger' })).toBe(false);
    expect(takesIn(scope('team'), { ownerId: null })).toBe(false);
  });

  it('is a condition of its own, or several joined', () => {
    expect(scope('big')).toEqual({ kind: 'where', condition: big });
    expect(scope('own', 'big')).toMatchObject({ condition: { combinator: 'or', rules: [expect.anything(), big] } });
  });

  it('ends at the stages a role lets see, records in no stage aside', () => {
    const early = scope('early');
    expect(takesIn(early, { ownerId: 'me', funnel: 'sales', stage: 'new' })).toBe(true);
    expect(takesIn(early, { ownerId: 'me', funnel: 'service', stage: 'new' })).toBe(false);
    expect(takesIn(early, { ownerId: 'me', funnel: 'service', stage: 'old' })).toBe(true);
    expect(takesIn(early, { ownerId: 'me', stage: null })).toBe(true);
    expect(takesIn(early, { ownerId: 'mate', stage: 'old' })).toBe(false);
  });

  it('leaves out stages that only other roles may see', () => {
    const funnels = [{ key: 'sales', stages: [{ key: 'new' }, { key: 'secret', rights: { see: ['boss'] } }] }];
    const seen = scopeFor(person('all'), 'read', 'deal', roles, funnels);
    expect(takesIn(seen, { funnel: 'sales', stage: 'secret' })).toBe(false);
    expect(takesIn(seen, { funnel: 'other', stage: 'secret' })).toBe(true);
    expect(takesIn(seen, { funnel: 'sales', stage: 'new' })).toBe(true);
    expect(scopeFor(person('all', 'boss'), 'read', 'deal', roles, funnels)).toEqual({ kind: 'all' });
    expect(scopeFor(person(), 'read', 'deal', roles, funnels)).toEqual({ kind: 'none' });
  });
});

describe('fields', () => {
  const roles = [
    role('all', { scope: 'own' }),
    role('few', { fields: { read: ['title', 'amount'], write: ['title'] } }),
    role('look', { fields: { read: ['amount'] } }),
    role('fill', { fields: { write: ['phone'] } }),
    role('boss', { scope: 'all' }),
  ];
  const access = (keys: string[], covers: (grant: Grant) => boolean = () => true) =>
    fieldAccess(person(...keys), 'deal', roles, covers);

  it('are all open until a role names some, and then only those', () => {
    expect(access(['boss'])).toEqual(EVERY_FIELD);
    expect(access(['few'])).toEqual({ read: new Set(['title', 'amount']), write: new Set(['title']) });
    expect(access(['look'])).toEqual({ read: new Set(['amount']), write: new Set(['amount']) });
    expect(access(['fill'])).toEqual({ read: 'all', write: new Set(['phone']) });
    expect(access([])).toEqual({ read: new Set(), write: new Set() });
  });

  it('are open by the roles that reach the record alone', () => {
    const onlyOverAll = ({ scope }: Grant) => scope === 'all';
    expect(access(['all', 'few'], onlyOverAll).read).toEqual(new Set(['title', 'amount']));
    expect(access(['all', 'few']).read).toBe('all');
  });

  it('are open everywhere only where no role that reaches fewer records is needed', () => {
    const everywhere = (...keys: string[]) => fieldAccess(person(...keys), 'deal', roles, 'everywhere').read;
    expect(everywhere('all', 'few')).toEqual(new Set(['title', 'amount']));
    expect(everywhere('few', 'boss')).toBe('all');
    expect(everywhere('all')).toBe('all');
  });

  it('that are closed are not in the document shown', () => {
    expect(readableDoc({ title: 'A', amount: 1, phone: '1' }, access(['few']))).toEqual({ title: 'A', amount: 1 });
  });
});

describe('stages', () => {
  it('may be entered and left as the roles say, all of them until one names some', () => {
    const roles = [role('some', { stages: { enter: ['won'], leave: ['sales/new'] } }), role('any', {})];
    const some = stageAccess(person('some'), 'deal', roles);
    expect(namesStage(some.enter, 'sales', 'won')).toBe(true);
    expect(namesStage(some.enter, 'sales', 'new')).toBe(false);
    expect(namesStage(some.leave, 'sales', 'new')).toBe(true);
    expect(namesStage(some.leave, 'service', 'new')).toBe(false);
    expect(stageAccess(person('some', 'any'), 'deal', roles)).toEqual({ enter: 'all', leave: 'all' });
  });
});

describe('a role', () => {
  const type = {
    fields: [{ key: 'amount', label: 'Amount', kind: 'number' as const }],
    funnels: [{ key: 'sales', stages: [{ key: 'new', group: 'open' }] }],
  };
  const typeOf = (key: string) => (key === 'deal' ? type : undefined);
  const faults = (grant: Partial<Grant>) =>
    checkRole(role('r', grant), typeOf).map(({ path, code }) => `${path} ${code}`);
  const scope = (field: string): ConditionGroup => ({ combinator: 'and', rules: [{ field, operator: 'notNull' }] });

  it('names types, fields and stages there are', () => {
    expect(
      faults({ fields: { read: ['amount'] }, stages: { see: ['new', 'sales/new'] }, scope: scope('amount') }),
    ).toEqual([]);
    expect(faults({ entityType: 'gone' })).toEqual(['/grants/0/entityType unknown_entity_type']);
    expect(
      faults({ fields: { write: ['amount', 'gone'] }, stages: { enter: ['gone'] }, scope: scope('gone') }),
    ).toEqual([
      '/grants/0/scope/rules/0/field unknown_field',
      '/grants/0/fields/write/1 unknown_field',
      '/grants/0/stages/enter/0 unknown_stage',
    ]);
  });

  it('asks of every type only what every record has', () => {
    expect(faults({ entityType: '*', scope: scope('$owner'), fields: { read: ['anything'] } })).toEqual([]);
    expect(faults({ entityType: '*', scope: scope('amount') })).toEqual([
      '/grants/0/scope/rules/0/field unknown_field',
    ]);
  });
});
