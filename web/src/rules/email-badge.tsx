import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Email } from '../data/emails.ts';

const COLORS: { readonly [State in Email['state']]: string } = {
  queued: 'blue',
  sent: 'green',
  failed: 'red',
  notSent: 'gray',
};

/** What became of an e-mail. */
export function EmailBadge({ state }: { state: Email['state'] }) {
  const { t } = useTranslation('emails');
  return (
    <Badge variant="light" size="sm" color={COLORS[state]} tt="none" fw={500} c="var(--mantine-color-text)">
      {t(`is.${state}`)}
    </Badge>
  );
}
