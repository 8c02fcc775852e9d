import type { Section } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Group, Input, Paper, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { PLACED, SECTIONS } from './card-lists.ts';
import { ConditionInput } from './condition-input.tsx';
import classes from './fields.module.css';
import { LabelInput } from './label-input.tsx';
import { OrderMenu } from './order-menu.tsx';
import { PlacedField } from './placed-field.tsx';
import { useDropZone, useSortable } from './sortable.ts';

interface Props {
  section: Section;
  at: number;
  sections: readonly Section[];
}

/** A section of the card: its name, columns and condition, and the fields that stand in it. */
export function CardSection({ section, at, sections }: Props) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const { label } = useFormats();
  const { definition, edit } = useBuilder();
  const element = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const zone = useRef<HTMLDivElement>(null);
  const { edge, dragging } = useSortable(element, SECTIONS, String(at), handle);
  const over = useDropZone(zone, PLACED, String(at));
  const name = label(section.title);
  const set = (settings: { columns?: number; visibleWhen?: Section['visibleWhen'] | null; title?: Section['title'] }) =>
    edit({ kind: 'section.update', section: at, set: settings });
  const fields = section.fields.flatMap((key) => definition.fields.find((field) => field.key === key) ?? []);
  const others = definition.fields.filter(({ key, retired }) => !retired && !section.fields.includes(key));
  return (
    <Paper
      withBorder
      p="sm"
      component="section"
      aria-label={name}
      ref={element}
      className={classes.section}
      data-edge={edge ?? undefined}
      data-dragging={dragging || undefined}
    >
      <Stack gap="sm">
        <Group wrap="nowrap" align="flex-end" gap={4}>
          <OrderMenu
            handle={handle}
            name={name}
            at={at}
            count={sections.length}
            onMove={(to) => edit({ kind: 'section.move', section: at, to })}
          />
          <div style={{ flex: 1 }}>
            <LabelInput
              label={t('name')}
              required
              value={section.title}
              onSettle={(title) => title !== null && set({ title })}
            />
          </div>
          <ActionIcon
            variant="subtle"
            color="red"
            mb={4}
            aria-label={t('card.removeSection', { name })}
            onClick={() => edit({ kind: 'section.remove', section: at })}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </Group>
        <Input.Wrapper label={words('card.columns')} labelElement="div">
          <SegmentedControl
            size="xs"
            display="flex"
            w="fit-content"
            aria-label={words('card.columnsOf', { name })}
            data={['1', '2', '3']}
            value={String(section.columns ?? 2)}
            onChange={(columns) => set({ columns: Number(columns) })}
          />
        </Input.Wrapper>
        <div ref={zone} className={classes.zone} data-over={over || undefined}>
          {fields.map((field, index) => (
            <PlacedField
              key={field.key}
              field={field}
              name={label(field.label)}
              section={at}
              at={index}
              count={fields.length}
              sections={sections}
            />
          ))}
          {fields.length === 0 && (
            <Text size="xs" c="dimmed" p={6}>
              {words('card.dropHere')}
            </Text>
          )}
        </div>
        <Select
          size="xs"
          searchable
          aria-label={words('card.addTo', { section: name })}
          placeholder={words('card.add')}
          data={others.map((field) => ({ value: field.key, label: label(field.label) }))}
          value={null}
          onChange={(field) => field !== null && edit({ kind: 'layout.place', field, section: at })}
        />
        <ConditionInput
          label={t('field.visibleWhen')}
          value={section.visibleWhen}
          onChange={(visibleWhen) => set({ visibleWhen })}
        />
      </Stack>
    </Paper>
  );
}
