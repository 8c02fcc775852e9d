import type { SavedRule } from '@etapa/shared/api/rules';
import { Alert, Button, Group, Switch, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './automation.module.css';
import { RuleCanvasView } from './rule-canvas-view.tsx';
import { useRuleFaultText } from './rule-fault-text.ts';
import { useRuleForm } from './rule-form-context.ts';
import { RuleProblem, RuleSave } from './rule-save.tsx';
import { RuleState } from './rule-state.tsx';
import { RuleTools } from './rule-tools.tsx';
import type { RuleViewProps } from './rule-views.ts';

interface Props extends RuleViewProps {
  run?: string;
  onRestored: (rule: SavedRule) => void;
}

/** A rule as a diagram, with its name, its switch and its tools above. */
export function RuleCanvasScreen(props: Props) {
  const { t } = useTranslation('rules');
  const { t: own } = useTranslation('automation');
  const faultText = useRuleFaultText();
  const { rule, edit, faultsAt } = useRuleForm();
  const { saved, readOnly, draft, onClose, run, onRestored } = props;
  const nameFault = faultText(faultsAt('/name'));
  return (
    <div className={classes.workspace} data-rule-editor>
      <div className={classes.bar}>
        <VisuallyHidden component="h1">{saved ? saved.name : t('new')}</VisuallyHidden>
        <Button variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={16} />} onClick={onClose}>
          {own('allRules')}
        </Button>
        <TextInput
          flex="1 1 200px"
          size="xs"
          aria-label={t('name')}
          placeholder={t('nameExample')}
          value={rule.name}
          error={nameFault}
          disabled={readOnly}
          onChange={(event) => edit({ kind: 'rule.update', set: { name: event.currentTarget.value } })}
        />
        <Switch
          label={t('enabled')}
          checked={rule.enabled}
          disabled={readOnly}
          onChange={(event) => edit({ kind: 'rule.update', set: { enabled: event.currentTarget.checked } })}
        />
        <RuleTools {...props} />
        <Text size="sm" c="dimmed" role="status">
          {draft.changed ? own('state.changed') : saved ? own('state.saved', { version: saved.version }) : ''}
        </Text>
        {!readOnly && (
          <Group gap="xs" ml="auto">
            <RuleSave {...props} />
          </Group>
        )}
      </div>
      {draft.refusedEdit && (
        <Alert color="yellow" m="xs" role="alert">
          {draft.refusedEdit}
        </Alert>
      )}
      {(props.problem !== null || props.outdated || saved?.broken || saved?.paused) && (
        <div style={{ padding: '8px 12px 0' }}>
          <RuleProblem {...props} />
          {saved && <RuleState rule={saved} />}
        </div>
      )}
      <RuleCanvasView
        saved={saved}
        readOnly={readOnly}
        changed={draft.changed}
        faulty={draft.faults.length > 0}
        run={run}
        onRestored={onRestored}
      />
    </div>
  );
}
