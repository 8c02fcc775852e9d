import { difference } from '@etapa/shared/definition/difference';
import { ActionIcon, Alert, Badge, Group, Text, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBolt,
  IconForms,
  IconLayoutCards,
  IconRocket,
  IconSchema,
  IconSettings,
} from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftDefinition, PublishedType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { RuleActsContext } from '../../data/rule-acts.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { AutomationPart, type AutomationSlot } from './automation-part.tsx';
import classes from './builder.module.css';
import { type Builder, BuilderContext } from './builder-context.ts';
import { CardPart } from './card-part.tsx';
import { FieldsPart } from './fields-part.tsx';
import { FunnelPart } from './funnel-part.tsx';
import { GeneralPart } from './general-part.tsx';
import { type Part, partOf } from './parts.ts';
import { Presence } from './presence.tsx';
import { ProcessFileMenu } from './process-file-menu.tsx';
import { PublishPart } from './publish-part.tsx';
import { StaleDraft } from './stale-draft.tsx';
import { useDraft } from './use-draft.ts';
import { useTimeline } from './use-timeline.ts';

const SHOWN = [
  ['funnel', IconSchema, FunnelPart],
  ['fields', IconForms, FieldsPart],
  ['card', IconLayoutCards, CardPart],
  ['general', IconSettings, GeneralPart],
] as const;

interface Props {
  loaded: DraftDefinition;
  published: PublishedType;
  part: Part;
  onPart: (part: Part) => void;
  jobId: string | null;
  onPublished: (jobId: string) => void;
  automation: AutomationSlot;
}

/** The draft with its rail: every part works on the same definition, and everything can be taken back. */
export function Workbench({ loaded, published, part, onPart, jobId, onPublished, automation }: Props) {
  const { t } = useTranslation('builder');
  const { label } = useFormats();
  const draft = useDraft(loaded);
  const [targets, setTargets] = useState<Builder['targets']>({});
  const [rulesAt, setRulesAt] = useState<{ stage: string } | null>(null);
  const { history, step, state } = draft;
  const ofDefinition = part !== 'automation';
  const [ruleOpened, setRuleOpened] = useState(false);
  // A rule under work has a history of its own.
  const whole = ofDefinition || !ruleOpened;
  const { undo, redo, note } = useTimeline(draft, !ofDefinition);
  useHotkeys(
    whole
      ? [
          ['mod+Z', () => undo?.()],
          ['mod+shift+Z', () => redo?.()],
          ['mod+Y', () => redo?.()],
        ]
      : [],
  );
  const rail = useRef<HTMLElement>(null);
  // On a phone not all parts are to be seen at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part marks another button.
  useEffect(() => {
    rail.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [part]);
  const builder = useMemo<Builder>(
    () => ({
      definition: history.present,
      published,
      edit: (...edits) => step({ kind: 'edit', edits }),
      targets,
      setTarget: (place, target) => setTargets((before) => ({ ...before, [place]: target })),
      openRules: (place) => {
        setRulesAt({ stage: place });
        onPart('automation');
      },
      open: (name) => onPart(partOf(name) ?? 'funnel'),
    }),
    [history.present, published, step, targets, onPart],
  );
  const { deletedAt, version, revision, ...now } = published;
  const changes = difference(now, history.present);
  const Shown = SHOWN.find(([name]) => name === part)?.[2];
  return (
    <BuilderContext value={builder}>
      <RuleActsContext value={note}>
        <div className={classes.builder}>
          <VisuallyHidden component="h1">{t('title', { name: label(published.name) })}</VisuallyHidden>
          <nav ref={rail} className={classes.rail} aria-label={t('parts')}>
            {SHOWN.map(([name, Icon]) => (
              <RailButton key={name} icon={<Icon size={18} />} on={part === name} onClick={() => onPart(name)}>
                {t(`part.${name}`)}
              </RailButton>
            ))}
            <RailButton icon={<IconBolt size={18} />} on={part === 'automation'} onClick={() => onPart('automation')}>
              {t('part.automation')}
            </RailButton>
            <RailButton icon={<IconRocket size={18} />} on={part === 'publish'} onClick={() => onPart('publish')}>
              {t('part.publish')}
              {changes.length > 0 && (
                <Badge
                  size="sm"
                  circle={changes.length < 10}
                  style={{ flexShrink: 0 }}
                  px={changes.length < 10 ? undefined : 6}
                  aria-label={t('changes', { count: changes.length })}
                >
                  {changes.length}
                </Badge>
              )}
            </RailButton>
          </nav>
          <div className={classes.main}>
            <Group className={classes.bar} gap={4} wrap="nowrap">
              {whole && (
                <>
                  <Tooltip label={t('undo')}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('undo')}
                      disabled={!undo}
                      onClick={() => undo?.()}
                    >
                      <IconArrowBackUp size={18} />
                    </ActionIcon>
                  </Tooltip>
                  <Tooltip label={t('redo')}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('redo')}
                      disabled={!redo}
                      onClick={() => redo?.()}
                    >
                      <IconArrowForwardUp size={18} />
                    </ActionIcon>
                  </Tooltip>
                  {ofDefinition && (
                    <Text size="sm" c="dimmed" role="status" ml="xs" truncate>
                      {t(`state.${state}`)}
                    </Text>
                  )}
                </>
              )}
              <Group ml="auto" wrap="nowrap">
                <ProcessFileMenu entityType={loaded.key} drawn={(published.funnels?.length ?? 0) > 0} />
                <Presence entityType={loaded.key} part={part} />
              </Group>
            </Group>
            {history.refused && (
              <Alert color="yellow" m="sm" role="alert">
                {history.refused}
              </Alert>
            )}
            <StaleDraft draft={draft} />
            {draft.error ? <ProblemNotice error={draft.error} onRetry={draft.retry} /> : null}
            <AutomationPart slot={automation} shown={part === 'automation'} at={rulesAt} onOpened={setRuleOpened} />
            <div className={classes.part} hidden={part === 'automation'}>
              {part === 'automation' ? null : Shown ? (
                <Shown />
              ) : (
                <PublishPart draft={draft} changes={changes} jobId={jobId} onPublished={onPublished} />
              )}
            </div>
          </div>
        </div>
      </RuleActsContext>
    </BuilderContext>
  );
}

interface RailProps {
  icon: React.ReactNode;
  on: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function RailButton({ icon, on, onClick, children }: RailProps) {
  return (
    <UnstyledButton className={classes.tab} aria-current={on ? 'page' : undefined} onClick={onClick}>
      {icon}
      {children}
    </UnstyledButton>
  );
}
