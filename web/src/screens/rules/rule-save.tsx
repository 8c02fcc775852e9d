import { ruleDifference } from '@etapa/shared/rules/difference';
import { Alert, Button, Group, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../data/problem.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useRuleChangeWords } from '../../rules/rule-change-words.ts';
import { valueAt } from './rule-faults.ts';
import type { Outdated, RuleViewProps } from './rule-views.ts';

type Props = Pick<RuleViewProps, 'draft' | 'problem' | 'saving' | 'onSave' | 'onClose' | 'outdated'>;

/** How much is wrong, and the buttons that save the rule or leave it. */
export function RuleSave({ draft, saving, onSave, onClose }: Omit<Props, 'problem' | 'outdated'>) {
  const { t } = useTranslation('rules');
  const { t: common } = useTranslation();
  return (
    <>
      {draft.tried && draft.faults.length > 0 && (
        <Text c="red" size="sm" role="status">
          {t('faultsLeft', { count: draft.shown.length })}
        </Text>
      )}
      <Button variant="default" onClick={onClose}>
        {common('cancel')}
      </Button>
      <Button loading={saving} onClick={onSave}>
        {common('save')}
      </Button>
    </>
  );
}

/** Why the rule was not saved, where no input says so, and what someone else made of it meanwhile. */
export function RuleProblem({ draft, problem, outdated }: Pick<Props, 'draft' | 'problem' | 'outdated'>) {
  const homeless = (draft.refused?.faults ?? []).filter(({ path }) => valueAt(draft.rule, path) === undefined);
  const isTold = isProblem(problem) && problem.errors.length > 0 && homeless.length === 0;
  // Theirs is told instead, with what to do about it.
  const isStale = isProblem(problem, 'version_conflict');
  return (
    <>
      {outdated && <OutdatedRule {...outdated} />}
      {problem && !isTold && !isStale ? <ProblemNotice error={problem} /> : null}
    </>
  );
}

/** Someone else saved the rule meanwhile: what they changed, and how to go on. */
function OutdatedRule({ base, theirs, take, keep }: Outdated) {
  const { t } = useTranslation('builder');
  const { t: own } = useTranslation('automation');
  const words = useRuleChangeWords();
  const changes = ruleDifference(base, theirs);
  return (
    <Alert color="orange" title={own('outdated')} role="alert">
      {changes.length > 0 && <Text size="sm">{t('stale.text')}</Text>}
      <List size="sm" spacing={0}>
        {changes.map((change) => (
          <List.Item key={'step' in change ? `${change.kind} ${change.step.id}` : change.kind}>
            {words(change)}
          </List.Item>
        ))}
      </List>
      <Group gap="xs" mt="xs">
        <Button size="xs" onClick={keep}>
          {t('stale.mine')}
        </Button>
        <Button size="xs" variant="default" onClick={take}>
          {t('stale.theirs')}
        </Button>
      </Group>
    </Alert>
  );
}
