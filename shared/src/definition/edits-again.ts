import { applyEdit, type Edit } from './edit.ts';
import type { EntityType } from './entity-type.ts';

/**
 * Makes edits again on a definition that someone else has changed meanwhile. What both added under the same key are two
 * things: the one that comes later takes another key, and whatever is done to it follows. A stage is put behind the
 * stage that it was put behind, wherever that stands now.
 *
 * @param base what the edits were made on
 * @returns the edits as they can be made there, in turn, and those that cannot, such as one to a stage that is gone
 */
export function editsAgain(
  base: EntityType,
  definition: EntityType,
  edits: readonly Edit[],
): { made: Edit[]; refused: Edit[] } {
  const made: Edit[] = [];
  const refused: Edit[] = [];
  const renamed = { stage: new Map<string, string>(), field: new Map<string, string>() };
  let [now, mine] = [definition, base];
  for (const sent of edits) {
    let edit = placed(follow(sent, renamed), mine, now, renamed);
    const before = applyEdit(mine, sent);
    if (before.ok) mine = before.value;
    let result = applyEdit(now, edit);
    if (!result.ok && result.reason === 'exists' && (edit.kind === 'stage.add' || edit.kind === 'field.add')) {
      edit = underFreshKey(now, edit, renamed);
      result = applyEdit(now, edit);
    }
    if (result.ok) {
      now = result.value;
      made.push(edit);
    } else refused.push(sent);
  }
  return { made, refused };
}

interface Renamed {
  /** By `funnel/stage`. */
  stage: Map<string, string>;
  field: Map<string, string>;
}

/** The edit with the place, among the stages there are now, that it has among those of whoever made it. */
function placed(edit: Edit, mine: EntityType, now: EntityType, { stage }: Renamed): Edit {
  if (edit.kind !== 'stage.add' || edit.at === undefined || edit.at === 0) return edit;
  const stagesOf = (type: EntityType) => type.funnels?.find(({ key }) => key === edit.funnel)?.stages ?? [];
  const behind = stagesOf(mine)[edit.at - 1]?.key;
  if (behind === undefined) return edit;
  const key = stage.get(`${edit.funnel}/${behind}`) ?? behind;
  const at = stagesOf(now).findIndex((each) => each.key === key);
  return at < 0 ? edit : { ...edit, at: at + 1 };
}

function underFreshKey(
  now: EntityType,
  edit: Extract<Edit, { kind: 'stage.add' | 'field.add' }>,
  renamed: Renamed,
): Edit {
  if (edit.kind === 'field.add') {
    const key = freshKey(edit.field.key, now.fields);
    renamed.field.set(edit.field.key, key);
    return { ...edit, field: { ...edit.field, key } };
  }
  const key = freshKey(edit.stage.key, now.funnels?.find((funnel) => funnel.key === edit.funnel)?.stages ?? []);
  renamed.stage.set(`${edit.funnel}/${edit.stage.key}`, key);
  return { ...edit, stage: { ...edit.stage, key } };
}

function freshKey(key: string, taken: readonly { key: string }[]): string {
  const base = key.replace(/\d+$/, '').slice(0, 58);
  for (let number = 2; ; number++) {
    if (!taken.some((each) => each.key === `${base}${number}`)) return `${base}${number}`;
  }
}

/** The edit with the keys that what it names has now. */
function follow(edit: Edit, { stage, field }: Renamed): Edit {
  const stageOf = (funnel: string, key: string) => stage.get(`${funnel}/${key}`) ?? key;
  switch (edit.kind) {
    case 'stage.update':
    case 'stage.remove':
    case 'stage.move':
      return { ...edit, stage: stageOf(edit.funnel, edit.stage) };
    case 'transition.add': {
      const { from, to } = edit.transition;
      const ends = { from: stageOf(edit.funnel, from), to: stageOf(edit.funnel, to) };
      return { ...edit, transition: { ...edit.transition, ...ends } };
    }
    case 'transition.update':
    case 'transition.remove':
      return { ...edit, from: stageOf(edit.funnel, edit.from), to: stageOf(edit.funnel, edit.to) };
    case 'field.update':
    case 'field.remove':
    case 'field.move':
    case 'layout.place':
      return { ...edit, field: field.get(edit.field) ?? edit.field };
    case 'layout.card':
      return { ...edit, fields: edit.fields.map((key) => field.get(key) ?? key) };
    default:
      return edit;
  }
}
