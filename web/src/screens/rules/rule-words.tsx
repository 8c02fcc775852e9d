import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import type { Step, Trigger } from '@etapa/shared/rules/rule';
import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConditionSentence } from '../../conditions/condition-sentence.tsx';
import { useWords } from '../../conditions/words.ts';
import { durationText } from '../../fields/iso-duration.ts';
import { usePeopleOptions } from '../../fields/person-options.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { OWNER } from './rule-draft.ts';

/** "When a card enters Engaging". */
export function TriggerWords({ trigger, type }: { trigger: Trigger; type: EntityType }) {
  const { t } = useTranslation('rules');
  const { label, language } = useFormats();
  const list = new Intl.ListFormat(language, { type: 'disjunction' });
  const named = (keys: JsonValue | undefined, name: (key: string) => string) =>
    Array.isArray(keys) && keys.length > 0
      ? list.format(keys.map((key) => t('quoted', { name: name(String(key)) })))
      : null;
  const stages = type.funnels?.flatMap((funnel) => funnel.stages) ?? [];
  const stageNames = named(trigger.stages, (key) => label(stages.find((stage) => stage.key === key)?.name ?? key));
  const fieldNames = named(trigger.fields, (key) =>
    label(type.fields.find((field) => field.key === key)?.label ?? key),
  );
  switch (trigger.kind) {
    case 'stage.entered':
      return stageNames ? t('when.stageEntered', { stages: stageNames }) : t('when.anyStageEntered');
    case 'record.created':
      return t('when.created');
    case 'record.updated':
      return fieldNames ? t('when.fieldsUpdated', { fields: fieldNames }) : t('when.updated');
    default:
      return t('when.other', { kind: trigger.kind });
  }
}

/** The steps, numbered, branches indented. */
export function StepsWords({ steps, type }: { steps: Step[]; type: EntityType }) {
  return (
    <List type="ordered" size="md" spacing={2}>
      {steps.map((step) => (
        <List.Item key={step.id}>
          <StepWords step={step} type={type} />
        </List.Item>
      ))}
    </List>
  );
}

function StepWords({ step, type }: { step: Step; type: EntityType }) {
  const { t } = useTranslation('rules');
  const { language } = useFormats();
  const words = useWords(type);
  const who = useWho();
  switch (step.kind) {
    case 'task.create': {
      const due = typeof step.due === 'string' ? step.due : '';
      return (
        <>
          {t('do.task', { title: String(step.title) })}
          {step.assignee !== undefined && ` ${t('do.for', { who: who(step.assignee) })}`}
          {due !== '' && ` ${t('do.due', { time: due.startsWith('=') ? due : durationText(due, language) })}`}
        </>
      );
    }
    case 'notify':
      return t('do.notify', { who: who(step.to), text: String(step.text) });
    case 'record.update': {
      const set = Object.entries((step.set ?? {}) as { [field: string]: JsonValue });
      const changes = set.map(([field, value]) =>
        t('do.setOne', {
          field: words.field(field),
          value: typeof value === 'string' && value.startsWith('=') ? value : words.value(field, value),
        }),
      );
      return t('do.update', { changes: changes.join(', ') });
    }
    case 'branch':
      return <BranchWords step={step} type={type} />;
    default:
      return t('do.other', { kind: step.kind });
  }
}

function BranchWords({ step, type }: { step: Step; type: EntityType }) {
  const { t } = useTranslation('rules');
  const [yes, no] = [step.then, step.else].map((steps) => (Array.isArray(steps) ? (steps as Step[]) : []));
  return (
    <>
      {t('do.branch')} <ConditionSentence type={type} condition={step.when as ConditionGroup} />
      {yes && yes.length > 0 && <StepsWords steps={yes} type={type} />}
      {no && no.length > 0 && (
        <>
          <Text>{t('do.else')}</Text>
          <StepsWords steps={no} type={type} />
        </>
      )}
    </>
  );
}

/** People a step names: the owner, someone by name, or the formula itself. */
function useWho() {
  const { t } = useTranslation('rules');
  const people = usePeopleOptions('').data;
  const one = (id: unknown): string => {
    if (id === OWNER) return t('do.owner');
    const text = String(id);
    return people?.find((person) => person.id === text)?.name ?? text;
  };
  return (given: unknown): string => (Array.isArray(given) ? given.map(one).join(', ') : one(given));
}
