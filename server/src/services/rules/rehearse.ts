import type { RehearsedStep } from '@etapa/shared/api/rules';
import type { JsonValue } from '@etapa/shared/fields/field';
import type { Plan } from '@etapa/shared/rules/effect';
import { stepsOf } from '@etapa/shared/rules/next';
import { planOf } from '@etapa/shared/rules/plan';
import type { Step } from '@etapa/shared/rules/rule';
import { stepKindOf } from '@etapa/shared/rules/steps/kinds';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { RecordStore } from '../../store/records.ts';
import { RecordContexts } from '../records-context.ts';
import { EffectPreviews } from './preview.ts';
import type { Course, Scene } from './scene.ts';

/**
 * Says what every step of a rule would do, by planning it on a record that exists only here: each step sees what the
 * ones before it would have changed. Nothing is written, nobody is told, nothing leaves the house.
 */
@Injectable()
export class RuleRehearsal {
  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordStore,
    private readonly contexts: RecordContexts,
    private readonly previews: EffectPreviews,
  ) {}

  /** @returns every step of the rule in its order, those of branches not taken included */
  async rehearse(scene: Scene): Promise<RehearsedStep[]> {
    const out: RehearsedStep[] = [];
    const course: Course = { record: scene.record, now: scene.now, steps: {}, holding: [] };
    await this.walk(scene, course, scene.rule.steps, '', out);
    return out;
  }

  private async walk(scene: Scene, course: Course, steps: readonly Step[], prefix: string, out: RehearsedStep[]) {
    for (const step of steps) {
      const path = prefix + step.id;
      if (course.over === undefined) await this.step(scene, course, step, path, out);
      else out.push(...notReached(step, path, course.over));
    }
  }

  private async step(scene: Scene, course: Course, step: Step, path: string, out: RehearsedStep[]): Promise<void> {
    const plan = await this.plan(scene, course, step);
    const base = { id: step.id, path, kind: step.kind, input: plan.ok ? plan.input : null };
    if (!plan.ok) {
      course.over = 'A step before it would fail.';
      out.push({ ...base, status: 'would-fail', reason: plan.reason }, ...belowOf(step, path, course.over));
    } else if ('branch' in plan) {
      gave(course, step, { branch: plan.branch });
      out.push({ ...base, status: 'would-branch', output: { branch: plan.branch } });
      for (const name of branchesOf(step)) {
        if (name === plan.branch) await this.walk(scene, course, stepsOf(step, name), `${path}/${name}/`, out);
        else out.push(...namedBelow(step, path, name, `The run would take "${plan.branch}".`));
      }
    } else if ('wait' in plan) {
      const { until, event } = plan.wait;
      out.push({ ...base, status: 'would-wait', output: { until, event: event as JsonValue } });
      // It is assumed that the event comes at once, and that time passes.
      if (event === null && until !== null && until > course.now) course.now = until;
      gave(course, step, { until, event: event as JsonValue });
    } else if ('stop' in plan) {
      course.over = 'The run would have stopped before.';
      out.push({ ...base, status: 'would-do', output: { reason: plan.stop } });
    } else await this.effect(scene, course, step, { ...base, plan }, out);
  }

  private async effect(
    scene: Scene,
    course: Course,
    step: Step,
    { plan, ...base }: Omit<RehearsedStep, 'status'> & { plan: Extract<Plan, { effect: object }> },
    out: RehearsedStep[],
  ): Promise<void> {
    const preview = await this.previews.preview(scene, course, plan.effect);
    if (!preview.ok) {
      course.over = 'A step before it would fail.';
      out.push({ ...base, status: 'would-fail', reason: preview.reason }, ...belowOf(step, base.path, course.over));
      return;
    }
    const { output, reason } = preview;
    const told = { ...(output === undefined ? {} : { output }), ...(reason === undefined ? {} : { reason }) };
    if (plan.effect.kind !== 'approval.request') {
      out.push({ ...base, status: 'would-do', ...told });
      gave(course, step, output ?? null);
      if (preview.record) course.record = preview.record;
      return;
    }
    out.push({
      ...base,
      status: 'would-wait',
      ...told,
      reason: 'Both outcomes are shown; the steps after it assume approval.',
    });
    const branches = branchesOf(step).toSorted((name) => (name === 'onApproved' ? 1 : -1));
    const rejected = { ...structuredClone(course) };
    const shown = new Map<string, RehearsedStep[]>();
    for (const name of branches) {
      const below: RehearsedStep[] = [];
      const own = name === 'onApproved' ? course : rejected;
      gave(own, step, { branch: name });
      await this.walk(scene, own, stepsOf(step, name), `${base.path}/${name}/`, below);
      shown.set(name, below);
    }
    for (const name of branchesOf(step)) out.push(...(shown.get(name) ?? []));
  }

  private async plan(scene: Scene, course: Course, step: Step): Promise<Plan> {
    const { definition } = scene.type;
    const { record } = course;
    if (record.deletedAt !== null) return { ok: false, reason: 'The record is in the trash.' };
    const catalogue = await this.catalogue.now();
    return planOf(
      scene.rule,
      step,
      {
        definition,
        typeOf: (key) => catalogue.definition(key),
        record,
        before: scene.before,
        trigger: scene.trigger,
        steps: course.steps,
        actor: scene.actor,
        now: course.now,
        organization: await this.contexts.settings(),
        url: this.contexts.urlOf(definition.key, record.id),
        locale: 'en',
      },
      (ids) => this.records.linked(this.database, ids),
    );
  }
}

/** Lets later steps see what a step gave, by its id and by the name it was given. */
function gave(course: Course, step: Step, output: JsonValue): void {
  course.steps = { ...course.steps, [step.id]: output };
  const name = stepKindOf(step.kind)?.names;
  const given = name === undefined ? undefined : step[name];
  if (typeof given === 'string') course.steps = { ...course.steps, [given]: output };
}

const branchesOf = (step: Step): readonly string[] => stepKindOf(step.kind)?.branches ?? [];

function notReached(step: Step, path: string, reason: string): RehearsedStep[] {
  const own: RehearsedStep = { id: step.id, path, kind: step.kind, status: 'not-reached', input: null, reason };
  return [own, ...belowOf(step, path, reason)];
}

const belowOf = (step: Step, path: string, reason: string): RehearsedStep[] =>
  branchesOf(step).flatMap((name) => namedBelow(step, path, name, reason));

const namedBelow = (step: Step, path: string, name: string, reason: string): RehearsedStep[] =>
  stepsOf(step, name).flatMap((each) => notReached(each, `${path}/${name}/${each.id}`, reason));
