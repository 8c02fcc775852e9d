import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import { Button, Group, Input, Loader, Modal, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConditionSentence } from '../../conditions/condition-sentence.tsx';
import { fetched } from '../../ui/fetched.ts';
import { useBuilder } from './builder-context.ts';

const ConditionStudio = fetched(async () => (await import('../../conditions/condition-studio.tsx')).ConditionStudio);

interface Props {
  label: string;
  value: ConditionGroup | undefined;
  onChange: (condition: ConditionGroup | null) => void;
}

/** A condition in words, built in a window of its own: it counts as one edit. */
export function ConditionInput({ label, value, onChange }: Props) {
  const { t } = useTranslation('builder');
  const { t: common } = useTranslation('common');
  const { definition } = useBuilder();
  const [draft, setDraft] = useState<ConditionGroup | null>(null);
  const close = () => setDraft(null);
  const hasTerms = value !== undefined && value.rules.length > 0;
  return (
    <Input.Wrapper label={label} labelElement="div">
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <Text size="sm" c={hasTerms ? undefined : 'dimmed'}>
          {hasTerms ? <ConditionSentence type={definition} condition={value} /> : t('condition.none')}
        </Text>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`${t('condition.edit')}: ${label}`}
          onClick={() => setDraft(value ?? { combinator: 'and', rules: [] })}
        >
          {t('condition.edit')}
        </Button>
      </Group>
      <Modal
        opened={draft !== null}
        onClose={close}
        title={label}
        size="xl"
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        {draft !== null && (
          <Suspense fallback={<Loader />}>
            <ConditionStudio type={definition} value={value} onChange={setDraft} />
          </Suspense>
        )}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button
            onClick={() => {
              onChange(draft && draft.rules.length > 0 ? draft : null);
              close();
            }}
          >
            {t('apply')}
          </Button>
        </Group>
      </Modal>
    </Input.Wrapper>
  );
}
