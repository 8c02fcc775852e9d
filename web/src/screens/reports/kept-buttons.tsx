import { type DashboardQuestion, type KeptQuestion, keptOf } from '@etapa/shared/reports/dashboard-question';
import { Button, Text } from '@mantine/core';
import { IconArrowBackUp, IconPinned } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '../../data/dashboards.ts';
import { useFormats } from '../../i18n/locale.tsx';

interface Props {
  dashboard: Dashboard;
  /** What is asked now. */
  question: DashboardQuestion;
  /** Whether the reader asked for it, rather than the dashboard. */
  isOwn: boolean;
  isKeeping: boolean;
  onKeep: (question: KeptQuestion) => void;
  onBack: () => void;
}

/** Keeps what narrows a dashboard for everyone, for who may change it; and the way back to what is kept. */
export function KeptButtons({ dashboard, question, isOwn, isKeeping, onKeep, onBack }: Props) {
  const { t } = useTranslation('reports');
  const { today } = useFormats();
  const asked = keptOf(question, today());
  const isKept = sameQuestion(asked, dashboard.question);
  const isAny = Object.keys(dashboard.question).length > 0;
  return (
    <>
      {!isKept && dashboard.mayChange && (
        <Button
          variant="default"
          leftSection={<IconPinned size={16} />}
          loading={isKeeping}
          onClick={() => onKeep(asked)}
        >
          {t('dashboards.keep')}
        </Button>
      )}
      {!isKept && isOwn && isAny && (
        <Button variant="subtle" leftSection={<IconArrowBackUp size={16} />} onClick={onBack}>
          {t('dashboards.asKept')}
        </Button>
      )}
      {isKept && isAny && (
        <Text size="xs" c="dimmed" w="100%">
          {t('dashboards.kept')}
        </Text>
      )}
    </>
  );
}

/** Whether two questions ask the same, in whatever order they say it. */
function sameQuestion(one: KeptQuestion, other: KeptQuestion): boolean {
  const keys = ['period', 'from', 'to', 'owner', 'team'] as const;
  const filters = (question: KeptQuestion) =>
    JSON.stringify(Object.entries(question.filters ?? {}).sort(([a], [b]) => a.localeCompare(b)));
  return keys.every((key) => one[key] === other[key]) && filters(one) === filters(other);
}
