import type { SystemField } from '@etapa/shared/conditions/condition';
import type { ConditionFields } from '@etapa/shared/conditions/context';
import { literal } from './conditions-fold.ts';

/** A system field as SQL over a row of `records`. */
export interface SystemExpression {
  value: string;
  type: 'text' | 'bigint' | 'uuid' | 'timestamptz';
}

const COLUMNS: { [Name in SystemField]?: [column: string, type: SystemExpression['type']] } = {
  $id: ['id', 'uuid'],
  $number: ['number', 'bigint'],
  $funnel: ['funnel', 'text'],
  $stage: ['stage', 'text'],
  $owner: ['owner_id', 'uuid'],
  $createdAt: ['created_at', 'timestamptz'],
  $updatedAt: ['updated_at', 'timestamptz'],
  $stageEnteredAt: ['stage_entered_at', 'timestamptz'],
  $lastActivityAt: ['last_activity_at', 'timestamptz'],
  $closedAt: ['closed_at', 'timestamptz'],
};

/**
 * A system field of the records with the given alias.
 *
 * @param type whose funnels say which group a stage belongs to
 */
export function systemExpression(field: SystemField, type: ConditionFields, alias = 'r'): SystemExpression {
  const column = COLUMNS[field];
  if (column) return { value: `${alias}.${column[0]}`, type: column[1] };
  if (field === '$title') return { value: `nullif(${alias}.title, '')`, type: 'text' };
  // As one text: what asks for each tag reads them one by one, as `valueSource` does.
  if (field === '$tags') return { value: `nullif(array_to_string(${alias}.tags, ', '), '')`, type: 'text' };
  if (field === '$createdBy') {
    const by = `${alias}.created_by`;
    return {
      value: `coalesce(${by}->>'userId', CASE ${by}->>'kind' WHEN 'user' THEN ${by}->>'id' END)`,
      type: 'text',
    };
  }
  return { value: stageGroup(type, alias), type: 'text' };
}

function stageGroup({ funnels = [] }: ConditionFields, alias: string): string {
  const cases = funnels.flatMap((funnel) => {
    const groups = [...new Set(funnel.stages.map(({ group }) => group))];
    return groups.map((group) => {
      const stages = funnel.stages.filter((stage) => stage.group === group).map(({ key }) => literal(key));
      return `WHEN ${alias}.funnel = ${literal(funnel.key)} AND ${alias}.stage IN (${stages.join(', ')}) THEN ${literal(group)}`;
    });
  });
  return cases.length === 0 ? 'NULL::text' : `CASE ${cases.join(' ')} END`;
}
