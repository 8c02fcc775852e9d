import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Rule } from '@etapa/shared/rules/rule';
import { Button, Group, Modal, Paper, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../data/problem.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type SavedRule, useCreateRule, useSaveRule } from '../../data/rules.ts';
import { Page } from '../../ui/page.tsx';
import { ReplayPanel } from './replay-panel.tsx';
import { ruleKey } from './rule-draft.ts';
import { faultsOf, type Refused, shownFaults, valueAt } from './rule-faults.ts';
import { RuleForm } from './rule-form.tsx';
import { RuleSentence } from './rule-sentence.tsx';
import { RuleState } from './rule-state.tsx';
import classes from './rules.module.css';
import { TryPanel } from './try-panel.tsx';

interface Props {
  type: EntityType;
  types: readonly EntityType[];
  /** Null makes a new one. */
  saved: SavedRule | null;
  /** What the form begins with. */
  begin: Rule;
  /** Keys that rules of the type have. */
  taken: string[];
  readOnly: boolean;
}

/** A rule being made or changed: checked while it is typed, never lost by leaving. */
export function RuleEditor({ type, types, saved, begin, taken, readOnly }: Props) {
  const { t } = useTranslation('rules');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(begin);
  const [start] = useState(() => JSON.stringify(begin));
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const create = useCreateRule(type.key);
  const save = useSaveRule(type.key);
  const leaving = useRef(false);
  const form = useRef<HTMLDivElement>(null);
  const changed = JSON.stringify(draft) !== start;
  const checked = useDeferredValue(draft);
  const faults = useMemo(() => faultsOf(checked, type, types), [checked, type, types]);
  const shown = useMemo(() => shownFaults(checked, faults, tried, refused), [checked, faults, tried, refused]);
  const blocker = useBlocker({
    shouldBlockFn: () => changed && !leaving.current,
    enableBeforeUnload: () => changed && !leaving.current,
    withResolver: true,
  });
  const back = () => void navigate({ to: '/p/$entityType/rules', params: { entityType: type.key } });
  const focusFault = () =>
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')?.focus(),
    );

  const submit = async () => {
    setTried(true);
    if (faultsOf(draft, type, types).length > 0) {
      focusFault();
      return;
    }
    const rule = saved ? { ...draft, version: saved.version } : { ...draft, key: ruleKey(draft.name, taken) };
    try {
      await (saved ? save : create).mutateAsync(rule);
      leaving.current = true;
      back();
    } catch (error) {
      if (isProblem(error)) setRefused({ rule: draft, faults: error.errors });
      focusFault();
    }
  };
  useHotkeys([['mod+S', () => void submit()]], []);
  // A fault that no input shows, because its place is not there, is told above the buttons.
  const homeless = (refused?.faults ?? []).filter(({ path }) => valueAt(draft, path) === undefined);
  const problem = create.error ?? save.error;

  return (
    <Page title={saved ? saved.name : t('new')} lead={t('editorLead')} width={1240}>
      <div className={classes.editor}>
        <Stack gap="md" ref={form}>
          <fieldset disabled={readOnly} style={{ all: 'unset', display: 'contents' }}>
            <RuleForm rule={draft} type={type} types={types} faults={shown} onChange={setDraft} />
          </fieldset>
          {problem && (!isProblem(problem) || problem.errors.length === 0 || homeless.length > 0) && (
            <ProblemNotice error={problem} />
          )}
          {!readOnly && (
            <Group justify="flex-end" className={classes.bar}>
              {tried && faults.length > 0 && (
                <Text c="red" size="sm" role="status" flex={1}>
                  {t('faultsLeft', { count: shown.length })}
                </Text>
              )}
              <Button variant="default" onClick={back}>
                {common('cancel')}
              </Button>
              <Button loading={create.isPending || save.isPending} onClick={() => void submit()}>
                {common('save')}
              </Button>
            </Group>
          )}
        </Stack>
        <Stack className={classes.aside} gap="md">
          {saved && <RuleState rule={saved} />}
          <Paper withBorder p="md" component="section" aria-label={t('inWords')}>
            <Text fw={600} mb={4}>
              {t('inWords')}
            </Text>
            <RuleSentence rule={checked} type={type} />
          </Paper>
          <TryPanel rule={draft} type={type} faulty={faults.length > 0} />
          <ReplayPanel rule={draft} type={type} faulty={faults.length > 0} />
        </Stack>
      </div>
      <Modal
        opened={blocker.status === 'blocked'}
        onClose={() => blocker.reset?.()}
        title={t('leave.title')}
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        <Text>{t('leave.text')}</Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => blocker.reset?.()}>
            {t('leave.stay')}
          </Button>
          <Button color="red" onClick={() => blocker.proceed?.()}>
            {t('leave.go')}
          </Button>
        </Group>
      </Modal>
    </Page>
  );
}
