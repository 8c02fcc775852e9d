import { type ConditionGroup, OPERATORS, type Operator } from '@etapa/shared/conditions/condition';
import { type FieldReference, resolveField } from '@etapa/shared/conditions/reference';
import { isGroup } from '@etapa/shared/conditions/tree';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import type { Dataset } from '@etapa/shared/reports/query';
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
  type ValueSourceSelectorProps,
} from 'react-querybuilder';
import { useEntityTypes } from '../data/entity-types.ts';
import { comparableFields, fieldChoices, firstOperator, offeredOperators, schemaOf } from './choices.ts';
import { complete } from './complete.ts';
import classes from './condition-builder.module.css';
import { useRowTypes, withRows } from './row-types.ts';
import { ConditionValue } from './value-editor.tsx';
import { useWords } from './words.ts';

interface Surroundings {
  type: EntityType;
  referenceOf: (name: string) => FieldReference | undefined;
  fields: { group: string; items: { value: string; label: string }[] }[];
  ofEvent: boolean;
  /** Other fields that one can be compared with. */
  comparable: (field: string, operator: string) => { value: string; label: string }[];
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
  /** The rows of a report whose columns may be asked, too. */
  dataset?: Dataset;
  /** The value is at once what was told, and may become another from outside, as when it is taken back. */
  follows?: boolean;
}

/** Conditions built by choosing: fields by their labels, comparisons in words, values by the kind of field. */
export function ConditionBuilder({
  type: asked,
  value,
  onChange,
  ofEvent = false,
  dataset = 'records',
  follows,
}: Props) {
  const { t } = useTranslation('conditions');
  const type = useMemo(() => withRows(asked, dataset), [asked, dataset]);
  const rowTypes = useRowTypes(asked);
  const known = useEntityTypes();
  const types = useMemo(() => [...(known ?? []), ...rowTypes], [known, rowTypes]);
  const words = useWords(asked);
  const [draft, setDraft] = useState<RuleGroupType>(() => draftOf(value ?? NOTHING));
  const given = JSON.stringify(complete(draftOf(value ?? NOTHING)));
  const [told, setTold] = useState(given);
  if (follows && given !== told) {
    setTold(given);
    setDraft(draftOf(value ?? NOTHING));
  }

  const surroundings = useMemo<Surroundings>(() => {
    const schema = schemaOf(type, types);
    const choices = fieldChoices(type, types);
    const items = (system: boolean) =>
      choices
        .filter(({ name }) => name.startsWith('$') === system)
        .map(({ name }) => ({ value: name, label: words.field(name) }));
    return {
      type,
      ofEvent,
      comparable: (field, operator) =>
        comparableFields(field, operator, choices, schema).map(({ name }) => ({
          value: name,
          label: words.field(name),
        })),
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
            const condition = complete(next);
            const text = JSON.stringify(condition);
            // The library tells once at first, and of what is not yet to be asked.
            if (text === told) return;
            setTold(text);
            onChange(condition);
          }}
          getDefaultOperator={(field) => {
            const reference = surroundings.referenceOf(field);
            return reference ? firstOperator(reference) : '=';
          }}
          getOperators={(field) => {
            const reference = surroundings.referenceOf(field);
            return (reference ? offeredOperators(reference, ofEvent) : []).map((name) => ({ name, label: name }));
          }}
          getDefaultValue={() => ''}
          getValueSources={(field, operator) =>
            surroundings.comparable(field, operator).length > 0 ? ['value', 'field'] : ['value']
          }
          resetOnFieldChange
          showNotToggle
          addRuleToNewGroups
          controlElements={{
            fieldSelector: FieldSelector,
            operatorSelector: OperatorSelector,
            valueEditor: ValueEditor,
            valueSourceSelector: ValueSourceSelector,
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

const NOTHING: ConditionGroup = { combinator: 'and', rules: [] };

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
  const offered = reference ? offeredOperators(reference, ofEvent, value ?? undefined) : [];
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

function ValueSourceSelector({ value, handleOnChange }: ValueSourceSelectorProps) {
  const { t } = useTranslation('conditions');
  return (
    <Select
      size="xs"
      w={120}
      aria-label={t('compareWith')}
      allowDeselect={false}
      data={[
        { value: 'value', label: t('aValue') },
        { value: 'field', label: t('aField') },
      ]}
      value={value ?? 'value'}
      onChange={(next) => next !== null && handleOnChange(next)}
    />
  );
}

function ValueEditor({ field, operator, value, valueSource, handleOnChange }: ValueEditorProps) {
  const { t } = useTranslation('conditions');
  const { type, referenceOf, comparable } = useSurroundings();
  const reference = referenceOf(field);
  const known = OPERATORS.find((candidate): candidate is Operator => candidate === operator);
  if (!reference || !known) return null;
  if (valueSource === 'field') {
    return (
      <div className="rule-value">
        <Select
          size="xs"
          searchable
          aria-label={t('otherField')}
          data={comparable(field, operator)}
          value={typeof value === 'string' && value !== '' ? value : null}
          onChange={(next) => handleOnChange(next ?? '')}
        />
      </div>
    );
  }
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
