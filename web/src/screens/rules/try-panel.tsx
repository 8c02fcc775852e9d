import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Rule } from '@etapa/shared/rules/rule';
import { Alert, Button, Paper, Stack, Text } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type RuleTest, useTestRule } from '../../data/rule-trials.ts';
import { RecordPicker } from '../../fields/record-picker.tsx';
import { useRuleNames } from '../../rules/names.ts';
import { TermWords } from '../../rules/term-words.tsx';
import { TriggerRefused } from '../../rules/trigger-refused.tsx';
import { RehearsedSteps } from './rehearsed-steps.tsx';

interface Props {
  rule: Rule;
  type: EntityType;
  /** It has faults, so it cannot be tried. */
  faulty: boolean;
  /** Hears of each trial, where its steps are shown elsewhere. */
  onTried?: (test: RuleTest, rule: Rule) => void;
}

/** Tries the rule as it stands in the form on a record: would it fire, and what would every step do. */
export function TryPanel({ rule, type, faulty, onTried }: Props) {
  const { t } = useTranslation('rules');
  const [record, setRecord] = useState<string | null>(null);
  const test = useTestRule(type.key);
  return (
    <Paper withBorder p="md" component="section" aria-label={t('try.title')}>
      <Text fw={600}>{t('try.title')}</Text>
      <Text size="sm" c="dimmed" mb="xs">
        {t('try.lead')}
      </Text>
      <Stack gap="xs">
        <RecordPicker
          single
          existing
          entityType={type.key}
          value={record ? [record] : []}
          onChange={(ids) => setRecord(ids[0] ?? null)}
          input={{ label: t('try.record') }}
        />
        <Button
          variant="default"
          leftSection={<IconFlask size={16} />}
          disabled={record === null || faulty}
          loading={test.isPending}
          onClick={() =>
            record && test.mutate({ rule, recordId: record }, { onSuccess: (result) => onTried?.(result, rule) })
          }
        >
          {t('try.run')}
        </Button>
        {faulty && (
          <Text size="sm" c="dimmed">
            {t('try.faults')}
          </Text>
        )}
        <ProblemNotice error={test.error} />
        <div aria-live="polite">
          {test.data && <Result test={test.data} type={type} withSteps={onTried === undefined} />}
        </div>
      </Stack>
    </Paper>
  );
}

function Result({ test, type, withSteps }: { test: RuleTest; type: EntityType; withSteps: boolean }) {
  const { t } = useTranslation('rules');
  const names = useRuleNames();
  const { why } = test;
  return (
    <Stack gap="xs">
      <Alert
        color={test.wouldFire ? 'green' : 'yellow'}
        variant="light"
        title={t(test.wouldFire ? 'try.fires' : 'try.not')}
        p="sm"
        styles={{ title: { color: 'var(--mantine-color-text)' } }}
      >
        {!why.trigger.held && <Text size="sm">{t('try.trigger', { trigger: names.trigger(why.trigger.kind) })}</Text>}
        <TriggerRefused trigger={why.trigger} />
        <TermWords terms={why.saidNo} type={type} />
      </Alert>
      {withSteps && (
        <>
          <Text size="sm" fw={600}>
            {t('try.steps')}
          </Text>
          <RehearsedSteps steps={test.steps} type={type} />
        </>
      )}
    </Stack>
  );
}
