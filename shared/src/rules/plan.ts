import type { LinkedRecord } from '../process/command.ts';
import { failed, type Plan } from './effect.ts';
import { linksRead } from './links.ts';
import { planningOf, type RunContext } from './planning.ts';
import type { Rule, Step } from './rule.ts';
import { stepKindOf } from './steps/kinds.ts';

/**
 * What a step comes to. Linked records that its rule is known to look into are loaded beforehand; where the step then
 * names another one, such as the product that a formula gives, that is loaded and the step planned again: planning
 * changes nothing.
 *
 * @param load linked records by their ids; those that are not there are left out
 */
export async function planOf(
  rule: Rule,
  step: Step,
  run: Omit<RunContext, 'linked'>,
  load: (ids: string[]) => Promise<readonly LinkedRecord[]>,
): Promise<Plan> {
  const kind = stepKindOf(step.kind);
  if (!kind) return failed(`This version of Etapa has no step "${step.kind}".`);
  const linked = new Map<string, LinkedRecord>();
  const sought = new Set<string>();
  const seek = async (ids: string[]): Promise<void> => {
    for (const id of ids) sought.add(id);
    if (ids.length > 0) for (const each of await load(ids)) linked.set(each.id, each);
  };
  await seek(linksRead(rule, run.definition, run.record, run.before));
  for (;;) {
    const asked = new Set<string>();
    const planning = planningOf({ ...run, linked: (id) => linked.get(id) });
    const plan = kind.plan(step, {
      ...planning,
      linked: (id) => {
        if (!sought.has(id)) asked.add(id);
        return linked.get(id);
      },
    });
    if (asked.size === 0) return plan;
    await seek([...asked]);
  }
}
