import { type ConditionGroup, OPERATORS, type Operator } from '@etapa/shared/conditions/condition';
import { operatorsFor } from '@etapa/shared/conditions/operators';
import { type FieldReference, resolveField } from '@etapa/shared/conditions/reference';
import { isGroup } from '@etapa/shared/conditions/tree';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { ActionIcon, Button, Chip, SegmentedControl, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { createContext, useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ActionProps,
  type CombinatorSelectorProps,
  type FieldSelectorProps,
  type NotToggleProps,
  type OperatorSelectorProps,
  QueryBuilder,
  type RuleGroupType,
  type ValueEditorProps,
} from 'react-querybuilder';
import { useEntityTypes } from '../data/entity-types.ts';
import { fieldChoices, firstOperator, schemaOf } from './choices.ts';
import { complete } from './complete.ts';
import classes from './condition-builder.module.css';
import { ConditionValue } from './value-editor.tsx';
import { useWords } from './words.ts';

interface Surroundings {
  type: EntityType;
  referenceOf: (name: string) => FieldReference | undefined;
  fields: { group: string; items: { value: string; label: string }[] }[];
  ofEvent: boolean;
}

const BuilderContext = createContext<Surroundings | null>(null);

function useSurroundings(): Surroundings {
  const surroundings = useContext(BuilderContext);
  if (!surroundings) throw new Error('A part of the condition builder stands outside it.');
  return surroundings;
}

interface Props {
  type: EntityType;
  value: ConditionGroup | undefined;
  /** Called with what can be asked already: terms still without a value are left out. */
  onChange: (condition: ConditionGroup) => void;
  /** The condition is asked of an event: "changed" is offered too. */
  ofEvent?: boolean;
}

/** Conditions built by choosing: fields by their labels, comparisons in words, values by the kind of field. */
export function ConditionBuilder({ type, value, onChange, ofEvent = false }: Props) {
  const { t } = useTranslation('conditions');
  const types = useEntityTypes();
  const words = useWords(type);
  const [draft, setDraft] = useState<RuleGroupType>(() => draftOf(value ?? { combinator: 'and', rules: [] }));

  const surroundings = useMemo<Surroundings>(() => {
    const schema = schemaOf(type, types ?? []);
    const choices = fieldChoices(type, types ?? []);
    const items = (system: boolean) =>
      choices
        .filter(({ name }) => name.startsWith('$') === system)
        .map(({ name }) => ({ value: name, label: words.field(name) }));
    return {
      type,
      ofEvent,
      referenceOf: (name) => resolveField(name, schema),
      fields: [
        { group: t('fieldsGroup'), items: items(false) },
        { group: t('systemGroup'), items: items(true) },
      ],
    };
  }, [type, types, words, ofEvent, t]);

  const names = surroundings.fields.flatMap((group) =>
    group.items.map((item) => ({ name: item.value, label: item.label })),
  );
  return (
    <BuilderContext value={surroundings}>
      <div className={classes.builder}>
        <QueryBuilder
          query={draft}
          fields={names}
          onQueryChange={(next) => {
            setDraft(next);
            onChange(complete(next));
          }}
          getDefaultOperator={(field) => {
            const reference = surroundings.referenceOf(field);
            return reference ? firstOperator(reference) : '=';
          }}
          getOperators={(field) => {
            const reference = surroundings.referenceOf(field);
            return (reference ? operatorsFor(reference, ofEvent) : []).map((name) => ({ name, label: name }));
          }}
          getDefaultValue={() => ''}
          resetOnFieldChange
          showNotToggle
          addRuleToNewGroups
          controlElements={{
            fieldSelector: FieldSelector,
            operatorSelector: OperatorSelector,
            valueEditor: ValueEditor,
            combinatorSelector: CombinatorSelector,
            notToggle: NotToggle,
            addRuleAction: AddRule,
            addGroupAction: AddGroup,
            removeRuleAction: RemoveRule,
            removeGroupAction: RemoveGroup,
          }}
        />
      </div>
    </BuilderContext>
  );
}

/** A stored condition as react-querybuilder takes it: a term without a value has an empty one. */
const draftOf = (condition: ConditionGroup): RuleGroupType => ({
  combinator: condition.combinator,
  not: condition.not ?? false,
  rules: condition.rules.map((rule) => (isGroup(rule) ? draftOf(rule) : { ...rule, value: rule.value ?? '' })),
});

function FieldSelector({ value, handleOnChange }: FieldSelectorProps) {
  const { t } = useTranslation('conditions');
  const { fields } = useSurroundings();
  return (
    <Select
      size="xs"
      w={180}
      aria-label={t('field')}
      searchable
      allowDeselect={false}
      data={fields}
      value={value ?? null}
      onChange={(next) => next !== null && handleOnChange(next)}
    />
  );
}

function OperatorSelector({ field, value, handleOnChange }: OperatorSelectorProps) {
  const { t } = useTranslation('conditions');
  const { referenceOf, ofEvent } = useSurroundings();
  const reference = referenceOf(field);
  const offered = reference ? operatorsFor(reference, ofEvent) : [];
  return (
    <Select
      size="xs"
      w={150}
      aria-label={t('operator')}
      allowDeselect={false}
      data={offered.map((operator) => ({ value: operator, label: t(`operators.${operator}`) }))}
      value={value ?? null}
      onChange={(next) => next !== null && handleOnChange(next)}
    />
  );
}

function ValueEditor({ field, operator, value, handleOnChange }: ValueEditorProps) {
  const { type, referenceOf } = useSurroundings();
  const reference = referenceOf(field);
  const known = OPERATORS.find((candidate): candidate is Operator => candidate === operator);
  if (!reference || !known) return null;
  return (
    <div className="rule-value">
      <ConditionValue
        // Another field or comparison wants another kind of value: its inputs begin anew.
        key={`${field} ${operator}`}
        type={type}
        reference={reference}
        operator={known}
        value={value as JsonValue | undefined}
        onChange={(next) => handleOnChange(next ?? '')}
      />
    </div>
  );
}

function CombinatorSelector({ value, handleOnChange }: CombinatorSelectorProps) {
  const { t } = useTranslation('conditions');
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('combinator')}
      data={[
        { value: 'and', label: t('and') },
        { value: 'or', label: t('or') },
      ]}
      value={value ?? 'and'}
      onChange={handleOnChange}
    />
  );
}

function NotToggle({ checked, handleOnChange }: NotToggleProps) {
  const { t } = useTranslation('conditions');
  return (
    <Chip size="xs" checked={Boolean(checked)} onChange={handleOnChange}>
      {t('not')}
    </Chip>
  );
}

function AddRule({ handleOnClick }: ActionProps) {
  const { t } = useTranslation('conditions');
  return (
    <Button size="compact-xs" variant="light" leftSection={<IconPlus size={12} />} onClick={() => handleOnClick()}>
      {t('addRule')}
    </Button>
  );
}

function AddGroup({ handleOnClick }: ActionProps) {
  const { t } = useTranslation('conditions');
  return (
    <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={12} />} onClick={() => handleOnClick()}>
      {t('addGroup')}
    </Button>
  );
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon size="md" variant="subtle" color="gray" aria-label={label} onClick={onClick}>
      <IconX size={14} />
    </ActionIcon>
  );
}

function RemoveRule({ handleOnClick }: ActionProps) {
  const { t } = useTranslation('conditions');
  return <Remove label={t('removeRule')} onClick={() => handleOnClick()} />;
}

function RemoveGroup({ handleOnClick }: ActionProps) {
  const { t } = useTranslation('conditions');
  return <Remove label={t('removeGroup')} onClick={() => handleOnClick()} />;
}
