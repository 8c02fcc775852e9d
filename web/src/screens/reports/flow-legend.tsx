import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './flow.module.css';

/** How the lines of the flow map are to be read. */
export function FlowLegend({ designed }: { designed: boolean }) {
  const { t } = useTranslation('reports');
  const kinds = ['forward', 'rework', ...(designed ? (['unforeseen'] as const) : [])] as const;
  return (
    <Group gap="lg" mt="xs">
      {kinds.map((kind) => (
        <Group key={kind} gap={6} wrap="nowrap">
          <span className={classes.line} data-kind={kind} />
          <Text size="xs" c="dimmed">
            {t(`flow.kind.${kind}`)}
          </Text>
        </Group>
      ))}
    </Group>
  );
}
