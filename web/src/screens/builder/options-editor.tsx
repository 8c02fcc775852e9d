import type { Edit } from '@etapa/shared/definition/edit';
import type { Field } from '@etapa/shared/definition/entity-type';
import type { Label, Option } from '@etapa/shared/fields/field';
import { ActionIcon, Button, Group, Input, Stack, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '../../fields/new-key.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import classes from './fields.module.css';
import { LabelInput } from './label-input.tsx';
import { OptionColor } from './option-color.tsx';
import { OrderMenu } from './order-menu.tsx';
import { placeBeside, useDrops, useSortable } from './sortable.ts';

/** What can be chosen in a field. An option that is in use is better retired than removed. */
export function OptionsEditor({ field }: { field: Field }) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const { edit, published } = useBuilder();
  const before = published.fields.find(({ key }) => key === field.key);
  const live = before?.options?.map(({ key }) => key) ?? [];
  const [typed, setTyped] = useState('');
  const options = field.options ?? [];
  const keys = options.map(({ key }) => key);
  const list = `options ${field.key}`;
  useDrops(list, (dropped) => {
    if (!('beside' in dropped)) return;
    const to = placeBeside(keys, dropped.id, dropped.beside, dropped.after);
    edit({ kind: 'option.move', field: field.key, option: dropped.id, to });
  });
  const add = (lines: string) => {
    const taken = [...keys];
    const names = lines.split('\n').map((line) => line.trim().slice(0, 200));
    // The one that a new list begins with gives way to the first that says something.
    const [first] = options;
    const begun = options.length === 1 && first?.key === 'option1' && first.label === t('option.new') && !before;
    const says = names.some((name) => name !== '' && name !== t('option.new'));
    edit(
      ...names.flatMap((name): Edit[] => {
        if (name === '') return [];
        const key = newKey(name, 'option', taken, live);
        taken.push(key);
        return [{ kind: 'option.add', field: field.key, option: { key, label: name } }];
      }),
      ...(begun && says ? [{ kind: 'option.remove' as const, field: field.key, option: first.key }] : []),
    );
    setTyped('');
  };
  return (
    <Input.Wrapper label={t('option.title')} labelElement="div">
      <Stack gap={2}>
        {options.map((option, at) => (
          <OptionRow key={option.key} field={field} option={option} at={at} list={list} />
        ))}
        <Group gap={6} wrap="nowrap" mt={4}>
          <TextInput
            size="xs"
            flex={1}
            aria-label={t('option.new')}
            placeholder={words('option.paste')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onPaste={(event) => {
              const pasted = event.clipboardData.getData('text/plain');
              if (!pasted.trim().includes('\n')) return;
              event.preventDefault();
              add(pasted);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing || typed.trim() === '') return;
              event.preventDefault();
              add(typed);
            }}
          />
          <Button
            size="xs"
            variant="light"
            leftSection={<IconPlus size={12} />}
            onClick={() => add(typed.trim() || t('option.new'))}
          >
            {t('option.add')}
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}

interface RowProps {
  field: Field;
  option: Option;
  at: number;
  list: string;
}

function OptionRow({ field, option, at, list }: RowProps) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const { label } = useFormats();
  const { edit, published } = useBuilder();
  const element = useRef<HTMLDivElement>(null);
  const { edge, dragging } = useSortable(element, list, option.key);
  const options = field.options ?? [];
  const name = label(option.label);
  const isLive = published.fields.find(({ key }) => key === field.key)?.options?.some(({ key }) => key === option.key);
  const set = (settings: { label?: Label; color?: string | null; retired?: true | null }) =>
    edit({ kind: 'option.update', field: field.key, option: option.key, set: settings });
  const rename = (next: Label) => {
    // A name that the program made up gives way to one that says something, while no record holds it.
    const taken = options.map(({ key }) => key);
    const key = /^option\d+$/.test(option.key) && !isLive ? newKey(label(next), 'option', taken) : option.key;
    if (key === option.key || /^option\d+$/.test(key)) return set({ label: next });
    edit(
      { kind: 'option.add', field: field.key, option: { ...option, key, label: next }, at },
      { kind: 'option.remove', field: field.key, option: option.key },
    );
  };
  return (
    <div ref={element} className={classes.option} data-edge={edge ?? undefined} data-dragging={dragging || undefined}>
      <OrderMenu
        name={name}
        at={at}
        count={options.length}
        onMove={(to) => edit({ kind: 'option.move', field: field.key, option: option.key, to })}
      />
      <OptionColor name={name} value={option.color} onChange={(color) => set({ color })} />
      <div style={{ flex: 1, minWidth: 0 }}>
        <LabelInput
          bare
          required
          label={t('option.name', { number: at + 1 })}
          value={option.label}
          onSettle={(next) => next !== null && rename(next)}
        />
      </div>
      <Switch
        size="xs"
        label={t('option.offered')}
        aria-label={words('option.offeredOf', { name })}
        checked={!option.retired}
        onChange={(event) => set({ retired: event.currentTarget.checked ? null : true })}
      />
      <ActionIcon
        variant="subtle"
        color="red"
        size="sm"
        disabled={options.length === 1}
        aria-label={t('option.remove', { name })}
        onClick={() => edit({ kind: 'option.remove', field: field.key, option: option.key })}
      >
        <IconTrash size={14} />
      </ActionIcon>
    </div>
  );
}
