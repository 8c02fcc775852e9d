import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../data/problem.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import type { EditorProps } from './rule-editor.tsx';
import { valueAt } from './rule-faults.ts';

type Props = Pick<EditorProps, 'draft' | 'problem' | 'saving' | 'onSave' | 'onClose'>;

/** How much is wrong, and the buttons that save the rule or leave it. */
export function RuleSave({ draft, saving, onSave, onClose }: Omit<Props, 'problem'>) {
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

/** Why the rule was not saved, where no input says so. */
export function RuleProblem({ draft, problem }: Pick<Props, 'draft' | 'problem'>) {
  const homeless = (draft.refused?.faults ?? []).filter(({ path }) => valueAt(draft.rule, path) === undefined);
  const isTold = isProblem(problem) && problem.errors.length > 0 && homeless.length === 0;
  return problem && !isTold ? <ProblemNotice error={problem} /> : null;
}
