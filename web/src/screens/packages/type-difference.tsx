import type { PackagedType } from '@etapa/shared/api/packages';
import type { StageGroup } from '@etapa/shared/definition/entity-type';
import { Alert, Box, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DefinitionChanges } from '../../fields/definition-changes.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { FunnelPicture } from '../../ui/funnel-picture.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateBadge } from './state-badge.tsx';

/** What becomes of one entity type: in words, and for a new one with pictures of its funnels. */
export function TypeDifference({ type }: { type: PackagedType }) {
  const { t } = useTranslation('packages');
  const { label } = useFormats();
  const { after, before, changes, state, goes } = type;
  const stages = (after.funnels ?? []).reduce((sum, funnel) => sum + funnel.stages.length, 0);
  return (
    <Panel title={label(type.name)} aside={<StateBadge state={state} />}>
      <Stack gap="sm">
        {goes === 'draft' && (
          <Alert variant="light" color="orange">
            {t('draft')}
          </Alert>
        )}
        {state === 'added' && (
          <Text>
            {t('holds', {
              fields: t('fields', { count: after.fields.length }),
              stages: t('stages', { count: stages }),
            })}
          </Text>
        )}
        {state === 'changed' && (
          <>
            <DefinitionChanges changes={changes} definitions={before ? [after, before] : [after]} />
            <Text size="sm" c="dimmed">
              {t('kept')}
            </Text>
          </>
        )}
        {state === 'added' &&
          (after.funnels ?? []).map((funnel) => {
            const pictured = funnel.stages.map((stage) => ({
              ...stage,
              name: label(stage.name),
              group: stage.group as StageGroup,
            }));
            const names = pictured.map(({ name }) => name).join(' → ');
            return (
              <Group key={funnel.key} wrap="wrap" gap="md" align="center">
                <Box w={180} miw={140}>
                  <FunnelPicture stages={pictured} label={label(funnel.name)} />
                </Box>
                <div style={{ flex: 1, minWidth: 200 }}>
                  <Text fw={600}>{label(funnel.name)}</Text>
                  <Text size="sm" c="dimmed">
                    {names}
                  </Text>
                </div>
              </Group>
            );
          })}
      </Stack>
    </Panel>
  );
}
