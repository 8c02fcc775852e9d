import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { BlockForm } from './block-form.tsx';
import type { StepActions } from './canvas-editing.tsx';
import { useRuleForm } from './rule-form-context.ts';
import { RuleSentence } from './rule-sentence.tsx';
import { StepTray } from './step-tray.tsx';

interface Props {
  selected: readonly string[];
  /** Null where nothing may be changed. */
  actions: StepActions | null;
}

/** The form of the block that is chosen; of several, what can be done with all; of none, the whole and what to add. */
export function ChosenPanel({ selected, actions }: Props) {
  const { t } = useTranslation('automation');
  const { rule, type } = useRuleForm();
  const [first] = selected;
  if (selected.length === 1 && first !== undefined) return <BlockForm id={first} />;
  if (selected.length > 1) {
    return (
      <Stack gap="sm">
        <Text fw={600}>{t('chosen', { count: selected.length })}</Text>
        {actions && (
          <Group gap="xs">
            <Button size="xs" variant="default" leftSection={<IconCopy size={14} />} onClick={actions.duplicate}>
              {t('duplicate')}
            </Button>
            <Button
              size="xs"
              variant="default"
              color="red"
              leftSection={<IconTrash size={14} />}
              onClick={actions.remove}
            >
              {t('remove')}
            </Button>
          </Group>
        )}
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      {actions && <StepTray onAdd={actions.addAtEnd} />}
      <section aria-label={t('inWords')}>
        <Text fw={600} mb={4}>
          {t('inWords')}
        </Text>
        <RuleSentence rule={rule} type={type} />
      </section>
      {actions && (
        <Text size="sm" c="dimmed">
          {t('keys')}
        </Text>
      )}
    </Stack>
  );
}
