import { Box, Button } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useShown } from '../../conditions/use-shown.ts';
import { useEntityType } from '../../data/entity-types.ts';
import { Empty } from '../../ui/empty.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { FunnelWorkload } from './funnel-workload.tsx';

const route = getRouteApi('/signed-in/p/$entityType/workload');

/** Who has how many open records in which stage, and how many of them are over its norm. */
export function WorkloadScreen() {
  const { t } = useTranslation('board');
  const { entityType } = route.useParams();
  const type = useEntityType(entityType);
  const shown = useShown(entityType, 'workload', route.useSearch());
  if (!type) {
    return (
      <Box p="md">
        <RowsSkeleton rows={8} height={34} />
      </Box>
    );
  }
  const funnel = type.funnels?.find(({ key }) => key === shown.funnel) ?? type.funnels?.[0];
  if (!funnel) {
    return (
      <Empty
        icon={<IconTable />}
        title={t('noFunnel')}
        action={
          <Button component={Link} to={`/p/${entityType}/table`}>
            {t('toTable')}
          </Button>
        }
      >
        {t('noFunnelText')}
      </Empty>
    );
  }
  return <FunnelWorkload key={`${type.key} ${funnel.key}`} type={type} funnel={funnel} shown={shown} />;
}
