import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Step } from '@etapa/shared/rules/rule';
import { branchesOf, stepsIn } from '@etapa/shared/rules/step-tree';
import { List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConditionSentence } from '../../conditions/condition-sentence.tsx';
import { durationText } from '../../fields/iso-duration.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { useRuleNames } from '../../rules/names.ts';
import { asObject, asText } from './parameters/parameter-props.ts';
import { useAssignmentWords, usePlaceWords, useValueWords, useWho } from './value-words.ts';

/** The steps, numbered, those within a step indented. */
export function StepsWords({ steps, type }: { steps: Step[]; type: EntityType }) {
  return (
    <List type="ordered" size="md" spacing={2} listStyleType="decimal">
      {steps.map((step) => (
        <List.Item key={step.id} style={{ overflowWrap: 'anywhere' }}>
          <StepWords step={step} type={type} />
          <Within step={step} type={type} />
        </List.Item>
      ))}
    </List>
  );
}

/** Steps within a step, under what leads to them. */
function Within({ step, type }: { step: Step; type: EntityType }) {
  const names = useRuleNames();
  return branchesOf(step).map((branch) => {
    const steps = stepsIn(step, branch);
    if (steps.length === 0) return null;
    return (
      <div key={branch}>
        {branch !== 'then' && <Text c="dimmed">{names.branch(branch)}:</Text>}
        <StepsWords steps={steps} type={type} />
      </div>
    );
  });
}

/** One step in words, without those within it. */
export function StepWords({ step, type }: { step: Step; type: EntityType }): ReactNode {
  const { t } = useTranslation('rules');
  const { language } = useFormats();
  const names = useRuleNames();
  const who = useWho();
  const assignment = useAssignmentWords();
  const place = usePlaceWords();
  const values = useValueWords(type);
  const span = (value: unknown) => {
    const text = asText(value);
    return text.startsWith('=') ? text : durationText(text, language);
  };
  switch (step.kind) {
    case 'task.create': {
      const title = t('do.task', { title: asText(step.title) });
      const forWhom = step.assignee === undefined ? '' : ` ${t('do.for', { who: who(step.assignee) })}`;
      const due = step.due === undefined ? '' : ` ${t('do.due', { time: span(step.due) })}`;
      return `${title}${forWhom}${due}${step.blocksStage === true ? ` — ${t('do.blocks')}` : ''}`;
    }
    case 'notify':
      return t('do.notify', { who: who(step.to), text: asText(step.text) });
    case 'record.update':
      return t('do.update', { changes: values.changes(step.set) });
    case 'record.move':
      return t('do.move', { stage: place(type, step) });
    case 'record.assign':
      return t('do.assign', { who: assignment(step.to) });
    case 'record.create': {
      const other = values.typeNamed(asText(step.entityType));
      return t('do.create', { type: other.name });
    }
    case 'records.update': {
      const set = values.linkedChanges(asText(step.via), step.set);
      const move = step.move === undefined ? null : place(values.linkedTo(asText(step.via)), asObject(step.move));
      const what = [...(set === '' ? [] : [set]), ...(move === null ? [] : [t('do.moveInner', { stage: move })])];
      return t('do.updateLinked', { via: values.via(asText(step.via)), changes: what.join(', ') || '…' });
    }
    case 'lines.add':
      return t('do.linesAdd', { name: values.product(step), quantity: String(step.quantity ?? 1) });
    case 'lines.discount':
      return step.percent === undefined
        ? t('do.discountAmount', { amount: String(step.amount ?? '…') })
        : t('do.discountPercent', { percent: String(step.percent) });
    case 'approval.request':
      return t('do.approval', { who: who(step.approvers), mode: values.mode(step.mode) });
    case 'email.send':
      return t('do.email', { who: who(step.to), subject: asText(step.subject) });
    case 'http.request':
      return t('do.http', { method: asText(step.method) || 'POST', url: asText(step.url) });
    case 'comment.add':
      return t('do.comment', { text: asText(step.text) });
    case 'tag.add':
      return t('do.tagAdd', { tags: values.tags(step) });
    case 'tag.remove':
      return t('do.tagRemove', { tags: values.tags(step) });
    case 'wait': {
      if (step.until !== undefined) return t('do.waitUntil', { moment: values.moment(asText(step.until)) });
      const awaited = asObject(step.for);
      if (typeof step.for !== 'object') return t('do.wait', { time: span(step.for) });
      const event = names.trigger(asText(asObject(awaited.event).kind));
      return awaited.timeout === undefined
        ? t('do.waitEvent', { event })
        : t('do.waitEventAtMost', { event, time: span(awaited.timeout) });
    }
    case 'stop':
      return step.reason === undefined ? t('do.stop') : t('do.stopBecause', { reason: asText(step.reason) });
    case 'branch':
      return <BranchWords step={step} type={type} />;
    default:
      return t('do.other', { kind: names.step(step.kind) });
  }
}

function BranchWords({ step, type }: { step: Step; type: EntityType }) {
  const { t } = useTranslation('rules');
  const when = asObject(step.when) as unknown as ConditionGroup;
  if (!Array.isArray(when.rules) || when.rules.length === 0) return t('do.always');
  return (
    <>
      {t('do.branch')} <ConditionSentence type={type} condition={when} />
    </>
  );
}
