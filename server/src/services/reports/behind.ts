import type { Behind, FlowBehind, FunnelBehind, QueryBehind, TaskFigure } from '@etapa/shared/api/behind';
import { STAGE_FIGURES, TASK_FIGURES } from '@etapa/shared/api/behind';
import { check } from '@etapa/shared/conditions/check';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { Funnel } from '@etapa/shared/definition/entity-type';
import type { Fault } from '@etapa/shared/fields/fault';
import { checkQuery } from '@etapa/shared/reports/check';
import { datasetSchema } from '@etapa/shared/reports/dataset-fields';
import { type Grouping, groupKey } from '@etapa/shared/reports/query';
import { filterWhere } from '../../store/access.ts';
import { cohortWhere } from '../../store/cohorts.ts';
import { fieldExpression } from '../../store/conditions-fields.ts';
import { forecastWhere, ownedWhere } from '../../store/forecasts.ts';
import { taskFigureWhere } from '../../store/funnel-deviations.ts';
import { funnelFigureWhere } from '../../store/funnel-figures.ts';
import { flowWhere } from '../../store/funnel-flow.ts';
import { type Among, type GroupKey, groupType, groupWhere } from '../../store/report-queries.ts';
import { all, type Where } from '../../store/where.ts';
import { refused } from '../refusal-error.ts';
import { forecastTerms } from './forecast-terms.ts';
import { dayStart, reasonField, stagesOf } from './funnel-stages.ts';
import type { Reader } from './reader.ts';

/**
 * The records behind a figure of a report, to be narrowed further to those that the reader may see.
 *
 * @throws RefusalError `invalid_condition` or `malformed` with every fault, under `/behind`
 */
export function behindWhere(behind: Behind, reader: Reader): Where | null {
  switch (behind.report) {
    case 'funnel':
      return funnelWhere(behind, reader);
    case 'flow':
      return all(cohortOf(behind, reader), flowWhere(funnelOf(behind, reader).key, behind));
    case 'forecast':
      return all(
        forecastWhere(
          forecastTerms(reader, behind.by, behind.dateField, '/behind/dateField'),
          behind.figure,
          behind.period,
        ),
        ownedWhere(behind.owner, behind.team),
        filtered(behind.filter, reader),
      );
    case 'query':
      return queryWhere(behind, reader);
  }
}

/** The funnel that a figure is of. @throws RefusalError `malformed` */
export function funnelOf({ funnel }: FunnelBehind | FlowBehind, { access }: Reader): Funnel {
  const found = access.type.definition.funnels?.find(({ key }) => key === funnel);
  if (!found) throw malformed('/behind/funnel', 'unknown_funnel', `There is no funnel "${funnel}".`);
  return found;
}

/** The records that a figure's report is about. @throws RefusalError `invalid_condition` */
export function cohortOf({ from, to, filter, owner, team }: FunnelBehind | FlowBehind, reader: Reader): Where | null {
  const zone = reader.environment.timeZone;
  const where = all(filtered(filter, reader), ownedWhere(owner, team));
  return cohortWhere({ from: dayStart(from, zone), to: dayStart(to, zone), where });
}

function funnelWhere(behind: FunnelBehind, reader: Reader): Where | null {
  const funnel = funnelOf(behind, reader);
  const now = new Date(reader.environment.now);
  if (isOfTasks(behind.figure)) {
    return all(cohortOf(behind, reader), taskFigureWhere(funnel.key, behind.figure, behind.assignee ?? null, now));
  }
  const stages = stagesOf(funnel, reader.access.caller);
  const stage = stages.find((each) => each.stage === behind.stage);
  if (!stage && STAGE_FIGURES.some((figure) => figure === behind.figure)) {
    throw malformed('/behind/stage', 'unknown_stage', `"${behind.figure}" is a figure of one stage: name it.`);
  }
  const reason = reasonField(reader.access.type.definition, funnel, reader.access);
  const figure = funnelFigureWhere(
    funnel.key,
    stages,
    { figure: behind.figure, stage, reason: behind.reason },
    reason ? `(${fieldExpression(reason).value})::text` : null,
    now,
  );
  return all(cohortOf(behind, reader), figure);
}

function queryWhere(behind: QueryBehind, reader: Reader): Where | null {
  const { query, groups, filter } = groupsBehind(behind, reader);
  return groupWhere(query, groups, reader, filter);
}

/**
 * The groups that a row of an answer is of, and what narrows its rows besides.
 *
 * @throws RefusalError as `behindWhere` does
 */
export function groupsBehind(behind: QueryBehind, reader: Reader) {
  const { environment } = reader;
  const groupBy = behind.groupBy ?? [];
  const query = { dataset: behind.dataset, entityType: reader.access.type.key, groupBy };
  const faults = checkQuery({ ...query, measures: [] }, environment.schema);
  if (faults.length > 0) throw refused('malformed', 'The report has faults.', faults.map(below));
  const rows = {
    ...reader,
    environment: { ...environment, schema: datasetSchema(behind.dataset, environment.schema) },
  };
  const filter = all(filtered(behind.filter, rows), ownedWhere(undefined, behind.team));
  const checked = (grouping: Grouping, value: unknown, path: string): GroupKey => {
    const type = groupType(query, grouping, { ...reader, where: null });
    if (value === null || typeof value === JAVASCRIPT[type]) return value as GroupKey;
    throw malformed(path, 'wrong_type', `"${groupKey(grouping)}" needs a value of its group.`);
  };
  const groups = groupBy.map((grouping, index): Among => {
    if (index === 0 && behind.except) {
      const keys = behind.except.map((value, at) => checked(grouping, value, `/behind/except/${at}`));
      return { grouping, keys, within: false };
    }
    const key = groupKey(grouping);
    const value = behind.group && Object.hasOwn(behind.group, key) ? behind.group[key] : undefined;
    return { grouping, keys: [checked(grouping, value, `/behind/group/${key}`)], within: true };
  });
  return { query, groups, filter };
}

export const isOfTasks = (figure: FunnelBehind['figure']): figure is TaskFigure =>
  TASK_FIGURES.some((known) => known === figure);

const JAVASCRIPT = { text: 'string', numeric: 'number', boolean: 'boolean' } as const;

function filtered(filter: ConditionGroup | undefined, { environment, seen }: Reader): Where | null {
  if (!filter) return null;
  const faults = check(filter, environment.schema, { path: '/behind/filter' });
  if (faults.length > 0) throw refused('invalid_condition', `The filter has faults: ${faults.length}.`, faults);
  return filter.not || filter.rules.length > 0 ? filterWhere(filter, environment, seen) : null;
}

const below = (fault: Fault): Fault => ({ ...fault, path: `/behind${fault.path}` });

export const malformed = (path: string, code: string, message: string) =>
  refused('malformed', message, [{ path, code, message }]);
