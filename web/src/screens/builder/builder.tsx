import { Skeleton } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { draftQuery, useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { may, useMe } from '../../data/session.ts';
import { Empty } from '../../ui/empty.tsx';
import type { AutomationSlot } from './automation-part.tsx';
import type { Part } from './parts.ts';
import { Workbench } from './workbench.tsx';

const process = getRouteApi('/signed-in/p/$entityType');
const design = getRouteApi('/signed-in/p/$entityType/design');

/** Where a process is designed: only for who may. */
export function BuilderScreen({ automation }: { automation: AutomationSlot }) {
  const { t } = useTranslation('builder');
  const { entityType } = process.useParams();
  const me = useMe();
  const type = useEntityType(entityType);
  const allowed = may(me, 'design', entityType);
  const draft = useQuery({ ...draftQuery(entityType), enabled: allowed });
  /** The conversion that the last publishing began: it goes on while the next draft is worked on. */
  const [jobId, setJobId] = useState<string | null>(null);
  const { part = 'funnel' } = design.useSearch();
  const navigate = useNavigate();
  // A rule under work stays open behind the other parts: nobody leaves it.
  const setPart = useCallback(
    (next: Part) =>
      void navigate({
        to: '/p/$entityType/design',
        params: { entityType },
        search: { part: next },
        replace: true,
        ignoreBlocker: true,
      }),
    [navigate, entityType],
  );
  if (!allowed) return <Empty whole icon={<IconLock />} title={t('onlyDesigners')} />;
  if (draft.error) return <ProblemNotice error={draft.error} onRetry={() => void draft.refetch()} />;
  if (!draft.data || !type) return <Skeleton height={400} m="lg" />;
  return (
    <Workbench
      key={`${entityType} ${draft.data.version}`}
      loaded={draft.data}
      published={type}
      part={part}
      onPart={setPart}
      jobId={jobId}
      onPublished={setJobId}
      automation={automation}
    />
  );
}
