import type { Duplicate } from '@etapa/shared/api/duplicates';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Alert, Anchor, Group, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDuplicateReasons } from './duplicate-reasons.tsx';

interface Props {
  type: EntityType;
  duplicates: readonly Duplicate[];
  /** Absent: said of something that is being typed. */
  title?: string;
  /** In a tab of its own, so that what is being typed stays. */
  newTab?: boolean;
  /** What can be done about one of them. */
  actions?: (duplicate: Duplicate) => ReactNode;
}

/** Shown at once; the others are a click away. */
const SHOWN = 3;

/** A quiet word that something of the kind may be there already, and why. Nothing is done by itself. */
export function DuplicateNotice({ type, duplicates, title, newTab = false, actions }: Props) {
  const { t } = useTranslation('duplicates');
  const reasons = useDuplicateReasons(type);
  return (
    <div role="status" aria-label={title ?? t('notice')}>
      {duplicates.length > 0 && (
        <Alert
          color="yellow"
          variant="light"
          icon={<IconUsers size={18} />}
          title={title ?? t('notice')}
          styles={{ title: { color: 'var(--mantine-color-text)' } }}
        >
          <Stack gap={6}>
            {duplicates.slice(0, SHOWN).map((duplicate) => (
              <Group key={duplicate.record.id} gap="xs" data-duplicate={duplicate.record.number}>
                <Text size="sm" style={{ flex: '1 1 16rem' }}>
                  <Anchor
                    component={Link}
                    to={`/p/${type.key}/records/${duplicate.record.number}`}
                    size="sm"
                    {...(newTab ? { target: '_blank' } : {})}
                  >
                    {duplicate.record.title} #{duplicate.record.number}
                  </Anchor>{' '}
                  <Text span size="xs" c="dimmed">
                    {duplicate.likely ? '' : `${t('maybe')} `}
                    {reasons(duplicate.reasons)}
                  </Text>
                </Text>
                {actions?.(duplicate)}
              </Group>
            ))}
            {duplicates.length > SHOWN && (
              <Text size="xs" c="dimmed">
                {t('more', { count: duplicates.length - SHOWN })}
              </Text>
            )}
          </Stack>
        </Alert>
      )}
    </div>
  );
}
