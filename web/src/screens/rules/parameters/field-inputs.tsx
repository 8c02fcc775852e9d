import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { MultiSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../i18n/locale.tsx';
import { useRuleForm } from '../rule-form-context.ts';
import { asText, asTexts, orAbsent, type ParameterProps } from './parameter-props.ts';

export function FieldsParameter({ value, onChange, input }: ParameterProps) {
  const { t } = useTranslation('rules');
  const { label } = useFormats();
  const { type } = useRuleForm();
  const chosen = asTexts(value);
  return (
    <MultiSelect
      {...input}
      searchable
      hidePickedOptions
      placeholder={chosen.length === 0 ? t('anyField') : undefined}
      data={live(type).map((field) => ({ value: field.key, label: label(field.label) }))}
      value={chosen}
      onChange={(next) => onChange(orAbsent(next))}
    />
  );
}

const live = (type: EntityType | undefined): Field[] => (type?.fields ?? []).filter(({ retired }) => !retired);

const DATES = ['date', 'dateTime'];
const LINKS = ['link', 'links'];

/** Days and times that every record has. */
const SYSTEM_DATES = ['$createdAt', '$updatedAt', '$stageEnteredAt', '$lastActivityAt', '$closedAt'] as const;

export function DateFieldParameter(props: ParameterProps) {
  const { t } = useTranslation('conditions');
  const { label } = useFormats();
  const { type } = useRuleForm();
  const own = live(type).filter(({ kind }) => DATES.includes(kind));
  const system = SYSTEM_DATES.filter((name) => name === props.value);
  return (
    <Chosen
      {...props}
      data={[
        ...own.map((field) => ({ value: field.key, label: label(field.label) })),
        ...system.map((name) => ({ value: name as string, label: t(`system.${name}`) })),
      ]}
    />
  );
}

/** Links of the record; where records are reached `via` one, those that point to it, too. */
export function LinkFieldParameter(props: ParameterProps) {
  const { t } = useTranslation('rules');
  const { label } = useFormats();
  const { type, types } = useRuleForm();
  const own = live(type)
    .filter(({ kind }) => LINKS.includes(kind))
    .map((field) => ({ value: field.key, label: label(field.label) }));
  const back =
    props.name === 'via'
      ? types.flatMap((other) =>
          pointing(other, type).map((field) => ({
            value: `${other.key}.${field.key}`,
            label: t('backLink', { type: label(other.namePlural ?? other.name), field: label(field.label) }),
          })),
        )
      : [];
  return <Chosen {...props} data={[...own, ...back]} />;
}

const pointing = (from: EntityType | undefined, to: EntityType): Field[] =>
  live(from).filter(({ kind, target }) => LINKS.includes(kind) && target === to.key);

/** Fields of the other type that can point back to this one. */
export function OtherLinkFieldParameter(props: ParameterProps) {
  const { label } = useFormats();
  const { type, types } = useRuleForm();
  const other = types.find(({ key }) => key === props.block.entityType);
  return (
    <Chosen {...props} data={pointing(other, type).map((field) => ({ value: field.key, label: label(field.label) }))} />
  );
}

export function LinesFieldParameter(props: ParameterProps) {
  const { label } = useFormats();
  const { type } = useRuleForm();
  const lines = live(type).filter(({ kind }) => kind === 'lines');
  return <Chosen {...props} data={lines.map((field) => ({ value: field.key, label: label(field.label) }))} />;
}

function Chosen({ value, onChange, input, data }: ParameterProps & { data: { value: string; label: string }[] }) {
  const { t } = useTranslation('rules');
  return (
    <Select
      {...input}
      searchable
      clearable={!input.withAsterisk}
      nothingFoundMessage={t('noSuchField')}
      data={data}
      value={asText(value) || null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
