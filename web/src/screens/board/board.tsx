import { Button } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useShown } from '../../conditions/use-shown.ts';
import { useEntityType } from '../../data/entity-types.ts';
import { Empty } from '../../ui/empty.tsx';
import { BoardSkeleton } from './board-skeleton.tsx';
import { FunnelBoard } from './funnel-board.tsx';

const route = getRouteApi('/signed-in/p/$entityType/');

/** The board of a process: the funnel of the address, or the first. */
export function BoardScreen() {
  const { t } = useTranslation('board');
  const { entityType } = route.useParams();
  const shown = useShown(entityType, 'board', route.useSearch(), true);
  const wanted = shown.funnel;
  const type = useEntityType(entityType);
  if (!type) return <BoardSkeleton columns={5} />;
  const funnel = type.funnels?.find((one) => one.key === wanted) ?? type.funnels?.[0];
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
  return <FunnelBoard key={`${type.key} ${funnel.key}`} type={type} funnel={funnel} shown={shown} />;
}
