import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff, IconCloudUp } from '@tabler/icons-react';
import { onlineManager, useMutationState } from '@tanstack/react-query';
import { Suspense, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { OUTBOX } from '../data/outbox.ts';
import { onUnsent, unsentNow } from '../data/outbox-kept.ts';
import { fetched } from '../ui/fetched.ts';
import classes from './connection-bar.module.css';

const Unsent = fetched(async () => (await import('./unsent.tsx')).UnsentChanges);

/** Says that the server cannot be reached and what waits, that it is being sent, and what could not be made. */
export function ConnectionBar() {
  const { t } = useTranslation('offline');
  const online = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  const waiting = useMutationState({
    filters: { mutationKey: [OUTBOX], status: 'pending' },
    select: ({ state }) => state.isPaused || state.failureCount > 0,
  });
  const unsent = useSyncExternalStore(onUnsent, unsentNow);
  const [looking, setLooking] = useState(false);
  const late = waiting.filter(Boolean).length;
  const text = !online
    ? `${t('lost')} ${waiting.length > 0 ? t('waiting', { count: waiting.length }) : t('keepOn')}`
    : late > 0
      ? t('sending', { count: late })
      : null;
  return (
    <>
      <div role="status" aria-live="polite">
        {text && (
          <Group className={classes.bar} data-lost={!online || undefined} gap="xs" wrap="nowrap">
            {online ? <IconCloudUp size={16} aria-hidden /> : <IconCloudOff size={16} aria-hidden />}
            <Text size="sm">{text}</Text>
          </Group>
        )}
      </div>
      {unsent.length > 0 && (
        <Group className={classes.bar} data-unsent gap="xs" role="alert">
          <IconAlertTriangle size={16} aria-hidden />
          <Text size="sm">{t('unsent', { count: unsent.length })}</Text>
          <Button size="compact-xs" variant="default" onClick={() => setLooking(true)}>
            {t('look')}
          </Button>
        </Group>
      )}
      {looking && unsent.length > 0 && (
        <Suspense>
          <Unsent unsent={unsent} onClose={() => setLooking(false)} />
        </Suspense>
      )}
    </>
  );
}
