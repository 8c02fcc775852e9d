import type { EntityType } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Alert, Box, Group, Menu, Paper, Switch, Text, Title } from '@mantine/core';
import { IconDots, IconHistory, IconPencil, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConditionSentence } from '../../conditions/condition-sentence.tsx';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type SavedRule, useDeleteRule, useSaveRule } from '../../data/rules.ts';
import { StepsWords, TriggerWords } from './rule-words.tsx';

interface Props {
  rule: SavedRule;
  type: EntityType;
  /** Absent: the reader may not change rules. */
  onEdit?: () => void;
}

/** One rule in words, with its switch. */
export function RuleCard({ rule, type, onEdit }: Props) {
  const { t } = useTranslation('rules');
  const navigate = useNavigate();
  const save = useSaveRule(type.key);
  const remove = useDeleteRule(type.key);
  return (
    <Paper withBorder p="md" component="article" aria-label={rule.name}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Box miw={0} flex={1} opacity={rule.enabled ? 1 : 0.65}>
          <Title order={2} size="h3" mb={4}>
            {rule.name}
          </Title>
          <Text>
            <TriggerWords trigger={rule.trigger} type={type} />
            {rule.when && rule.when.rules.length > 0 && (
              <>
                {' '}
                {t('if')} <ConditionSentence type={type} condition={rule.when} />
              </>
            )}
          </Text>
          <Box mt={4}>
            <StepsWords steps={rule.steps} type={type} />
          </Box>
        </Box>
        <Group gap="xs" wrap="nowrap">
          <Switch
            aria-label={t('enabledNamed', { name: rule.name })}
            checked={rule.enabled}
            disabled={!onEdit || save.isPending}
            onChange={(event) => save.mutate({ ...rule, enabled: event.currentTarget.checked })}
          />
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={t('more', { name: rule.name })}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {onEdit && (
                <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
                  {t('edit')}
                </Menu.Item>
              )}
              <Menu.Item
                leftSection={<IconHistory size={16} />}
                onClick={() => void navigate({ to: '/runs', search: { entityType: type.key, rule: rule.key } })}
              >
                {t('runs')}
              </Menu.Item>
              {onEdit && (
                <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => remove.mutate(rule.key)}>
                  {t('delete')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      {rule.broken && (
        <Alert color="orange" variant="light" mt="sm" title={t('broken')}>
          {rule.broken.problem}
        </Alert>
      )}
      <ProblemNotice error={save.error ?? remove.error} />
    </Paper>
  );
}
