import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../data/entity-types.ts';
import type { Installed } from '../../data/packages.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { ButtonLink } from '../../ui/link.tsx';

/** What was installed, and where to go on. */
export function InstalledNotice({ installed: { entityTypes, drafts, waiting } }: { installed: Installed }) {
  const { t } = useTranslation('packages');
  const { label } = useFormats();
  const types = useEntityTypes() ?? [];
  const nameOf = (key: string) => label(types.find((type) => type.key === key)?.name ?? key);
  const [main] = [...entityTypes].sort((a, b) => funnels(b) - funnels(a));
  function funnels(key: string): number {
    return types.find((type) => type.key === key)?.funnels?.length ?? 0;
  }
  return (
    <Alert color="green" variant="light" icon={<IconCheck size={18} />} title={t('done.title')} role="status">
      <Stack gap="sm">
        {waiting.length > 0 && (
          <Text size="sm">{t('done.waiting', { names: waiting.map(({ name }) => name).join(', ') })}</Text>
        )}
        <Group gap="xs">
          {drafts.map((key) => (
            <ButtonLink key={key} to="/p/$entityType/design" params={{ entityType: key }}>
              {t('done.design', { name: nameOf(key) })}
            </ButtonLink>
          ))}
          {main && !drafts.includes(main) && (
            <ButtonLink
              to={funnels(main) > 0 ? '/p/$entityType' : '/p/$entityType/table'}
              params={{ entityType: main }}
              variant="default"
            >
              {t('done.open', { name: nameOf(main) })}
            </ButtonLink>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
