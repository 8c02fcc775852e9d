import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Dataset } from '@etapa/shared/reports/query';
import { Button, CloseButton, Group, Popover, Text } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConditionSentence } from '../../conditions/condition-sentence.tsx';
import { fetched } from '../../ui/fetched.ts';
import { usePressOutside } from '../../ui/press-outside.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';

const ConditionBuilder = fetched(async () => (await import('../../conditions/condition-builder.tsx')).ConditionBuilder);

interface Props {
  type: EntityType;
  filter: ConditionGroup | undefined;
  onChange: (filter: ConditionGroup | undefined) => void;
  /** Rows whose columns may be asked, too. */
  dataset?: Dataset;
  /** What it is called where there are several. */
  name?: string;
}

/** Opens the conditions that narrow a report. */
export function FilterButton({ type, filter, onChange, dataset, name }: Props) {
  const { t } = useTranslation('reports');
  const title = name ?? t('filter');
  const [opened, { toggle, close }] = useDisclosure(false);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  usePressOutside(close, [button]);
  const change = useDebouncedCallback(
    (next: ConditionGroup) => onChange(next.rules.length > 0 ? next : undefined),
    300,
  );
  return (
    <Popover
      opened={opened}
      onChange={(open) => !open && close()}
      closeOnClickOutside={false}
      position="bottom-end"
      trapFocus
      shadow="md"
    >
      <Popover.Target>
        <Button
          ref={setButton}
          variant={filter ? 'light' : 'default'}
          leftSection={<IconAdjustmentsHorizontal size={16} />}
          onClick={toggle}
        >
          {title}
        </Button>
      </Popover.Target>
      <Popover.Dropdown maw="calc(100vw - 24px)" aria-label={title}>
        <Suspense fallback={<RowsSkeleton rows={2} />}>
          <ConditionBuilder key={dataset} type={type} value={filter} onChange={change} dataset={dataset} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What the report is narrowed to, in words, with the way to undo it. */
export function FilterWords({ type, filter, onChange }: Props) {
  const { t } = useTranslation('reports');
  if (!filter) return null;
  return (
    <Group gap={4}>
      <Text c="dimmed">
        <ConditionSentence type={type} condition={filter} />
      </Text>
      <CloseButton size="sm" aria-label={t('clearFilter')} onClick={() => onChange(undefined)} />
    </Group>
  );
}
