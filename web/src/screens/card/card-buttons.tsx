import type { RecordView } from '@etapa/shared/api/records';
import { Button, Group, Text } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { buttonsQuery, usePressButton } from '../../data/buttons.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';

/** What rules offer to do with the record at the press of a button. */
export function CardButtons({ record }: { record: RecordView }) {
  const { t } = useTranslation('card');
  const buttons = useQuery(buttonsQuery(record)).data ?? [];
  const press = usePressButton(record);
  if (buttons.length === 0) return null;
  const pressed = press.isSuccess ? buttons.find(({ rule }) => rule === press.variables) : undefined;
  return (
    <section aria-label={t('buttons')}>
      <Group gap="xs">
        {buttons.map(({ rule, label }) => (
          <Button
            key={rule}
            size="xs"
            variant="light"
            leftSection={<IconBolt size={14} />}
            loading={press.isPending && press.variables === rule}
            disabled={press.isPending}
            onClick={() => press.mutate(rule)}
          >
            {label}
          </Button>
        ))}
        <Text size="sm" c="dimmed" role="status">
          {pressed && t('pressed', { label: pressed.label })}
        </Text>
      </Group>
      <ProblemNotice error={press.error} />
    </section>
  );
}
