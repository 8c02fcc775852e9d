import { same } from './difference.ts';
import { applyEdit, type Edit } from './edit.ts';
import type { EntityType, Funnel } from './entity-type.ts';
import type { Settings } from './keyed-list.ts';
import { moves } from './list-moves.ts';

/**
 * The edits that make one definition of another: what a person did to it between two saves, whichever way they went.
 *
 * @returns edits in the order they must be made; parts that no edit can say (such as a layout that goes as a whole) are
 *   left as they were, so ask `applyEdits` whether the result is the one wanted
 */
export function editsBetween(before: EntityType, after: EntityType): Edit[] {
  const course = new Course(before);
  const { fields, funnels, layout, ...type } = after;
  course.addAndChangeFields(after);
  course.make({ kind: 'type.update', set: settingsBetween(withoutParts(course.now), type) });
  course.removeFields(after);
  course.funnels(after.funnels ?? []);
  course.layout(after);
  return course.edits;
}

/**
 * Makes the edits one by one and leaves out those that cannot be made, such as one to a stage that is gone meanwhile.
 */
export function applyEdits(
  definition: EntityType,
  edits: readonly Edit[],
): { definition: EntityType; refused: Edit[] } {
  const refused: Edit[] = [];
  let now = definition;
  for (const edit of edits) {
    const result = applyEdit(now, edit);
    if (result.ok) now = result.value;
    else refused.push(edit);
  }
  return { definition: now, refused };
}

/** The way from one definition to the next, edit by edit. */
class Course {
  readonly edits: Edit[] = [];

  constructor(public now: EntityType) {}

  /** Edits that change nothing are not worth telling. */
  make(edit: Edit): boolean {
    if ('set' in edit && Object.keys(edit.set).length === 0) return false;
    const result = applyEdit(this.now, edit);
    if (!result.ok) return false;
    this.now = result.value;
    this.edits.push(edit);
    return true;
  }

  addAndChangeFields({ fields }: EntityType): void {
    fields.forEach((field, at) => {
      const old = this.now.fields.find(({ key }) => key === field.key);
      if (!old) {
        this.make({ kind: 'field.add', field, at });
        return;
      }
      const listed = old.options !== undefined && field.options !== undefined;
      const { options: was, ...before } = old;
      const { options: is, ...after } = field;
      this.make({ kind: 'field.update', field: field.key, set: settingsBetween(before, after) });
      if (listed) this.options(field.key, field.options ?? []);
      else if (!same(was, is)) {
        this.make({ kind: 'field.update', field: field.key, set: { options: is ?? null } });
      }
    });
  }

  private options(field: string, after: NonNullable<EntityType['fields'][number]['options']>): void {
    const options = () => this.now.fields.find(({ key }) => key === field)?.options ?? [];
    for (const { key } of options()) {
      if (!after.some((each) => each.key === key)) this.make({ kind: 'option.remove', field, option: key });
    }
    after.forEach((option, at) => {
      const old = options().find(({ key }) => key === option.key);
      if (!old) this.make({ kind: 'option.add', field, option, at });
      else this.make({ kind: 'option.update', field, option: option.key, set: settingsBetween(old, option) });
    });
    for (const { key, to } of moves(keysOf(options()), keysOf(after))) {
      this.make({ kind: 'option.move', field, option: key, to });
    }
  }

  /** One that another field rests on goes after it. */
  removeFields({ fields }: EntityType): void {
    let gone = keysOf(this.now.fields).filter((key) => !fields.some((each) => each.key === key));
    for (let before = gone.length + 1; gone.length > 0 && gone.length < before; ) {
      before = gone.length;
      gone = gone.filter((field) => !this.make({ kind: 'field.remove', field }));
    }
    for (const { key, to } of moves(keysOf(this.now.fields), keysOf(fields))) {
      this.make({ kind: 'field.move', field: key, to });
    }
  }

  funnels(after: Funnel[]): void {
    const funnels = () => this.now.funnels ?? [];
    for (const { key } of funnels()) {
      if (!after.some((each) => each.key === key)) this.make({ kind: 'funnel.remove', funnel: key });
    }
    after.forEach((funnel, at) => {
      const old = funnels().find(({ key }) => key === funnel.key);
      if (!old) {
        this.make({ kind: 'funnel.add', funnel, at });
        return;
      }
      const { stages: _, transitions: __, ...before } = old;
      const { stages, transitions, ...settings } = funnel;
      this.make({ kind: 'funnel.update', funnel: funnel.key, set: settingsBetween(before, settings) });
      this.stages(funnel);
      this.transitions(funnel);
    });
    for (const { key, to } of moves(keysOf(funnels()), keysOf(after))) {
      this.make({ kind: 'funnel.move', funnel: key, to });
    }
  }

  private stages({ key: funnel, stages }: Funnel): void {
    stages.forEach((stage, at) => {
      const old = this.funnel(funnel)?.stages.find(({ key }) => key === stage.key);
      if (!old) this.make({ kind: 'stage.add', funnel, stage, at });
      else this.make({ kind: 'stage.update', funnel, stage: stage.key, set: settingsBetween(old, stage) });
    });
    for (const { key } of this.funnel(funnel)?.stages ?? []) {
      if (!stages.some((each) => each.key === key)) this.make({ kind: 'stage.remove', funnel, stage: key });
    }
    for (const { key, to } of moves(keysOf(this.funnel(funnel)?.stages ?? []), keysOf(stages))) {
      this.make({ kind: 'stage.move', funnel, stage: key, to });
    }
  }

  private transitions({ key: funnel, transitions: after }: Funnel): void {
    const before = this.funnel(funnel)?.transitions ?? 'free';
    if (same(before, after)) return;
    if (after === 'free') {
      this.make({ kind: 'transitions.free', funnel, free: true });
      return;
    }
    if (before !== 'free') {
      for (const { from, to } of before) {
        if (!after.some((each) => each.from === from && each.to === to)) {
          this.make({ kind: 'transition.remove', funnel, from, to });
        }
      }
      for (const transition of after) {
        const { from, to, ...settings } = transition;
        const old = before.find((each) => each.from === from && each.to === to);
        if (!old) this.make({ kind: 'transition.add', funnel, transition });
        else {
          const { from: _, to: __, ...was } = old;
          this.make({ kind: 'transition.update', funnel, from, to, set: settingsBetween(was, settings) });
        }
      }
    }
    // Another order, or a list where there was none.
    if (!same(this.funnel(funnel)?.transitions, after)) {
      this.make({ kind: 'transitions.free', funnel, free: false, ways: after });
    }
  }

  layout({ layout }: EntityType): void {
    if (!layout || same(this.now.layout, layout)) return;
    const sections = () => this.now.layout?.sections ?? [];
    while (sections().length > layout.sections.length) {
      if (!this.make({ kind: 'section.remove', section: sections().length - 1 })) return;
    }
    layout.sections.forEach((section, at) => {
      const old = sections()[at];
      if (!old) this.make({ kind: 'section.add', section });
      else this.make({ kind: 'section.update', section: at, set: settingsBetween(old, section) });
    });
    if (layout.card && !same(this.now.layout?.card, layout.card)) {
      this.make({ kind: 'layout.card', fields: layout.card });
    }
  }

  private funnel(key: string): Funnel | undefined {
    return this.now.funnels?.find((each) => each.key === key);
  }
}

function withoutParts({ fields: _, funnels: __, layout: ___, ...type }: EntityType) {
  return type;
}

const keysOf = (list: readonly { key: string }[]): string[] => list.map(({ key }) => key);

/** Members to set, null for those that go; a key stays what it is. */
function settingsBetween<T extends object>(before: T, after: T): Settings<T> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof T)[];
  const changed = names.filter((name) => name !== 'key' && !same(before[name], after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? null])) as Settings<T>;
}
