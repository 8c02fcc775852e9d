import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { check } from '@etapa/shared/formulas/check';
import { order } from '@etapa/shared/formulas/order';
import { scopeOf } from '@etapa/shared/formulas/scope';
import { Button, Group, Input, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChefHat, IconListSearch } from '@tabler/icons-react';
import { useCallback, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../data/entity-types.ts';
import { CodeEditor, type CodeHandle } from './code-editor.tsx';
import { DependencyList } from './dependency-list.tsx';
import { type ShownFault, useFaultWords } from './fault-words.ts';
import type { FormulaEditing } from './formula-editing.ts';
import classes from './formula-editor.module.css';
import { inWords, useFormulaNames } from './names.ts';
import { RecipeDialog } from './recipe-dialog.tsx';
import { SampleResult } from './sample-result.tsx';

/** Pause after the last key before a formula is checked and tried, in milliseconds. */
const PAUSE = 200;

const withSign = (text: string): string => (text.trim() === '' ? '' : `= ${text}`);
const withoutSign = (formula: string): string => formula.replace(/^=\s?/, '');

/** The whole of the formula editor. */
export function FormulaBench({ type, field, rule = false, value, onChange, onBlur, input }: FormulaEditing) {
  const { t, i18n } = useTranslation('formulas');
  const types = useEntityTypes() ?? NO_TYPES;
  const names = useFormulaNames(type, types, rule);
  const words = useFaultWords();
  const code = useRef<CodeHandle>(null);
  const [cooking, setCooking] = useState(false);
  const id = useId();
  const typed = withoutSign(value);
  const [settled] = useDebouncedValue(typed, PAUSE);
  const scope = useMemo(
    () =>
      scopeOf(type.fields, {
        fieldsOf: (key) => (key === type.key ? type : types.find((other) => other.key === key))?.fields,
        rule,
      }),
    [type, types, rule],
  );
  const faultsOf = useCallback(
    (text: string): ShownFault[] => {
      if (text.trim() === '') return [];
      const found = check(text, scope, { field }).map((fault) => words(fault, text));
      const circle = found.length === 0 && field ? circleOf(text, field, type) : undefined;
      if (!circle) return found;
      const path = circle.map((key) => inWords(key, names)).join(' → ');
      return [{ from: 0, to: text.length, message: t('fault.circle', { path }) }];
    },
    [scope, field, words, type, names, t],
  );
  const faults = useMemo(() => faultsOf(settled), [faultsOf, settled]);
  const name = typeof input.label === 'string' ? input.label : (input['aria-label'] ?? t('title'));
  // What it depended on stays in sight while something in it is wrong: the panel does not jump under the typing hand.
  const [worked, setWorked] = useState('');
  if (faults.length === 0 && worked !== settled) setWorked(settled);
  const said =
    faults.length > 0 &&
    faults.map(({ from, message }) => (
      <UnstyledButton key={`${from} ${message}`} className={classes.fault} onClick={() => code.current?.goTo(from)}>
        {t('faultAt', { place: from + 1, message })}
      </UnstyledButton>
    ));
  return (
    <Input.Wrapper
      label={input.label}
      description={input.description}
      error={faults.length > 0 ? undefined : input.error}
      withAsterisk={input.withAsterisk}
      labelElement="div"
    >
      <div className={classes.box} data-invalid={faults.length > 0 || Boolean(input.error) || undefined}>
        <span className={classes.sign} aria-hidden>
          =
        </span>
        <CodeEditor
          value={typed}
          onChange={(text) => onChange(withSign(text))}
          onBlur={onBlur}
          names={names}
          about={(one) =>
            i18n.exists(`about.${one}`, { ns: 'formulas' }) ? t(`about.${one}` as 'about.sum') : undefined
          }
          check={faultsOf}
          label={name}
          describedBy={id}
          placeholder={t('example')}
          handle={code}
        />
      </div>
      <Group gap={4} mt={4}>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconListSearch size={14} />}
          onClick={() => code.current?.complete()}
        >
          {t('insert')}
        </Button>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconChefHat size={14} />}
          onClick={() => setCooking(true)}
        >
          {t('recipes')}
        </Button>
      </Group>
      {settled.trim() !== '' && (
        <SampleResult formula={settled} type={type} types={types} field={field} rule={rule} faults={said} id={id} />
      )}
      {settled.trim() !== '' && worked !== '' && (
        <DependencyList formula={worked} type={type} scope={scope} names={names} />
      )}
      {cooking && (
        <RecipeDialog
          type={type}
          except={field?.key}
          onClose={() => setCooking(false)}
          onWritten={(text) => {
            setCooking(false);
            onChange(withSign(text));
            requestAnimationFrame(() => code.current?.goTo(text.length));
          }}
        />
      )}
    </Input.Wrapper>
  );
}

/** Computed fields that would need each other if this field had this formula. A first value can make no circle. */
function circleOf(formula: string, field: Field, type: EntityType): string[] | undefined {
  if (field.formula === undefined) return undefined;
  const ordered = order(type.fields.map((each) => (each.key === field.key ? { ...each, formula } : each)));
  return ordered.ok || !ordered.circle.includes(field.key) ? undefined : ordered.circle;
}

const NO_TYPES: NonNullable<ReturnType<typeof useEntityTypes>> = [];
