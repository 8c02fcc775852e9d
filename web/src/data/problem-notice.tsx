import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isProblem } from './problem.ts';

/** What went wrong in the reader's language; the server's own words, where it has some, say which thing. */
export function useProblemText() {
  const { t } = useTranslation('problem');
  return (error: unknown): { title: string; detail: string | null } => {
    if (!isProblem(error)) return { title: t('internal'), detail: null };
    const title = t(error.code, { defaultValue: t('internal') });
    return { title, detail: error.problem.detail ?? null };
  };
}

interface Props {
  error: unknown;
  /** Offers to try again. */
  onRetry?: () => void;
}

/** An error next to where it happened. Shows nothing while there is none. */
export function ProblemNotice({ error, onRetry }: Props) {
  const { t } = useTranslation('problem');
  const text = useProblemText();
  if (!error) return null;
  const { title, detail } = text(error);
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={title} role="alert">
      {detail && <Text size="sm">{detail}</Text>}
      {isProblem(error) &&
        error.errors
          .filter(({ message }) => message !== detail)
          .map((fault) => (
            <Text size="sm" key={`${fault.path}${fault.code}`}>
              {fault.message}
            </Text>
          ))}
      {onRetry && (
        <Button mt="xs" size="xs" variant="default" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </Alert>
  );
}
