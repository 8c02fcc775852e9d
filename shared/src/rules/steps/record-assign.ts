import type { ConditionGroup } from '../../conditions/condition.ts';
import { evaluate } from '../../conditions/evaluate.ts';
import type { Fault } from '../../fields/fault.ts';
import type { Plan } from '../effect.ts';
import { failed } from '../effect.ts';
import type { Planning, StepCheck, StepKind } from './kind.ts';
import { PERSON, people, personFaults } from './people.ts';

/** People of whom one is chosen: listed, or those of a team. */
type Pool = string[] | string;

interface Choice {
  pool?: Pool;
  by: 'roundRobin' | 'leastLoaded' | 'rules';
  rules?: { when: ConditionGroup; to: string }[];
}

/** Keywords of texts and of objects each apply to their own: a faulty choice has its own faults and no others. */
const TO = {
  ...PERSON,
  type: ['string', 'object'],
  required: ['by'],
  additionalProperties: false,
  properties: {
    pool: {
      anyOf: [
        { type: 'string', format: 'uuid' },
        { type: 'array', items: { type: 'string', format: 'uuid' }, minItems: 1, maxItems: 1_000, uniqueItems: true },
      ],
    },
    by: { enum: ['roundRobin', 'leastLoaded', 'rules'] },
    rules: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: {
        type: 'object',
        required: ['when', 'to'],
        additionalProperties: false,
        properties: { when: { type: 'object' }, to: PERSON },
      },
    },
  },
};

/**
 * Gives the record to a person: one named, one that a formula gives, or one of a pool, who takes turns or has the fewest
 * open records. By rules, the first that holds decides; where none does, the pool takes turns, and without a pool the
 * record stays whose it is.
 */
export const recordAssign: StepKind = {
  kind: 'record.assign',
  gives: ['changed', 'ownerId', 'version'],
  parameters: {
    to: {
      schema: TO,
      editor: 'assignment',
      required: true,
    },
  },
  check: (step, about, path) =>
    isChoice(step.to) ? choiceFaults(step.to, about, `${path}/to`) : personFaults(step.to, about, `${path}/to`),
  plan: (step, planning) => (isChoice(step.to) ? chosen(step.to, planning) : given(step.to, planning)),
};

const isChoice = (to: unknown): to is Choice => typeof to === 'object' && to !== null;

function choiceFaults({ pool, by, rules }: Choice, about: StepCheck, path: string): Fault[] {
  const missing = (name: string, message: string): Fault[] => [{ path: `${path}/${name}`, code: 'required', message }];
  if (by !== 'rules') {
    const needless = { path: `${path}/rules`, code: 'not_applicable', message: 'Rules are for "by": "rules".' };
    return [
      ...(pool === undefined ? missing('pool', 'Say among whom: a team, or a list of users.') : []),
      ...(rules === undefined ? [] : [needless]),
    ];
  }
  if (!rules) return missing('rules', 'Say who gets what: a list of {"when": condition, "to": user}.');
  return rules.flatMap(({ when, to }, index) => [
    ...about.condition(when, `${path}/rules/${index}/when`),
    ...personFaults(to, about, `${path}/rules/${index}/to`),
  ]);
}

function chosen({ pool, by, rules = [] }: Choice, planning: Planning): Plan {
  if (by === 'rules') {
    const index = rules.findIndex(({ when }) => evaluate(when, planning.conditions));
    const rule = rules[index];
    if (rule) return given(rule.to, planning, index);
    const { ownerId } = planning.record;
    if (pool === undefined) {
      return { ok: true, input: { rule: null, to: ownerId }, effect: { kind: 'record.assign', userId: ownerId } };
    }
  }
  if (pool === undefined) return failed('There is nobody to choose from.');
  const way = by === 'leastLoaded' ? by : 'roundRobin';
  if (typeof pool === 'string') return among({ teamId: pool.toLowerCase() }, way);
  return among({ userIds: pool.map((id) => id.toLowerCase()) }, way);
}

function among(pool: { teamId: string } | { userIds: string[] }, by: 'roundRobin' | 'leastLoaded'): Plan {
  return { ok: true, input: { pool, by }, effect: { kind: 'record.assign', pool, by } };
}

/** @param rule place of the rule that decided */
function given(to: unknown, planning: Planning, rule?: number): Plan {
  const persons = people(to, planning);
  if (!persons.ok) return failed(persons.reason);
  const [userId, ...others] = persons.value;
  if (others.length > 0) return failed('A record has one owner, but several people were named.');
  if (userId === undefined && !isNothing(to, planning))
    return failed('The formula came out empty: there is nobody to assign.');
  const input = { ...(rule === undefined ? {} : { rule }), to: userId ?? null };
  return { ok: true, input, effect: { kind: 'record.assign', userId: userId ?? null } };
}

/** Whether it says that the record is to be nobody's. */
function isNothing(to: unknown, planning: Planning): boolean {
  return planning.valueFor(to, { key: 'owner', label: 'Owner', kind: 'user' }).ok;
}
