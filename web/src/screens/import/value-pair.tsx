import type { ColumnTarget } from '@etapa/shared/api/imports';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Autocomplete, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowRight, IconX } from '@tabler/icons-react';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeopleOptions } from '../../fields/person-options.ts';
import { useRecordOptions } from '../../fields/record-options.ts';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './import.module.css';
import { choicesOf, type ValuePair, type WizardAction } from './mapping.ts';

interface MeaningProps {
  type: EntityType;
  target: ColumnTarget;
  /** For the name of the input. */
  from: string;
  value: string;
  onChange: (to: string) => void;
}

/** What a text of the file means: a stage or option to choose, or the name of a record or person. */
export function Meaning({ type, target, from, value, onChange }: MeaningProps) {
  const { t } = useTranslation('import');
  const { label } = useFormats();
  const choices = choicesOf(target, type);
  const field = 'field' in target ? type.fields.find((one) => one.key === target.field) : undefined;
  const linkedType = field?.kind === 'link' || field?.kind === 'links' ? (field.target ?? '') : '';
  const [asked] = useDebouncedValue(value, 200);
  const records = useRecordOptions(linkedType, asked, linkedType !== '').data ?? [];
  const people = usePeopleOptions(asked, linkedType === '' && choices === null).data ?? [];
  const name = t('means', { value: from });
  if (choices) {
    const unique = new Map(choices.map((choice) => [choice.key, label(choice.label)]));
    return (
      <Select
        size="xs"
        aria-label={name}
        placeholder={t('chooseMeaning')}
        searchable
        data={[...unique].map(([key, text]) => ({ value: key, label: text }))}
        value={value || null}
        onChange={(next) => onChange(next ?? '')}
      />
    );
  }
  const known = linkedType ? records.map(({ title }) => title) : people.map((person) => person.name);
  return (
    <Autocomplete
      size="xs"
      aria-label={name}
      placeholder={t('name')}
      data={[...new Set(known)]}
      value={value}
      onChange={onChange}
    />
  );
}

interface PairProps {
  type: EntityType;
  target: ColumnTarget;
  header: string;
  pair: ValuePair;
  dispatch: Dispatch<WizardAction>;
}

/** "In the file" → "here". */
export function ValuePairRow({ type, target, header, pair, dispatch }: PairProps) {
  const { t } = useTranslation('import');
  return (
    <div className={classes.pair}>
      <TextInput
        size="xs"
        aria-label={t('inFile')}
        placeholder={t('inFile')}
        value={pair.from}
        onChange={(event) =>
          dispatch({ kind: 'pair.change', header, id: pair.id, change: { from: event.currentTarget.value } })
        }
      />
      <IconArrowRight size={14} aria-hidden />
      <Meaning
        type={type}
        target={target}
        from={pair.from}
        value={pair.to}
        onChange={(to) => dispatch({ kind: 'pair.change', header, id: pair.id, change: { to } })}
      />
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        aria-label={t('removePair', { value: pair.from })}
        onClick={() => dispatch({ kind: 'pair.remove', header, id: pair.id })}
      >
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
