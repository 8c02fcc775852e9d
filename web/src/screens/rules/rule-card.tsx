import type { EntityType } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Anchor, Box, Button, Group, Menu, Modal, Paper, Switch, Text, Title } from '@mantine/core';
import { IconCopy, IconDots, IconHistory, IconPencil, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type SavedRule, useDeleteRule, useSaveRule } from '../../data/rules.ts';
import { TextLink } from '../../ui/link.tsx';
import type { Beginning } from './opened-rule.tsx';
import { RuleSentence } from './rule-sentence.tsx';
import { RuleBadge, RuleRecent, RuleState } from './rule-state.tsx';

/** Opens rules where the list stands, for who may change them. */
export interface Opening {
  open: (ruleKey: string) => void;
  begin: (beginning: Beginning) => void;
}

interface Props {
  rule: SavedRule;
  type: EntityType;
  /** Absent: the reader may not change rules. */
  opening?: Opening;
}

/** One rule in words: whether it runs, what became of it lately, and its switch. */
export function RuleCard({ rule, type, opening }: Props) {
  const { t } = useTranslation('rules');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const save = useSaveRule(type.key);
  const remove = useDeleteRule(type.key);
  const [asking, setAsking] = useState(false);
  const address = { to: '/p/$entityType/rules/$ruleKey', params: { entityType: type.key, ruleKey: rule.key } } as const;
  const shown = save.isPending ? save.variables.enabled : rule.enabled;
  return (
    <Paper withBorder p="md" component="article" aria-label={rule.name} id={rule.key}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Box miw={0} flex={1}>
          <Group gap={8} mb={4}>
            <Title order={3} size="h4" style={{ overflowWrap: 'anywhere' }}>
              {opening ? (
                <Anchor
                  component="button"
                  type="button"
                  c="inherit"
                  ta="start"
                  inherit
                  onClick={() => opening.open(rule.key)}
                >
                  {rule.name}
                </Anchor>
              ) : (
                <TextLink {...address} c="inherit" inherit>
                  {rule.name}
                </TextLink>
              )}
            </Title>
            <RuleBadge rule={rule} />
          </Group>
          <Box opacity={rule.enabled ? 1 : 0.75}>
            <RuleSentence rule={rule} type={type} />
          </Box>
          <Box mt={6}>
            <RuleRecent rule={rule} />
          </Box>
        </Box>
        <Group gap="xs" wrap="nowrap">
          <Switch
            aria-label={t('enabledNamed', { name: rule.name })}
            checked={shown}
            disabled={!opening || save.isPending}
            onChange={(event) => save.mutate({ ...rule, enabled: event.currentTarget.checked })}
          />
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={t('more', { name: rule.name })}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {opening && (
                <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => opening.open(rule.key)}>
                  {t('edit')}
                </Menu.Item>
              )}
              <Menu.Item
                leftSection={<IconHistory size={16} />}
                onClick={() => void navigate({ to: '/runs', search: { entityType: type.key, rule: rule.key } })}
              >
                {t('runs')}
              </Menu.Item>
              {opening && (
                <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => opening.begin({ like: rule.key })}>
                  {t('copy')}
                </Menu.Item>
              )}
              {opening && (
                <Menu.Item color="red" c="red" leftSection={<IconTrash size={16} />} onClick={() => setAsking(true)}>
                  {t('delete')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      <Box mt={rule.broken || rule.paused || rule.warnings?.length ? 'sm' : 0}>
        <RuleState rule={rule} />
      </Box>
      <ProblemNotice error={save.error ?? remove.error} />
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('deleteNamed', { name: rule.name })}
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        <Text>{t('deleteText')}</Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setAsking(false)}>
            {common('cancel')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(rule.key)}>
            {t('delete')}
          </Button>
        </Group>
      </Modal>
    </Paper>
  );
}
