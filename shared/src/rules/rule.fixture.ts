import type { EntityType } from '../definition/entity-type.ts';
import type { Doc } from '../fields/field.ts';
import type { LinkedRecord } from '../process/command.ts';
import { aDeal, COMPANY, DEAL, ME, NOW } from '../process/deal.fixture.ts';
import type { Changes, RecordEvent } from '../process/event.ts';
import type { RecordState } from '../process/record.ts';
import { checkRule } from './check.ts';
import type { Plan } from './effect.ts';
import type { PastEvent } from './event.ts';
import { planningOf, type RunContext } from './planning.ts';
import type { Rule, Step } from './rule.ts';
import { stepKindOf } from './steps/kinds.ts';

/** A rule on deals that greets whoever owns one. */
export const aRule = (own: Partial<Rule> = {}): Rule => ({
  key: 'greet',
  name: 'Greet',
  enabled: true,
  trigger: { kind: 'record.created' },
  steps: [{ id: 'hello', kind: 'notify', to: '= record.owner', text: 'Hello' }],
  ...own,
});

export const aStep = (step: Step): Rule => aRule({ steps: [step] });

/** What the log holds of an event of the core. */
export function logged({ kind, ...data }: RecordEvent, depth = 0): PastEvent {
  return {
    id: 'event-1',
    at: NOW,
    kind,
    recordVersion: 2,
    data,
    actor: { kind: 'user', id: ME },
    cause: { correlation: 'request-1', depth },
  };
}

export const updated = (before: Changes, after: Changes): PastEvent =>
  logged({ kind: 'record.updated', before, after });

/** Deals of the other tests, with a day to wait for. */
export const DEAL_TYPE: EntityType = {
  ...DEAL,
  fields: [...DEAL.fields, { key: 'due', label: 'Due', kind: 'date' }],
};

const COMPANY_TYPE: EntityType = {
  key: 'company',
  name: 'Company',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'region', label: 'Region', kind: 'text' },
    { key: 'rate', label: 'Rate', kind: 'number' },
    { key: 'mail', label: 'E-mail', kind: 'email' },
  ],
};

const PRODUCT_TYPE: EntityType = {
  key: 'product',
  name: 'Product',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text' },
    { key: 'series', label: 'Series', kind: 'text' },
    { key: 'dollars', label: 'Price abroad', kind: 'money', currency: 'USD' },
    { key: 'price', label: 'Price', kind: 'money', currency: 'EUR' },
  ],
};

/** What a won deal leads to. */
const PROJECT_TYPE: EntityType = {
  key: 'project',
  name: 'Project',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'deal', label: 'Deal', kind: 'link', target: 'deal' },
    { key: 'company', label: 'Company', kind: 'link', target: 'company' },
    { key: 'budget', label: 'Budget', kind: 'money', currency: 'EUR' },
    { key: 'phone', label: 'Phone', kind: 'phone' },
    { key: 'code', label: 'Code', kind: 'autonumber', format: 'P-{0}' },
  ],
  funnels: [
    {
      key: 'work',
      name: 'Work',
      transitions: 'free',
      stages: [
        { key: 'plan', name: 'Plan', group: 'open' },
        { key: 'do', name: 'Do', group: 'open' },
      ],
    },
  ],
};

const TYPES = [DEAL_TYPE, COMPANY_TYPE, PRODUCT_TYPE, PROJECT_TYPE];

export const typeOf = (key: string): EntityType | undefined => TYPES.find((type) => type.key === key);

export const PAINT = '01900000-0000-7000-8000-0000000000d1';

const LINKED: LinkedRecord[] = [
  {
    id: COMPANY,
    entityType: 'company',
    title: 'Acme',
    doc: { name: 'Acme', region: 'emea', rate: 3, mail: 'hello@acme.example' },
  },
  { id: PAINT, entityType: 'product', title: 'Paint', doc: { name: 'Paint', series: 'Wall', dollars: 11, price: 9.5 } },
];

/** Faults of a rule of one step, their paths from the step on. */
export const stepFaults = (step: { kind: string; [name: string]: unknown }): string[] =>
  checkRule(aStep({ id: 's1', ...step }), DEAL_TYPE, typeOf).map(({ path, code }) => `${path.slice(8)} ${code}`);

/** What a step comes to. */
export function planned(step: Omit<Step, 'id'> & { kind: string }, own: Partial<RunContext> = {}): Plan {
  const kind = stepKindOf(step.kind);
  if (!kind) throw new Error(step.kind);
  return kind.plan({ id: 's1', ...step }, planningOf(aRun(own)));
}

/** The effect of a step, or why there is none. */
export function effectOf(step: Omit<Step, 'id'> & { kind: string }, own: Partial<RunContext> = {}): unknown {
  const plan = planned(step, own);
  return plan.ok && 'effect' in plan ? plan.effect : plan;
}

/** A run on a deal with further values. */
export function aRunWith(doc: Doc, own: Partial<RunContext> = {}): RunContext {
  const run = aRun(own);
  return { ...run, record: { ...run.record, doc: { ...run.record.doc, ...doc } } };
}

/** A run on a deal that ME owns, of 1,200 euros. */
export function aRun(own: Partial<RunContext> = {}): RunContext {
  const record: RecordState = { ...aDeal({ amount: 1200 }), ownerId: ME };
  return {
    definition: DEAL_TYPE,
    typeOf,
    record,
    before: null,
    linked: (id) => LINKED.find((each) => each.id === id),
    steps: {},
    actor: { kind: 'user', id: ME, name: 'Olga' },
    now: NOW,
    organization: { timeZone: 'Europe/Kyiv', currency: 'EUR' },
    url: 'https://etapa.example/deal/42',
    locale: 'en',
    ...own,
  };
}
