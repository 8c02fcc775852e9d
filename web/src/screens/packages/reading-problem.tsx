import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../data/problem.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';

/** Why a file is neither a package nor a diagram, and where that is seen in it. */
export function ReadingProblem({ error }: { error: unknown }) {
  const { t } = useTranslation('packages');
  const fault = isProblem(error) ? error.errors.find(({ path }) => path === '/file') : undefined;
  const text = fault && t(`unreadable.${fault.code}`, { defaultValue: '' });
  if (!fault || !text) return <ProblemNotice error={error} />;
  const [, line, column] = /^Line (\d+), column (\d+)/.exec(fault.message) ?? [];
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      title={t('unreadable.title')}
      role="alert"
    >
      <Text size="sm">{text}</Text>
      {line && <Text size="sm">{t('unreadable.at', { line, column })}</Text>}
    </Alert>
  );
}
