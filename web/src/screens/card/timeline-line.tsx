import type { RecordView } from '@etapa/shared/api/records';
import type { TimelineEntry } from '@etapa/shared/api/timeline';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { kindOf } from '@etapa/shared/fields/kinds';
import { ThemeIcon, Tooltip } from '@mantine/core';
import {
  IconAddressBook,
  IconArrowMerge,
  IconArrowRight,
  IconBolt,
  IconChecklist,
  IconEdit,
  IconMail,
  IconMessage,
  IconPlus,
  IconRubberStamp,
  IconTag,
  IconTrash,
  IconUser,
  IconWorld,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findStage } from '../../data/entity-types.ts';
import { FieldDisplay } from '../../fields/field-display.tsx';
import { usePersonName } from '../../fields/person-options.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { useRunReason } from '../../rules/run-reason.ts';
import { TextLink } from '../../ui/link.tsx';
import classes from './card.module.css';
import { TimelineApproval } from './timeline-approval.tsx';
import { TimelineContact } from './timeline-contact.tsx';
import { changesIn, stageIn, textIn } from './timeline-data.ts';
import { TimelineEmail } from './timeline-email.tsx';

interface Props {
  type: EntityType;
  record: RecordView;
  entry: TimelineEntry;
}

const ICONS: [prefix: string, icon: TablerIcon][] = [
  ['record.created', IconPlus],
  ['record.moved', IconArrowRight],
  ['record.assigned', IconUser],
  ['record.deleted', IconTrash],
  ['record.merged', IconArrowMerge],
  ['record.tagged', IconTag],
  ['comment', IconMessage],
  ['contact', IconAddressBook],
  ['task', IconChecklist],
  ['email', IconMail],
  ['approval', IconRubberStamp],
  ['request', IconWorld],
  ['rule', IconBolt],
];

/** One thing that happened: what, who, when, and where a rule did it, which rule and why. */
export function TimelineLine({ type, record, entry }: Props) {
  const { t } = useTranslation('card');
  const { relative, dateTime } = useFormats();
  const Icon = ICONS.find(([prefix]) => entry.kind.startsWith(prefix))?.[1] ?? IconEdit;
  const byRule = entry.actor.kind === 'rule' || Boolean(entry.cause.rule) || entry.kind.startsWith('rule');
  const ruleName = entry.cause.ruleName ?? entry.actor.name ?? entry.cause.rule ?? entry.actor.id;
  const runId = entry.cause.runId ?? (textIn(entry.data, 'run', 'id') || undefined);
  const who = byRule
    ? t('byRule', { rule: ruleName })
    : entry.actor.kind === 'import'
      ? t('byImport')
      : (entry.actor.name ?? t('bySystem'));
  return (
    <li className={classes.entry} data-kind={entry.kind}>
      <ThemeIcon size={22} radius="xl" variant="light" color={byRule ? 'grape' : 'gray'} aria-hidden>
        <Icon size={13} />
      </ThemeIcon>
      <div className={classes.entryBody}>
        <What type={type} record={record} entry={entry} />
        <div className={classes.meta}>
          {who} ·{' '}
          <Tooltip label={dateTime(entry.at)}>
            <time dateTime={entry.at}>{relative(entry.at)}</time>
          </Tooltip>
          {byRule && runId && (
            <>
              {' · '}
              <TextLink to="/runs/$runId" params={{ runId }} size="xs" underline="always">
                {t('why')}
              </TextLink>
            </>
          )}
        </div>
      </div>
    </li>
  );
}

function What({ type, record, entry }: Props): ReactNode {
  const { t } = useTranslation('card');
  const { label } = useFormats();
  const { kind, data } = entry;
  if (kind === 'comment.added') return <div className={classes.comment}>{textIn(data, 'comment', 'text')}</div>;
  if (kind === 'contact.logged') return <TimelineContact entry={entry} entityType={record.entityType} />;
  if (kind.startsWith('email.')) return <TimelineEmail entry={entry} />;
  if (kind.startsWith('approval.')) return <TimelineApproval entry={entry} />;
  if (kind.startsWith('task.')) {
    const title = textIn(data, 'task', 'title');
    if (kind === 'task.created') return t('did.taskCreated', { title });
    if (kind === 'task.completed') return t('did.taskCompleted', { title });
    if (kind === 'task.reopened') return t('did.taskReopened', { title });
    if (kind === 'task.overdue') return t('did.taskOverdue', { title });
    return t('did.taskUpdated', { title });
  }
  if (kind.startsWith('rule')) {
    const status = textIn(data, 'run', 'status');
    if (status === 'stopped') return <RuleStopped error={data.error} />;
    if (status === 'skipped') return t('did.ruleSkipped');
    return status === 'failed' ? t('did.ruleFailed') : status === 'waiting' ? t('did.ruleWaits') : t('did.ruleRun');
  }
  if (kind === 'record.moved') {
    const name = (side: 'from' | 'to') => {
      const place = stageIn(data, side);
      return place ? label(findStage(type, place.funnel ?? record.funnel, place.stage)?.name ?? place.stage) : '';
    };
    const [from, to] = [name('from'), name('to')];
    return from ? t('did.moved', { from, to }) : t('did.entered', { to });
  }
  if (kind === 'record.tagged') return t('did.tagged', { tags: tagChanges(data) });
  if (kind === 'request.answered') {
    const { method, host, status } = data;
    return host ? t('did.asked', { method, host, status }) : t('did.askedSomebody', { method, status });
  }
  if (kind === 'button.pressed') return t('did.pressed', { label: textIn(data, 'button', 'label') });
  if (kind === 'record.assigned') return <Assigned to={data.after ?? data.ownerId} />;
  if (kind === 'record.created') return t('did.created');
  if (kind === 'record.deleted') return t('did.deleted');
  if (kind === 'record.restored') return t('did.restored');
  if (kind === 'record.merged') return <Merged data={data} did="did.merged" />;
  if (kind === 'record.unmerged') return <Merged data={data} did="did.unmerged" />;
  const changes = changesIn(data);
  if (changes.length === 0) return t('did.updated');
  return (
    <div>
      {changes.map((change) => {
        const field = type.fields.find((candidate) => candidate.key === change.field);
        const show = (value: typeof change.before) =>
          value === null ? (
            t('nothing')
          ) : field && isOfKind(field, value) ? (
            <FieldDisplay field={field} value={value} doc={record.doc} titles={record.titles} compact />
          ) : (
            String(value)
          );
        return (
          <div key={change.field}>
            {label(field?.label ?? change.field)}: <del>{show(change.before)}</del> → {show(change.after)}
          </div>
        );
      })}
    </div>
  );
}

function Merged({ data, did }: { data: TimelineEntry['data']; did: 'did.merged' | 'did.unmerged' }) {
  const { t } = useTranslation('duplicates');
  return t(did, { number: Number(data.lostNumber) });
}

function Assigned({ to }: { to: unknown }) {
  const { t } = useTranslation('card');
  const id = typeof to === 'string' ? to : null;
  const name = usePersonName(id);
  return id ? t('did.assigned', { name: name || '…' }) : t('did.unassigned');
}

/** "+ hot, − cold": tags that were put on and taken off. */
function tagChanges({ before, after }: TimelineEntry['data']): string {
  const listed = (tags: unknown) => (Array.isArray(tags) ? tags.map(String) : []);
  const [old, now] = [listed(before), listed(after)];
  const added = now.filter((tag) => !old.includes(tag)).map((tag) => `+ ${tag}`);
  const gone = old.filter((tag) => !now.includes(tag)).map((tag) => `− ${tag}`);
  return [...added, ...gone].join(', ');
}

/** A value of the past may be one that a field of another kind held: it is shown as it was. */
function isOfKind(field: Field, value: JsonValue): boolean {
  const { family, many } = kindOf(field);
  return family === 'number' ? typeof value === 'number' : Array.isArray(value) === (many || family === 'rows');
}

function RuleStopped({ error }: { error: unknown }) {
  const { t } = useTranslation('card');
  const reasonOf = useRunReason();
  return error ? t('did.ruleStoppedWhy', { reason: reasonOf(error) }) : t('did.ruleStopped');
}
