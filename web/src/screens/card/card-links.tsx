import type { RecordLink } from '@etapa/shared/api/links';
import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Anchor, Badge, Group, Menu, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { findStage, useEntityTypes } from '../../data/entity-types.ts';
import { may, useMe } from '../../data/session.ts';
import { useAskForRecord } from '../../fields/create-record.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { EntityIcon } from '../../ui/entity-icon.tsx';
import { stageColor } from '../../ui/stage-color.ts';
import { useLinks } from './card-data.ts';

const SHOWN = 20;

/** Records that link here: what this record links to stands among its fields already. */
export function CardLinks({ record }: { record: RecordView }) {
  const { t } = useTranslation('card');
  const { label, number } = useFormats();
  const types = useEntityTypes();
  const links = useLinks(record)?.filter((link) => link.direction === 'in');
  const adding = useAdding(record);
  if (!links || (links.length === 0 && adding.length === 0)) return null;
  const groups = new Map<string, RecordLink[]>();
  for (const link of links) {
    const key = `${link.entityType} ${link.field}`;
    groups.set(key, [...(groups.get(key) ?? []), link]);
  }
  return (
    <section>
      <Group justify="space-between" wrap="nowrap">
        <h2>{t('links')}</h2>
        {adding.length > 0 && <AddLinked adding={adding} />}
      </Group>
      {[...groups].map(([key, items]) => {
        const type: EntityType | undefined = types?.find((one) => one.key === items[0]?.entityType);
        const field = type?.fields.find((one) => one.key === items[0]?.field);
        return (
          <div key={key}>
            <Group gap={6} mt={6}>
              <EntityIcon name={type?.icon} color={type?.color} size={14} />
              <Text size="xs" c="dimmed">
                {`${label(type?.namePlural ?? type?.name)} · ${label(field?.label)} · ${number(items.length)}`}
              </Text>
            </Group>
            {items.slice(0, SHOWN).map(({ record: linked }) => {
              const stage = findStage(type, linked.funnel, linked.stage);
              return (
                <Group key={linked.id} gap={8} wrap="nowrap" py={2}>
                  <Anchor component={Link} to={`/p/${linked.entityType}/records/${linked.number}`} size="sm" truncate>
                    {linked.title}
                  </Anchor>
                  {stage && (
                    <Badge c="var(--mantine-color-text)" size="xs" variant="light" color={stageColor(stage)} tt="none">
                      {label(stage.name)}
                    </Badge>
                  )}
                </Group>
              );
            })}
          </div>
        );
      })}
    </section>
  );
}

interface Adding {
  type: EntityType;
  field: Field;
  add: () => void;
}

/** Kinds of records that link to this one and may be made from here, with the link in place. */
function useAdding(record: RecordView): Adding[] {
  const me = useMe();
  const ask = useAskForRecord();
  const types = useEntityTypes() ?? [];
  if (!ask || record.deletedAt !== null) return [];
  return types
    .filter((type) => may(me, 'create', type.key))
    .flatMap((type) =>
      type.fields
        .filter(
          ({ kind, target, retired, formula }) =>
            (kind === 'link' || kind === 'links') && target === record.entityType && !retired && formula === undefined,
        )
        .map((field) => ({
          type,
          field,
          add: () => void ask(type, { [field.key]: field.kind === 'links' ? [record.id] : record.id }),
        })),
    );
}

function AddLinked({ adding }: { adding: Adding[] }) {
  const { t } = useTranslation('card');
  const { label } = useFormats();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('addLinked')}>
          <IconPlus size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('addLinked')}</Menu.Label>
        {adding.map(({ type, field, add }) => (
          <Menu.Item
            key={`${type.key} ${field.key}`}
            leftSection={<EntityIcon name={type.icon} color={type.color} size={14} />}
            onClick={add}
          >
            {t('addLinkedOne', { type: label(type.name), field: label(field.label) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
