import { useHotkeys } from '@mantine/hooks';
import { IconBolt, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
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

/** What happens by itself in a process: each stage with its rules, each rule in words. */
export function Rules() {
  const { t } = useTranslation('rules');
  const { entityType } = process.useParams();
  const navigate = useNavigate();
  const me = useMe();
  const type = useEntityType(entityType);
  const rules = useQuery(rulesQuery(entityType));
  const mayDesign = may(me, 'design', entityType);
  // Stages stand there with nothing yet: a rule is added where it belongs.
  const staged = mayDesign && (type?.funnels?.length ?? 0) > 0;
  useHotkeys(mayDesign ? [['n', () => void navigate({ to: '/p/$entityType/new-rule', params: { entityType } })]] : []);
  const add = mayDesign && (
    <ButtonLink to="/p/$entityType/new-rule" params={{ entityType }} leftSection={<IconPlus size={16} />}>
      {t('new')}
    </ButtonLink>
  );
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      width={960}
      actions={
        <>
          <ButtonLink to="/runs" search={{ entityType }} variant="default">
            {t('allRuns')}
          </ButtonLink>
          {add}
        </>
      }
    >
      <ProblemNotice error={rules.error} onRetry={() => void rules.refetch()} />
      {(rules.isPending || !type) && !rules.error && <RowsSkeleton rows={3} height={96} />}
      {rules.data?.length === 0 && !staged && (
        <Empty icon={<IconBolt />} title={t('none')} action={add}>
          {t('noneLead')}
        </Empty>
      )}
      {type && rules.data && (rules.data.length > 0 || staged) && (
        <RuleGroupsList type={type} rules={rules.data} mayDesign={mayDesign} />
      )}
    </Page>
  );
}
