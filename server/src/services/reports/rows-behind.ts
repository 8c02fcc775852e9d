import type { Behind, FlowBehind, FunnelBehind } from '@etapa/shared/api/behind';
import { rowsOf } from '@etapa/shared/api/behind-rows';
import { datasetSchema } from '@etapa/shared/reports/dataset-fields';
import { taskRowTerm } from '../../store/funnel-deviations.ts';
import { visitRowTerm } from '../../store/funnel-figures.ts';
import { flowRowTerm } from '../../store/funnel-flow.ts';
import type { RowsAsked } from '../../store/report-rows.ts';
import { all } from '../../store/where.ts';
import { cohortOf, funnelOf, groupsBehind, isOfTasks, malformed } from './behind.ts';
import { stagesOf } from './funnel-stages.ts';
import type { Reader } from './reader.ts';

/**
 * The visits, tasks, events or contacts that a figure counts, of records that the reader may see.
 *
 * @throws RefusalError `invalid_condition` or `malformed` with every fault, under `/behind`; also of a figure that
 *   counts records
 */
export function rowsBehind(behind: Behind, reader: Reader, action: 'read' | 'export' = 'read'): RowsAsked {
  const { access, environment, seen } = reader;
  const dataset = rowsOf(behind);
  if (dataset === null)
    throw malformed('/behind', 'of_records', 'This figure counts records: the list of records has them.');
  const query = { dataset, entityType: access.type.key };
  const visible = all(access.where('read'), action === 'read' ? null : access.where(action));
  const rows = { ...environment, schema: datasetSchema(dataset, environment.schema) };
  if (behind.report === 'query') {
    const { groups, filter } = groupsBehind(behind, reader);
    return { query, groups, term: null, scope: { environment: rows, where: all(visible, filter), seen } };
  }
  const of = behind as FunnelBehind | FlowBehind;
  const scope = { environment: rows, where: all(visible, cohortOf(of, reader)), seen };
  return { query, groups: [], scope, term: termOf(of, reader) };
}

function termOf(behind: FunnelBehind | FlowBehind, reader: Reader): RowsAsked['term'] {
  const funnel = funnelOf(behind, reader);
  if (behind.report === 'flow') return flowRowTerm(funnel.key, behind);
  const { figure } = behind;
  if (isOfTasks(figure)) {
    return taskRowTerm(funnel.key, figure, behind.assignee ?? null, new Date(reader.environment.now));
  }
  const stage = stagesOf(funnel, reader.access.caller).find((each) => each.stage === behind.stage);
  if (!stage) throw malformed('/behind/stage', 'unknown_stage', `"${figure}" is a figure of one stage: name it.`);
  return visitRowTerm(funnel.key, stage, figure === 'overNorm');
}
