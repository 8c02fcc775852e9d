import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Button, Drawer, Group, Select, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type Explained, type ExplainedTime, explainQuery } from '../../data/rule-trials.ts';
import { rulesQuery } from '../../data/rules.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { RunBadge } from '../../rules/run-badge.tsx';
import { TermWords } from '../../rules/term-words.tsx';
import { TriggerRefused } from '../../rules/trigger-refused.tsx';
import { TextLink } from '../../ui/link.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import classes from './card.module.css';

interface Props {
  type: EntityType;
  record: RecordView;
  onClose: () => void;
}

/** Why did something happen, or nothing: every event of the record with what each rule said to it. */
export function CardWhy({ type, record, onClose }: Props) {
  const { t } = useTranslation('card');
  const { t: common } = useTranslation();
  const [rule, setRule] = useState<string | null>(null);
  const rules = useQuery(rulesQuery(type.key)).data ?? [];
  const answers = useInfiniteQuery(explainQuery(type.key, record.id, rule));
  const items = answers.data?.pages.flatMap((page) => page.items);
  const timed = answers.data?.pages[0]?.timed;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t('whyTitle', { title: record.title })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="md">
        <Select
          label={t('whyRule')}
          placeholder={t('whyAnyRule')}
          clearable
          searchable
          data={rules.map(({ key, name }) => ({ value: key, label: name }))}
          value={rule}
          onChange={setRule}
        />
        {answers.isPending && <RowsSkeleton rows={5} height={44} />}
        <ProblemNotice error={answers.error} onRetry={() => void answers.refetch()} />
        {items?.length === 0 && !timed?.length && <Text c="dimmed">{t('whyNothing')}</Text>}
        {timed && timed.length > 0 && (
          <section aria-label={t('whyTimed')}>
            <Text fw={600} mb={6}>
              {t('whyTimed')}
            </Text>
            <ol className={classes.answers}>
              {timed.map((item) => (
                <Timed key={item.rule} item={item} type={type} />
              ))}
            </ol>
          </section>
        )}
        {items && items.length > 0 && timed && timed.length > 0 && <Text fw={600}>{t('whyEvents')}</Text>}
        <ol className={classes.answers}>
          {items?.map((item) => (
            <Answer key={`${item.event.id} ${item.rule}`} item={item} type={type} />
          ))}
        </ol>
        {answers.hasNextPage && (
          <Button
            size="xs"
            variant="default"
            loading={answers.isFetchingNextPage}
            onClick={() => void answers.fetchNextPage()}
          >
            {t('older')}
          </Button>
        )}
      </Stack>
    </Drawer>
  );
}

function Answer({ item, type }: { item: Explained; type: EntityType }) {
  const { t, i18n } = useTranslation('card');
  const { dateTime } = useFormats();
  const found: unknown = i18n.getResource(i18n.language, 'card', `event.${item.event.kind}`);
  const happened = typeof found === 'string' ? found : item.event.kind;
  return (
    <li>
      <Text size="sm" c="dimmed">
        {dateTime(item.at)} · {happened}
      </Text>
      <Group gap={8}>
        <TextLink
          to="/p/$entityType/rules/$ruleKey"
          params={{ entityType: type.key, ruleKey: item.rule }}
          size="sm"
          fw={600}
          c="inherit"
        >
          {item.name}
        </TextLink>
        {item.run && <RunBadge status={item.run.status} />}
        {item.run && (
          <TextLink to="/runs/$runId" params={{ runId: item.run.id }} size="sm">
            {t('whyRun')}
          </TextLink>
        )}
      </Group>
      {!item.fired && item.because && <Text size="sm">{t(`because.${item.because}`)}</Text>}
      {!item.fired && <TermWords terms={item.saidNo} type={type} />}
    </li>
  );
}

/** A rule that time sets off: what it has done, and when it comes next or why not. */
function Timed({ item, type }: { item: ExplainedTime; type: EntityType }) {
  const { t } = useTranslation('card');
  const { dateTime } = useFormats();
  const { trigger, saidNo } = item.why;
  return (
    <li>
      <TextLink
        to="/p/$entityType/rules/$ruleKey"
        params={{ entityType: type.key, ruleKey: item.rule }}
        size="sm"
        fw={600}
        c="inherit"
      >
        {item.name}
      </TextLink>
      {!item.enabled && <Text size="sm">{t('whyOff')}</Text>}
      <TriggerRefused trigger={trigger} />
      {saidNo.length > 0 && <Text size="sm">{t('because.when')}</Text>}
      <TermWords terms={saidNo} type={type} />
      {item.runs.map((run) => (
        <Group key={run.id} gap={8}>
          <Text size="sm" c="dimmed">
            {dateTime(run.at)}
          </Text>
          <RunBadge status={run.status} />
          <TextLink to="/runs/$runId" params={{ runId: run.id }} size="sm">
            {t('whyRun')}
          </TextLink>
        </Group>
      ))}
    </li>
  );
}
