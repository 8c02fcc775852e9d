import { Box, Button, Skeleton, Stack } from '@mantine/core';
import { IconMapOff, IconMoodSad } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/empty.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';

/** A screen whose code or data is on its way. */
export function ScreenSkeleton() {
  return (
    <Box p="lg">
      <Stack>
        <Skeleton height={28} width={220} />
        <RowsSkeleton />
      </Stack>
    </Box>
  );
}

export function NotFound() {
  const { t } = useTranslation('shell');
  return (
    <Empty
      whole
      icon={<IconMapOff />}
      title={t('notFoundTitle')}
      action={
        <Button component={Link} to="/">
          {t('toHome')}
        </Button>
      }
    >
      {t('notFoundText')}
    </Empty>
  );
}

export function Crashed() {
  const { t } = useTranslation('shell');
  return (
    <Empty
      whole
      icon={<IconMoodSad />}
      title={t('crashTitle')}
      action={<Button onClick={() => location.reload()}>{t('reload')}</Button>}
    >
      {t('crashText')}
    </Empty>
  );
}
