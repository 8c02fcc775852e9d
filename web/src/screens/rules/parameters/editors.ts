import type { ParameterEditor } from '@etapa/shared/rules/parameter';
import type { ComponentType } from 'react';
import { ApprovalModeParameter } from './approval-mode-input.tsx';
import { AssignmentParameter } from './assignment-input.tsx';
import { BodyParameter } from './body-input.tsx';
import { ConditionParameter, OtherConditionParameter, RowConditionParameter } from './condition-inputs.tsx';
import { CronParameter } from './cron-input.tsx';
import {
  DateFieldParameter,
  FieldsParameter,
  LinesFieldParameter,
  LinkFieldParameter,
  OtherLinkFieldParameter,
} from './field-inputs.tsx';
import { ChecklistParameter, FilesParameter, HeadersParameter, RolesParameter, TagsParameter } from './list-inputs.tsx';
import type { ParameterProps } from './parameter-props.ts';
import { PeopleParameter, PersonParameter } from './people-inputs.tsx';
import {
  EntityTypeParameter,
  FunnelParameter,
  LinkedMoveParameter,
  OtherFunnelParameter,
  OtherStageParameter,
  StageParameter,
  StagesParameter,
} from './place-inputs.tsx';
import { ProductParameter } from './product-input.tsx';
import { RecipientsParameter } from './recipients-input.tsx';
import { BooleanParameter, ChoiceParameter, FormulaParameter, NumberParameter } from './simple-inputs.tsx';
import { LongTextParameter, PlainParameter, TextParameter } from './text-inputs.tsx';
import {
  DueParameter,
  MomentParameter,
  OffsetParameter,
  SpanParameter,
  TimeParameter,
  TimeZoneParameter,
} from './time-inputs.tsx';
import { LinkedValuesParameter, OtherValuesParameter, ValuesParameter } from './values-input.tsx';
import { WaitForParameter } from './wait-for-input.tsx';

/** The input of every way to set a parameter. */
export const EDITORS: { readonly [Editor in ParameterEditor]: ComponentType<ParameterProps> } = {
  text: TextParameter,
  longText: LongTextParameter,
  plain: PlainParameter,
  url: TextParameter,
  number: NumberParameter,
  boolean: BooleanParameter,
  choice: ChoiceParameter,
  formula: FormulaParameter,
  person: PersonParameter,
  people: PeopleParameter,
  recipients: RecipientsParameter,
  assignment: AssignmentParameter,
  approvalMode: ApprovalModeParameter,
  span: SpanParameter,
  offset: OffsetParameter,
  due: DueParameter,
  waitFor: WaitForParameter,
  moment: MomentParameter,
  time: TimeParameter,
  cron: CronParameter,
  timeZone: TimeZoneParameter,
  funnel: FunnelParameter,
  stage: StageParameter,
  stages: StagesParameter,
  fields: FieldsParameter,
  dateField: DateFieldParameter,
  linkField: LinkFieldParameter,
  linesField: LinesFieldParameter,
  values: ValuesParameter,
  otherValues: OtherValuesParameter,
  linkedValues: LinkedValuesParameter,
  linkedMove: LinkedMoveParameter,
  entityType: EntityTypeParameter,
  otherFunnel: OtherFunnelParameter,
  otherStage: OtherStageParameter,
  otherLinkField: OtherLinkFieldParameter,
  condition: ConditionParameter,
  otherCondition: OtherConditionParameter,
  rowCondition: RowConditionParameter,
  product: ProductParameter,
  checklist: ChecklistParameter,
  tags: TagsParameter,
  roles: RolesParameter,
  headers: HeadersParameter,
  body: BodyParameter,
  files: FilesParameter,
};

/** Editors that take the whole width of the form. */
export const WIDE: ReadonlySet<ParameterEditor> = new Set([
  'text',
  'longText',
  'formula',
  'assignment',
  'waitFor',
  'values',
  'otherValues',
  'linkedValues',
  'condition',
  'otherCondition',
  'rowCondition',
  'checklist',
  'headers',
  'body',
  'cron',
  'stages',
  'fields',
  'people',
  'recipients',
]);
