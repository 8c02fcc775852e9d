import { IconBolt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { rulesQuery } from '../../data/rules.ts';
import { may, useMe } from '../../data/session.ts';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { RuleGroupsList } from './rule-groups-list.tsx';

const process = getRouteApi('/signed-in/p/$entityType');

/** What happens by itself in a process, to be read. Who may change it finds it where the process is designed. */
export function Rules() {
  const { t } = useTranslation('rules');
  const { entityType } = process.useParams();
  const me = useMe();
  const type = useEntityType(entityType);
  const rules = useQuery(rulesQuery(entityType));
  if (may(me, 'design', entityType)) {
    return <Navigate to="/p/$entityType/design" params={{ entityType }} search={{ part: 'automation' }} replace />;
  }
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      width={960}
      actions={
        <ButtonLink to="/runs" search={{ entityType }} variant="default">
          {t('allRuns')}
        </ButtonLink>
      }
    >
      <ProblemNotice error={rules.error} onRetry={() => void rules.refetch()} />
      {(rules.isPending || !type) && !rules.error && <RowsSkeleton rows={3} height={96} />}
      {rules.data?.length === 0 && (
        <Empty icon={<IconBolt />} title={t('none')}>
          {t('noneLead')}
        </Empty>
      )}
      {type && rules.data && rules.data.length > 0 && <RuleGroupsList type={type} rules={rules.data} />}
    </Page>
  );
}
