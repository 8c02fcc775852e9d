import { Button, Stack } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconBolt, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { rulesQuery, type SavedRule } from '../../data/rules.ts';
import { may, useMe } from '../../data/session.ts';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { RuleCard } from './rule-card.tsx';
import { RuleEditor } from './rule-editor.tsx';

const process = getRouteApi('/signed-in/p/$entityType');

/** What happens by itself in a process, each rule in words. */
export function Rules() {
  const { t } = useTranslation('rules');
  const { entityType } = process.useParams();
  const me = useMe();
  const type = useEntityType(entityType);
  const rules = useQuery(rulesQuery(entityType));
  const [editing, setEditing] = useState<SavedRule | 'new' | null>(null);
  const mayDesign = may(me, 'design', entityType);
  useHotkeys(mayDesign ? [['n', () => setEditing('new')]] : []);
  const add = mayDesign && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      {t('new')}
    </Button>
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
      {rules.data?.length === 0 && (
        <Empty icon={<IconBolt />} title={t('none')} action={add}>
          {t('noneLead')}
        </Empty>
      )}
      {type && (
        <Stack gap="sm">
          {rules.data?.map((rule) => (
            <RuleCard key={rule.key} rule={rule} type={type} onEdit={mayDesign ? () => setEditing(rule) : undefined} />
          ))}
        </Stack>
      )}
      {type && editing && (
        <RuleEditor
          type={type}
          rule={editing === 'new' ? null : editing}
          taken={rules.data?.map((rule) => rule.key) ?? []}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  );
}
