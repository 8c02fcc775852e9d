import { standingsOf } from '@etapa/shared/rules/step-tree';
import { Box, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CONDITION, TRIGGER } from '../../canvas/rule-graph.ts';
import { ConditionForm } from './condition-form.tsx';
import { copyOf, shiftedPlace } from './rule-draft.ts';
import { useRuleForm } from './rule-form-context.ts';
import { StepBox } from './step-box.tsx';
import { TriggerForm } from './trigger-form.tsx';

/** The form of one block of the canvas. */
export function BlockForm({ id }: { id: string }) {
  const { t } = useTranslation('rules');
  const { rule, edit } = useRuleForm();
  if (id === TRIGGER) {
    return (
      <Section title={t('section.when')}>
        <TriggerForm />
      </Section>
    );
  }
  if (id === CONDITION) {
    return (
      <Section title={t('section.if')} lead={t('section.ifLead')}>
        <ConditionForm />
      </Section>
    );
  }
  const standing = standingsOf(rule).find(({ step }) => step.id === id);
  if (!standing) return null;
  const { step, pointer, number, place } = standing;
  return (
    <StepBox
      key={id}
      step={step}
      path={pointer}
      number={number}
      place={{ first: shiftedPlace(rule, id, -1) === null, last: shiftedPlace(rule, id, 1) === null }}
      onMove={(by) => {
        const to = shiftedPlace(rule, id, by);
        if (to) edit({ kind: 'step.move', ids: [id], to });
      }}
      onCopy={() => edit({ kind: 'step.add', steps: copyOf([step], rule.steps), to: { ...place, at: place.at + 1 } })}
      onRemove={() => edit({ kind: 'step.remove', ids: [id] })}
    />
  );
}

function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <Box component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      {lead && (
        <Text size="sm" c="dimmed">
          {lead}
        </Text>
      )}
      <Box mt="xs">{children}</Box>
    </Box>
  );
}
