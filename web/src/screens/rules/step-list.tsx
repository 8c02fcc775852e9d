import type { Step } from '@etapa/shared/rules/rule';
import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../rules/names.ts';
import { branchesOf, copyOf, moveStep, newStep, stepsIn } from './rule-draft.ts';
import { useRuleFaultText } from './rule-fault-text.ts';
import { useRuleForm } from './rule-form-context.ts';
import { StepBox } from './step-box.tsx';
import { StepPalette } from './step-palette.tsx';

interface Props {
  steps: Step[];
  /** JSON Pointer of the list in the rule. */
  path: string;
  /** Number of the step that holds the list, such as `2`; empty for the rule's own steps. */
  number: string;
  /** What adding a step here is called, where there are several such lists. */
  addLabel?: string;
  onChange: (steps: Step[]) => void;
}

/** Steps in their order, with a place to add one more. */
export function StepList({ steps, path, number, addLabel, onChange }: Props) {
  const { t } = useTranslation('rules');
  const names = useRuleNames();
  const { rule, faultsAt } = useRuleForm();
  const faultText = useRuleFaultText();
  const fault = faultText(faultsAt(path));
  return (
    <Stack gap="sm">
      {steps.map((step, at) => {
        const own = number === '' ? String(at + 1) : `${number}.${at + 1}`;
        const put = (next: Step) => onChange(steps.map((one, index) => (index === at ? next : one)));
        return (
          <StepBox
            key={step.id}
            step={step}
            path={`${path}/${at}`}
            number={own}
            place={{ first: at === 0, last: at === steps.length - 1 }}
            onChange={put}
            onMove={(by) => onChange(moveStep(steps, at, by))}
            onCopy={() => onChange([...steps.slice(0, at + 1), copyOf(step, rule.steps), ...steps.slice(at + 1)])}
            onRemove={() => onChange(steps.filter((one) => one.id !== step.id))}
            within={(name) => (
              <StepList
                steps={stepsIn(step, name)}
                path={`${path}/${at}/${name}`}
                number={`${own}${letterOf(branchesOf(step).indexOf(name))}`}
                addLabel={t('addStepTo', { number: own, name: names.branch(name) })}
                onChange={(next) => put({ ...step, [name]: next })}
              />
            )}
          />
        );
      })}
      {fault && (
        <Text c="red" size="sm" role="alert">
          {fault}
        </Text>
      )}
      <StepPalette
        small={number !== ''}
        label={addLabel}
        onAdd={(kind) => onChange([...steps, newStep(kind, rule.steps)])}
      />
    </Stack>
  );
}

/** Tells the lists of one step apart: `2a.1` and `2b.1`. */
const letterOf = (at: number): string => String.fromCharCode('a'.charCodeAt(0) + at);
