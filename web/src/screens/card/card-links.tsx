import type { RecordLink } from '@etapa/shared/api/links';
import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Anchor, Badge, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { findStage, useEntityTypes } from '../../data/entity-types.ts';
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
  if (!links || links.length === 0) return null;
  const groups = new Map<string, RecordLink[]>();
  for (const link of links) {
    const key = `${link.entityType} ${link.field}`;
    groups.set(key, [...(groups.get(key) ?? []), link]);
  }
  return (
    <section>
      <h2>{t('links')}</h2>
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
