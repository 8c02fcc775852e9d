import fc from 'fast-check';
import type { Doc, JsonValue } from '../fields/field.ts';
import { COMPANY, ME, OTHER } from '../process/deal.fixture.ts';
import { checkRule } from './check.ts';
import type { Plan } from './effect.ts';
import { linksRead } from './links.ts';
import { stepsOf } from './next.ts';
import { planningOf } from './planning.ts';
import { referencesOf } from './references.ts';
import { aRule, aRun, aRunWith, DEAL_TYPE, PAINT, typeOf } from './rule.fixture.ts';
import type { Rule, Step } from './rule.ts';
import { STEP_KINDS, stepKindOf } from './steps/kinds.ts';
import { TRIGGER_KINDS } from './triggers/kinds.ts';

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;

/** Formulas that give all sorts of things, of which the check lets those through that fit. */
const formula = fc.constantFrom(
  '= amount',
  '= amount * width',
  '= record.owner',
  '= company.region',
  '= company',
  '= title',
  '= title + " again"',
  '= due',
  '= today()',
  '= now() + @"P1D"',
  '= null',
  '= if amount > 100 then null else amount',
  '= items',
  '= sum(for l in items return l.total)',
  '= before.amount',
  `= [record.owner, "${OTHER}"]`,
  '= items[1].product',
  '= discount = "yes"',
  '= steps.b.id',
  '= amuont',
  '= 1 +',
);
const text = fc.constantFrom(
  'x',
  'Call {{ title }}',
  '{{ amount }} {{ due }}',
  '{{ company.name }}',
  '{{ titel }}',
  '{{',
);
const term = fc.constantFrom<object>(
  { field: 'amount', operator: '>', value: 100 },
  { field: 'company.region', operator: '=', value: 'emea' },
  { field: 'amount', operator: 'changed' },
  { field: '$stage', operator: 'in', value: ['won'] },
  { field: 'name', operator: 'beginsWith', value: 'x' },
  { field: 'product.series', operator: 'notNull' },
  { field: 'budget', operator: '=', value: '= amount' },
);
const condition = fc.record({ combinator: fc.constantFrom('and', 'or'), rules: fc.array(term, { maxLength: 2 }) });
const value = fc.oneof(formula, text, fc.constantFrom<JsonValue>(5, 'yes', null, '2026-05-05', COMPANY));
const values = (...keys: string[]) => fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 3 });
const amount = fc.oneof(formula, fc.constantFrom(5, 0, -3));

/** Mostly what a parameter takes, by its name. */
const PARAMETERS: { [name: string]: fc.Arbitrary<unknown> } = {
  title: text,
  description: text,
  text,
  subject: text,
  body: fc.oneof(text, fc.dictionary(fc.string(), value)),
  reason: text,
  tag: text,
  tags: fc.array(text, { maxLength: 3 }),
  name: text,
  checklist: fc.array(text, { maxLength: 3 }),
  assignee: fc.oneof(formula, fc.constant(ME)),
  ownerId: fc.oneof(formula, fc.constant(ME)),
  approvers: fc.oneof(formula, fc.constant([ME, OTHER])),
  to: fc.oneof(
    formula,
    fc.constantFrom<JsonValue>(ME, [ME, 'a@a.example'], { pool: [ME], by: 'roundRobin' }, '{{ company.mail }}'),
    condition.map((when) => ({ by: 'rules', rules: [{ when, to: ME }] })),
  ),
  mode: fc.constantFrom<JsonValue>('all', { atLeast: 1 }, 'any'),
  due: fc.oneof(formula, fc.constant('P3D')),
  until: fc.oneof(formula, fc.constantFrom('due', 'title')),
  for: fc.constantFrom<JsonValue>('P1Y', { event: { kind: 'record.updated' }, timeout: 'P1D' }),
  set: values('amount', 'discount', 'title', 'due', 'company', 'rate', 'budget', 'items'),
  doc: values('name', 'company', 'budget', 'phone'),
  via: fc.constantFrom('company', 'project.deal'),
  move: fc.constant({ stage: 'do' }),
  stage: fc.constantFrom('won', 'do', 'doing'),
  funnel: fc.constantFrom('sales', 'work'),
  entityType: fc.constantFrom('project', 'company'),
  linkField: fc.constant('deal'),
  unless: condition,
  when: condition,
  rows: condition,
  field: fc.constant('items'),
  product: fc.oneof(formula, fc.constant(PAINT)),
  quantity: amount,
  unitPrice: amount,
  percent: amount,
  amount,
  attachments: formula,
  url: fc.oneof(formula, fc.constantFrom('https://a.example/{{ title }}', 'ftp://a')),
  method: fc.constantFrom('GET', 'POST'),
  headers: fc.dictionary(fc.constant('X-A'), text),
  onDuplicate: fc.constantFrom('add', 'replace', 'skip'),
  priority: fc.constant('high'),
  blocksStage: fc.boolean(),
  saveAs: fc.constantFrom('answer', 'reason'),
};

const stepOf = (id: string): fc.Arbitrary<Step> =>
  fc.constantFrom(...STEP_KINDS).chain(({ kind, parameters }) => {
    const named = Object.keys(parameters).map((name) => [name, PARAMETERS[name] ?? json]);
    const requiredKeys = Object.keys(parameters).filter((name) => parameters[name]?.required);
    return fc
      .record(Object.fromEntries(named) as { [name: string]: fc.Arbitrary<unknown> }, { requiredKeys })
      .map((own): Step => ({ id, kind, ...own }));
  });

/** One step, in a branch of another or by itself. */
const rule: fc.Arbitrary<Rule> = fc
  .tuple(stepOf('a'), fc.constantFrom(undefined, 'onApproved', 'onRejected'))
  .map(([step, branch]) =>
    aRule({ steps: branch ? [{ id: 'q', kind: 'approval.request', approvers: [ME], [branch]: [step] }] : [step] }),
  );

const doc: fc.Arbitrary<Doc> = fc.record(
  {
    title: fc.constantFrom('Sell paint', '1', '{{ x }}'),
    amount: fc.constantFrom(0, 0.01, 1200, 999_999_999_999),
    width: fc.constantFrom(0, 0.1, 3),
    discount: fc.constantFrom('yes', 'no'),
    company: fc.constant(COMPANY),
    due: fc.constantFrom('2026-03-29', '0001-01-01', '9999-12-31'),
    phone: fc.constant('+380441234567'),
    reason: fc.constantFrom('a@a.example', 'https://a.example'),
    items: fc.constantFrom<JsonValue[]>([{ product: PAINT, name: 'Paint', quantity: 3, unitPrice: 9.5, total: 28.5 }]),
  },
  { requiredKeys: [] },
);

/** Every step of a rule, those of branches too. */
const stepsIn = (steps: readonly Step[]): Step[] =>
  steps.flatMap((step) => [
    step,
    ...(stepKindOf(step.kind)?.branches ?? []).flatMap((branch) => stepsIn(stepsOf(step, branch))),
  ]);

function plansOf({ steps }: Rule, of: Doc): { kind: string; plan: Plan | undefined }[] {
  const planning = planningOf(aRunWith(of, { before: aRun().record }));
  return stepsIn(steps).map((step) => ({ kind: step.kind, plan: stepKindOf(step.kind)?.plan(step, planning) }));
}

describe('whatever is sent as a rule', () => {
  const somewhere = fc.tuple(rule, fc.nat(), json).map(([given, place, other]) => {
    const copy = structuredClone(given) as unknown as { [name: string]: JsonValue };
    const holders: [object, string | number][] = [];
    const walk = (part: unknown): void => {
      if (typeof part !== 'object' || part === null) return;
      for (const key of Object.keys(part)) {
        holders.push([part, key]);
        walk((part as { [name: string]: unknown })[key]);
      }
    };
    walk(copy);
    const [holder, key] = holders[place % holders.length] ?? [copy, 'key'];
    Reflect.set(holder, key, other);
    return copy;
  });
  const parameters = [...STEP_KINDS, ...TRIGGER_KINDS].flatMap((kind) => Object.keys(kind.parameters));
  const scrambled = fc
    .tuple(
      fc.constantFrom(...TRIGGER_KINDS.map(({ kind }) => kind)),
      fc.constantFrom(...STEP_KINDS.map(({ kind }) => kind)),
      fc.dictionary(fc.constantFrom(...parameters), fc.oneof(json, formula, condition), { maxKeys: 4 }),
    )
    .map(([trigger, step, own]) => ({
      ...aRule(),
      trigger: { ...own, kind: trigger },
      steps: [{ ...own, id: 'a', kind: step }],
    }));

  it('is checked without a crash, and every fault says where it is', () => {
    fc.assert(
      fc.property(fc.oneof(json, rule, somewhere, scrambled), (document) => {
        for (const { path, code, message } of checkRule(document, DEAL_TYPE, typeOf)) {
          const tokens = path.split('/').slice(1, -1);
          let holder: unknown = document;
          for (const token of tokens) {
            const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
            expect(typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)).toBe(true);
            holder = (holder as { [name: string]: unknown })[key];
          }
          expect(code).toMatch(/^[a-z_]+$/);
          expect(message).not.toBe('');
        }
      }),
      { numRuns: 250 },
    );
  });
});

describe('a rule without faults', () => {
  const sound = rule.filter((each) => checkRule(each, DEAL_TYPE, typeOf).length === 0);

  it('comes to something on every record, or says why not: never because a formula gives another kind of thing', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(sound, doc, (each, of) => {
        for (const { kind, plan } of plansOf(each, of)) {
          if (plan?.ok) met.add(kind);
          else expect(plan?.reason).not.toMatch(/The result is not/);
        }
      }),
      { numRuns: 200 },
    );
    expect(met.size).toBeGreaterThan(STEP_KINDS.length / 2);
  });

  it('comes to what JSON can keep', () => {
    fc.assert(
      fc.property(sound, doc, (each, of) => {
        for (const { plan } of plansOf(each, of))
          expect(JSON.parse(JSON.stringify(plan))).toEqual(structuredClone(plan));
      }),
      { numRuns: 60 },
    );
  });

  it('never crashes once its fields and types are gone', () => {
    const bare = { ...DEAL_TYPE, fields: DEAL_TYPE.fields.slice(0, 1), funnels: [] };
    fc.assert(
      fc.property(sound, doc, ({ steps }, of) => {
        const planning = planningOf({
          ...aRunWith(of),
          definition: bare,
          typeOf: () => undefined,
          linked: () => undefined,
        });
        for (const step of stepsIn(steps)) stepKindOf(step.kind)?.plan(step, planning);
        linksRead(aRule({ steps }), bare, planning.record);
        referencesOf(aRule({ steps }), bare, () => undefined);
      }),
      { numRuns: 60 },
    );
  });
});
