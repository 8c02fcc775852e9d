import type { Step } from '@etapa/shared/rules/rule';
import { branchesOf, listLetter, type StepPlace, stepsIn } from '@etapa/shared/rules/step-tree';
import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../rules/names.ts';
import { copyOf, newStep } from './rule-draft.ts';
import { useRuleFaultText } from './rule-fault-text.ts';
import { useRuleForm } from './rule-form-context.ts';
import { StepBox } from './step-box.tsx';
import { StepPalette } from './step-palette.tsx';

interface Props {
  steps: Step[];
  /** The step that holds the list; absent for the rule's own steps. */
  within?: StepPlace['within'];
  /** JSON Pointer of the list in the rule. */
  path: string;
  /** Number of the step that holds the list, such as `2`; empty for the rule's own steps. */
  number: string;
  /** What adding a step here is called, where there are several such lists. */
  addLabel?: string;
}

/** Steps in their order, with a place to add one more. */
export function StepList({ steps, within, path, number, addLabel }: Props) {
  const { t } = useTranslation('rules');
  const names = useRuleNames();
  const { rule, edit, faultsAt } = useRuleForm();
  const faultText = useRuleFaultText();
  const fault = faultText(faultsAt(path));
  const to = (at: number): StepPlace => (within ? { within, at } : { at });
  return (
    <Stack gap="sm">
      {steps.map((step, at) => {
        const own = number === '' ? String(at + 1) : `${number}.${at + 1}`;
        return (
          <StepBox
            key={step.id}
            step={step}
            path={`${path}/${at}`}
            number={own}
            place={{ first: at === 0, last: at === steps.length - 1 }}
            onMove={(by) => edit({ kind: 'step.move', ids: [step.id], to: to(by < 0 ? at - 1 : at + 2) })}
            onCopy={() => edit({ kind: 'step.add', steps: copyOf([step], rule.steps), to: to(at + 1) })}
            onRemove={() => edit({ kind: 'step.remove', ids: [step.id] })}
            within={(name) => (
              <StepList
                steps={stepsIn(step, name)}
                within={{ step: step.id, branch: name }}
                path={`${path}/${at}/${name}`}
                number={`${own}${listLetter(branchesOf(step).indexOf(name))}`}
                addLabel={t('addStepTo', { number: own, name: names.branch(name) })}
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
        onAdd={(kind) => edit({ kind: 'step.add', steps: [newStep(kind, rule.steps)], to: to(steps.length) })}
      />
    </Stack>
  );
}
