import { TITLE_KINDS } from '@etapa/shared/definition/check-layout';
import type { Field } from '@etapa/shared/definition/entity-type';
import { Badge, Button, Group, Menu, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconCopy,
  IconHeading,
  IconPlus,
  IconSearch,
  IconTrash,
} from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import classes from './fields.module.css';
import { copiedField } from './new-field.tsx';
import { OrderMenu } from './order-menu.tsx';
import { placeBeside, useDrops, useSortable } from './sortable.ts';

const LIST = 'fields';

interface Props {
  chosen: string | undefined;
  onChoose: (key: string) => void;
  onAdd: () => void;
}

/** Every field in order, to be chosen, found, dragged, copied, retired and restored. */
export function FieldList({ chosen, onChoose, onAdd }: Props) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const { label } = useFormats();
  const { definition, edit } = useBuilder();
  const [sought, setSought] = useState('');
  const { fields } = definition;
  const keys = fields.map(({ key }) => key);
  useDrops(LIST, (dropped) => {
    if (!('beside' in dropped)) return;
    const to = placeBeside(keys, dropped.id, dropped.beside, dropped.after);
    edit({ kind: 'field.move', field: dropped.id, to });
  });
  const wanted = sought.trim().toLowerCase();
  const found = fields.filter(({ key, label: name }) => `${key} ${label(name)}`.toLowerCase().includes(wanted));
  const retired = found.filter((field) => field.retired);
  const row = (field: Field) => (
    <FieldRow
      key={field.key}
      field={field}
      at={keys.indexOf(field.key)}
      on={field.key === chosen}
      onChoose={onChoose}
    />
  );
  return (
    <section className={classes.list} aria-label={t('part.fields')}>
      <Group gap={6} mb="sm" wrap="nowrap">
        <Button size="xs" leftSection={<IconPlus size={14} />} onClick={onAdd} style={{ flexShrink: 0 }}>
          {t('field.add')}
        </Button>
        <TextInput
          size="xs"
          flex={1}
          leftSection={<IconSearch size={14} aria-hidden />}
          aria-label={words('field.find')}
          placeholder={words('field.find')}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
      </Group>
      {found.filter((field) => !field.retired).map(row)}
      {found.length === 0 && (
        <Text size="sm" c="dimmed">
          {words('field.notFound')}
        </Text>
      )}
      {retired.length > 0 && (
        <Stack gap={0} mt="md" component="section" aria-label={words('field.retiredOnes')}>
          <Text size="xs" c="dimmed" mb={4}>
            {words('field.retiredLead', { count: retired.length })}
          </Text>
          {retired.map(row)}
        </Stack>
      )}
    </section>
  );
}

interface RowProps {
  field: Field;
  at: number;
  on: boolean;
  onChoose: (key: string) => void;
}

function FieldRow({ field, at, on, onChoose }: RowProps) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const { label } = useFormats();
  const { definition, edit } = useBuilder();
  const element = useRef<HTMLDivElement>(null);
  const { edge, dragging } = useSortable(element, LIST, field.key);
  const name = label(field.label);
  const isTitle = definition.titleField === field.key;
  const retire = (retired: true | null) => edit({ kind: 'field.update', field: field.key, set: { retired } });
  return (
    <div
      ref={element}
      className={classes.row}
      data-on={on || undefined}
      data-edge={edge ?? undefined}
      data-dragging={dragging || undefined}
      data-field-row={field.key}
    >
      <OrderMenu
        name={name}
        at={at}
        count={definition.fields.length}
        onMove={(to) => edit({ kind: 'field.move', field: field.key, to })}
      >
        <Menu.Item
          leftSection={<IconCopy size={14} />}
          onClick={() => {
            const copy = copiedField(field, definition, (text) => words('field.copyOf', { name: text }));
            edit(...copy.edits);
            onChoose(copy.key);
          }}
        >
          {words('field.copy')}
        </Menu.Item>
        {!isTitle && !field.retired && TITLE_KINDS.includes(field.kind) && (
          <Menu.Item
            leftSection={<IconHeading size={14} />}
            onClick={() => edit({ kind: 'type.update', set: { titleField: field.key } })}
          >
            {words('field.makeTitle')}
          </Menu.Item>
        )}
        {field.retired ? (
          <Menu.Item leftSection={<IconArchiveOff size={14} />} onClick={() => retire(null)}>
            {words('field.restore')}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconArchive size={14} />} disabled={isTitle} onClick={() => retire(true)}>
            {words('field.retire')}
          </Menu.Item>
        )}
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={14} />}
          disabled={isTitle}
          onClick={() => edit({ kind: 'field.remove', field: field.key })}
        >
          {t('field.remove')}
        </Menu.Item>
      </OrderMenu>
      <UnstyledButton
        className={classes.name}
        aria-current={on ? 'true' : undefined}
        onClick={() => onChoose(field.key)}
      >
        <Group gap={6} wrap="nowrap">
          <Text truncate td={field.retired ? 'line-through' : undefined}>
            {name}
          </Text>
          {field.required && <span aria-hidden>*</span>}
          {field.formula && <Badge size="xs">ƒ</Badge>}
        </Group>
        <Text size="xs" c="dimmed">
          {t(`kind.${field.kind}`)}
        </Text>
      </UnstyledButton>
    </div>
  );
}
