import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunStatus } from '../data/rules.ts';

const COLORS: { [Status in RunStatus]: string } = {
  running: 'blue',
  waiting: 'yellow',
  done: 'green',
  failed: 'red',
  skipped: 'gray',
  stopped: 'gray',
};

export function RunBadge({ status }: { status: RunStatus }) {
  const { t } = useTranslation('runs');
  return (
    <Badge variant="light" color={COLORS[status]} tt="none" fw={500} c="var(--mantine-color-text)">
      {t(`is.${status}`)}
    </Badge>
  );
}
