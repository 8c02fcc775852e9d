import type { EntityType } from '../definition/entity-type.ts';
import { aDeal, DEAL, ME, NOW } from '../process/deal.fixture.ts';
import type { Changes, RecordEvent } from '../process/event.ts';
import type { RecordState } from '../process/record.ts';
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

/** What a step comes to. */
export function planned(step: Omit<Step, 'id'> & { kind: string }, own: Partial<RunContext> = {}): Plan {
  const kind = stepKindOf(step.kind);
  if (!kind) throw new Error(step.kind);
  return kind.plan({ id: 's1', ...step }, planningOf(aRun(own)));
}

/** A run on a deal that ME owns, of 1,200 euros. */
export function aRun(own: Partial<RunContext> = {}): RunContext {
  const record: RecordState = { ...aDeal({ amount: 1200 }), ownerId: ME };
  return {
    definition: DEAL_TYPE,
    typeOf: () => undefined,
    record,
    before: null,
    linked: () => undefined,
    steps: {},
    actor: { kind: 'user', id: ME, name: 'Olga' },
    now: NOW,
    organization: { timeZone: 'Europe/Kyiv', currency: 'EUR' },
    url: 'https://etapa.example/deal/42',
    locale: 'en',
    ...own,
  };
}
