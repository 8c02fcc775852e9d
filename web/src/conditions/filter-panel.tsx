import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Button, Group, Popover, Stack, Text } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { fetched } from '../ui/fetched.ts';
import { overAnchor } from '../ui/over-anchor.ts';
import { usePressOutside } from '../ui/press-outside.ts';
import classes from './filter-bar.module.css';

const ConditionBuilder = fetched(async () => (await import('./condition-builder.tsx')).ConditionBuilder);

interface Props {
  type: EntityType;
  filter: ConditionGroup | undefined;
  anchor: HTMLElement;
  onChange: (filter: ConditionGroup | undefined) => void;
  onClear: () => void;
  onClose: () => void;
}

/** The conditions of a filter, below the button that opens them. */
export function FilterPanel({ type, filter, anchor, onChange, onClear, onClose }: Props) {
  const { t } = useTranslation('conditions');
  usePressOutside(onClose);
  return (
    <Popover
      opened
      closeOnClickOutside={false}
      onChange={(open) => !open && onClose()}
      position="bottom-start"
      shadow="md"
      width="min(680px, calc(100vw - 24px))"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <div style={overAnchor(anchor)} />
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={t('title')}>
        <Stack gap="sm">
          <Text fw={600} size="sm">
            {t('title')}
          </Text>
          <Suspense fallback={<Text size="sm">…</Text>}>
            <ConditionBuilder type={type} value={filter} onChange={onChange} />
          </Suspense>
          <Group justify="space-between">
            <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
              {t('clear')}
            </Button>
            <Button size="xs" onClick={onClose}>
              {t('done')}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
