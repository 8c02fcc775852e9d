import type { Section } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Button, Group, MultiSelect, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { ConditionInput } from './condition-input.tsx';
import { relabelled } from './new-key.ts';
import { SettledInput } from './settled-input.tsx';

/** How a card is laid out: its sections, and what shows on the small card of a board. */
export function CardPart() {
  const { t } = useTranslation('builder');
  const { label } = useFormats();
  const { definition, edit } = useBuilder();
  const { sections = [], card = [] } = definition.layout ?? {};
  const fields = definition.fields.map(({ key, label: name }) => ({ value: key, label: label(name) }));
  const placed = new Set(sections.flatMap((section) => section.fields));
  const left = definition.fields.filter(({ key, retired }) => !placed.has(key) && !retired);
  return (
    <Stack gap="md" p="md" maw={760}>
      <MultiSelect
        label={t('card.small')}
        description={t('card.smallLead')}
        searchable
        data={fields}
        value={card}
        onChange={(next) => edit({ kind: 'layout.card', fields: next })}
      />
      <Title order={2} size="h4">
        {t('card.sections')}
      </Title>
      {sections.length > 0 && left.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('card.left', { fields: left.map((field) => label(field.label)).join(', ') })}
        </Text>
      )}
      {sections.map((section, at) => (
        // Sections have no key of their own: their place is what edits name them by.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above.
        <SectionBox key={at} section={section} at={at} last={at === sections.length - 1} fields={fields} />
      ))}
      <Button
        variant="default"
        size="xs"
        w="fit-content"
        leftSection={<IconPlus size={14} />}
        onClick={() => edit({ kind: 'section.add', section: { title: t('card.newSection'), fields: [] } })}
      >
        {t('card.addSection')}
      </Button>
    </Stack>
  );
}

interface SectionProps {
  section: Section;
  at: number;
  last: boolean;
  fields: { value: string; label: string }[];
}

function SectionBox({ section, at, last, fields }: SectionProps) {
  const { t } = useTranslation('builder');
  const { label, language } = useFormats();
  const { edit } = useBuilder();
  const name = label(section.title);
  return (
    <Paper withBorder p="sm" component="section" aria-label={name}>
      <Stack gap="sm">
        <Group wrap="nowrap" align="flex-end" gap={4}>
          <div style={{ flex: 1 }}>
            <SettledInput
              label={t('name')}
              required
              value={name}
              onSettle={(text) =>
                edit({
                  kind: 'section.update',
                  section: at,
                  set: { title: relabelled(section.title, text, language) },
                })
              }
            />
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={at === 0}
            aria-label={t('moveUp', { name })}
            onClick={() => edit({ kind: 'section.move', section: at, to: at - 1 })}
          >
            <IconArrowUp size={14} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={last}
            aria-label={t('moveDown', { name })}
            onClick={() => edit({ kind: 'section.move', section: at, to: at + 1 })}
          >
            <IconArrowDown size={14} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={t('card.removeSection', { name })}
            onClick={() => edit({ kind: 'section.remove', section: at })}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </Group>
        <MultiSelect
          label={t('part.fields')}
          searchable
          data={fields}
          value={section.fields}
          onChange={(next) => {
            const added = next.filter((key) => !section.fields.includes(key));
            const removed = section.fields.filter((key) => !next.includes(key));
            edit(
              ...added.map((field) => ({ kind: 'layout.place' as const, field, section: at })),
              ...removed.map((field) => ({ kind: 'layout.place' as const, field, section: null })),
            );
          }}
        />
        <ConditionInput
          label={t('field.visibleWhen')}
          value={section.visibleWhen}
          onChange={(visibleWhen) => edit({ kind: 'section.update', section: at, set: { visibleWhen } })}
        />
      </Stack>
    </Paper>
  );
}
