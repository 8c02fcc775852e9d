import { Group, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page.tsx';
import { ReplayPanel } from './replay-panel.tsx';
import { RuleForm } from './rule-form.tsx';
import { useRuleForm } from './rule-form-context.ts';
import { RuleProblem, RuleSave } from './rule-save.tsx';
import { RuleSentence } from './rule-sentence.tsx';
import { RuleState } from './rule-state.tsx';
import { RuleTools } from './rule-tools.tsx';
import type { RuleViewProps } from './rule-views.ts';
import classes from './rules.module.css';
import { TryPanel } from './try-panel.tsx';

/** A rule as a list: when, if, and its steps one below the other, with what it comes to beside them. */
export function RuleListScreen(props: RuleViewProps) {
  const { t } = useTranslation('rules');
  const { type } = useRuleForm();
  const { saved, readOnly, draft } = props;
  const faulty = draft.faults.length > 0;
  return (
    <Page title={saved ? saved.name : t('new')} lead={t('editorLead')} width={1240} actions={<RuleTools {...props} />}>
      <div className={classes.editor} data-rule-editor>
        <Stack gap="md">
          <fieldset disabled={readOnly} style={{ all: 'unset', display: 'contents' }}>
            <RuleForm />
          </fieldset>
          <RuleProblem {...props} />
          {!readOnly && (
            <Group justify="flex-end" className={classes.bar}>
              <RuleSave {...props} />
            </Group>
          )}
        </Stack>
        <Stack className={classes.aside} gap="md">
          {saved && <RuleState rule={saved} />}
          <Paper withBorder p="md" component="section" aria-label={t('inWords')}>
            <Text fw={600} mb={4}>
              {t('inWords')}
            </Text>
            <RuleSentence rule={draft.checked} type={type} />
          </Paper>
          <TryPanel rule={draft.rule} type={type} faulty={faulty} />
          <ReplayPanel rule={draft.rule} type={type} faulty={faulty} />
        </Stack>
      </div>
    </Page>
  );
}
