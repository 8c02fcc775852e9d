import { Button, CloseButton, Group, Input, MultiSelect, Stack, TagsInput, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { rolesQuery } from '../../../data/people.ts';
import { useFormats } from '../../../i18n/locale.tsx';
import { useRuleForm } from '../rule-form-context.ts';
import { OrFormula } from './or-formula.tsx';
import { asObject, asText, asTexts, orAbsent, type ParameterProps } from './parameter-props.ts';

/** Points to tick off. */
export function ChecklistParameter({ value, onChange, input }: ParameterProps) {
  const { t } = useTranslation('fields');
  const items = asTexts(value);
  return (
    <Input.Wrapper label={input.label} description={input.description} error={input.error} labelElement="div">
      <Stack gap={4} mt={4}>
        {items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place.
          <Group key={at} gap={4} wrap="nowrap">
            <TextInput
              flex={1}
              autoFocus={item === ''}
              aria-label={t('checklist.item', { row: at + 1 })}
              value={item}
              onChange={(event) => {
                const text = event.currentTarget.value;
                onChange(items.map((one, index) => (index === at ? text : one)));
              }}
            />
            <CloseButton
              aria-label={t('checklist.remove')}
              onClick={() => onChange(orAbsent(items.filter((_, index) => index !== at)))}
            />
          </Group>
        ))}
        <AddRow label={t('checklist.add')} onClick={() => onChange([...items, ''])} />
      </Stack>
    </Input.Wrapper>
  );
}

function AddRow({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button
      size="compact-sm"
      variant="light"
      leftSection={<IconPlus size={14} />}
      style={{ alignSelf: 'flex-start' }}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

export function TagsParameter({ value, onChange, input }: ParameterProps) {
  const chosen = asText(value) ? [asText(value)] : asTexts(value);
  return <TagsInput {...input} acceptValueOnBlur value={chosen} onChange={(next) => onChange(orAbsent(next))} />;
}

export function RolesParameter({ value, onChange, input }: ParameterProps) {
  const { t } = useTranslation('rules');
  const roles = useQuery({ ...rolesQuery, retry: false }).data ?? [];
  const chosen = asTexts(value);
  const data = roles.map(({ key, name }) => ({ value: key, label: name }));
  const others = chosen.filter((key) => !roles.some((role) => role.key === key));
  return (
    <MultiSelect
      {...input}
      searchable
      hidePickedOptions
      placeholder={chosen.length === 0 ? t('anyRole') : undefined}
      data={[...data, ...others]}
      value={chosen}
      onChange={(next) => onChange(orAbsent(next))}
    />
  );
}

/** Names and values of an HTTP request's headers. */
export function HeadersParameter({ value, onChange, input }: ParameterProps) {
  const { t } = useTranslation('rules');
  const rows = Object.entries(asObject(value));
  const put = (next: [string, unknown][]) => onChange(next.length > 0 ? Object.fromEntries(next) : undefined);
  return (
    <Input.Wrapper label={input.label} description={input.description} error={input.error} labelElement="div">
      <Stack gap={4} mt={4}>
        {rows.map(([name, text], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being typed.
          <Group key={at} gap={4} wrap="nowrap">
            <TextInput
              flex={1}
              aria-label={t('headers.name', { row: at + 1 })}
              placeholder="Authorization"
              value={name}
              onChange={(event) => {
                const next = event.currentTarget.value;
                put(rows.map((row, index) => (index === at ? [next, row[1]] : row)));
              }}
            />
            <TextInput
              flex={2}
              aria-label={t('headers.value', { row: at + 1 })}
              value={asText(text)}
              onChange={(event) => {
                const next = event.currentTarget.value;
                put(rows.map((row, index) => (index === at ? [row[0], next] : row)));
              }}
            />
            <CloseButton
              aria-label={t('headers.remove', { row: at + 1 })}
              onClick={() => put(rows.filter((_, index) => index !== at))}
            />
          </Group>
        ))}
        {!rows.some(([name]) => name === '') && (
          <AddRow label={t('headers.add')} onClick={() => put([...rows, ['', '']])} />
        )}
      </Stack>
    </Input.Wrapper>
  );
}

/** Files that fields of the record hold, or a formula that gives them. */
export function FilesParameter({ value, onChange, input }: ParameterProps) {
  const { label } = useFormats();
  const { type } = useRuleForm();
  const fields = type.fields.filter(({ kind, retired }) => !retired && (kind === 'file' || kind === 'files'));
  const data = fields.map((field) => ({ value: `= ${field.key}`, label: label(field.label) }));
  const chosen = asText(value) ? [asText(value)] : asTexts(value);
  const others = chosen.filter((one) => !data.some((known) => known.value === one));
  return (
    <OrFormula value={value} onChange={onChange} input={input} known={data.map((one) => one.value)}>
      <MultiSelect
        {...input}
        hidePickedOptions
        data={[...data, ...others]}
        value={chosen}
        onChange={(next) => onChange(next.length > 1 ? next : next[0])}
      />
    </OrFormula>
  );
}
