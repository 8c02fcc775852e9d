import { Alert, Box, Button, Group, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconBolt, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { rulesQuery } from '../../data/rules.ts';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import classes from './automation.module.css';
import { type Beginning, OpenedRule } from './opened-rule.tsx';
import { RuleGroupsList } from './rule-groups-list.tsx';
import type { RuleView } from './rule-views.ts';

interface Props {
  entityType: string;
  /** A stage whose rules are asked for, as `funnel/stage`; each time anew. */
  at: { stage: string } | null;
  /** It is seen, and takes keys. */
  active: boolean;
  /** Stages of the draft that records cannot be in yet. */
  unpublished: number;
  /** A rule is under work, or no longer. */
  onOpened: (opened: boolean) => void;
}

type Opened = { ruleKey: string } | { beginning: Beginning };

/** The rules of a process by stage, each to be opened as a diagram: the automation part of the builder. */
export function Automation({ entityType, at, active, unpublished, onOpened }: Props) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [view, setView] = useState<RuleView>('canvas');
  const [sought, setSought] = useState(at);
  // A rule under work is not put aside for the list: the stage is sought when it is closed.
  useEffect(() => {
    if (at) setSought(at);
  }, [at]);
  useEffect(() => onOpened(opened !== null), [opened, onOpened]);
  if (!opened) {
    return (
      <RulesByStage
        entityType={entityType}
        at={sought?.stage ?? null}
        unpublished={unpublished}
        active={active}
        onOpen={(next) => {
          setView('canvas');
          setSought(null);
          setOpened(next);
        }}
      />
    );
  }
  const isNew = 'beginning' in opened;
  return (
    <OpenedRule
      entityType={entityType}
      ruleKey={isNew ? null : opened.ruleKey}
      {...(isNew ? { beginning: opened.beginning } : {})}
      view={view}
      onView={setView}
      active={active}
      onClose={() => setOpened(null)}
      onSaved={({ key }) => {
        if (view === 'list') setOpened(null);
        else if (isNew) setOpened({ ruleKey: key });
      }}
    />
  );
}

interface ListProps {
  entityType: string;
  at: string | null;
  unpublished: number;
  active: boolean;
  onOpen: (opened: Opened) => void;
}

function RulesByStage({ entityType, at, unpublished, active, onOpen }: ListProps) {
  const { t } = useTranslation('rules');
  const { t: own } = useTranslation('automation');
  const type = useEntityType(entityType);
  const rules = useQuery(rulesQuery(entityType));
  useHotkeys(active ? [['n', () => onOpen({ beginning: {} })]] : []);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => onOpen({ beginning: {} })}>
      {t('new')}
    </Button>
  );
  return (
    <div className={classes.list}>
      <Box p={{ base: 'sm', sm: 'lg' }} maw={960}>
        <Group justify="space-between" align="flex-end" mb="md">
          <div>
            <Title order={2}>{t('title')}</Title>
            <Text c="dimmed">{own('lead')}</Text>
          </div>
          <Group gap="xs">
            <ButtonLink to="/runs" search={{ entityType }} variant="default">
              {t('allRuns')}
            </ButtonLink>
            {add}
          </Group>
        </Group>
        {unpublished > 0 && (
          <Alert color="blue" variant="light" mb="md">
            {own('unpublished', { count: unpublished })}
          </Alert>
        )}
        <ProblemNotice error={rules.error} onRetry={() => void rules.refetch()} />
        {(rules.isPending || !type) && !rules.error && <RowsSkeleton rows={3} height={96} />}
        {rules.data?.length === 0 && type && (type.funnels ?? []).length === 0 && (
          <Empty icon={<IconBolt />} title={t('none')} action={add}>
            {t('noneLead')}
          </Empty>
        )}
        {type && rules.data && (
          <RuleGroupsList
            type={type}
            rules={rules.data}
            at={at}
            opening={{
              open: (ruleKey) => onOpen({ ruleKey }),
              begin: (beginning) => onOpen({ beginning }),
            }}
          />
        )}
      </Box>
    </div>
  );
}
