import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc, JsonValue } from '@etapa/shared/fields/field';
import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findStage, useEntityTypes } from '../data/entity-types.ts';
import { FieldDisplay } from '../fields/field-display.tsx';
import { usePersonNames } from '../fields/person-options.ts';
import { useFormats } from '../i18n/locale.tsx';
import { useRuleNames } from './names.ts';
import classes from './step-values.module.css';

interface Props {
  /** What went into a step, or came out of it. */
  value: unknown;
  /** Of the record that the rule ran on. */
  type: EntityType | undefined;
}

type Members = { readonly [name: string]: unknown };

const isObject = (value: unknown): value is Members =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const PEOPLE = new Set(['assigneeId', 'userId', 'ownerId', 'userIds', 'approverIds', 'approvers', 'decidedBy', 'to']);
const TIMES = new Set(['dueAt', 'until', 'at', 'resumedAt']);
const DOCS = new Set(['set', 'doc']);
/** Shown as they are, under a name of the catalogue. */
const TEXTS = [
  'title',
  'description',
  'text',
  'subject',
  'body',
  'comment',
  'reason',
  'url',
  'method',
  'status',
  'priority',
  'mode',
  'tags',
  'name',
  'quantity',
  'decision',
] as const;

/** What a step was given or gave, in words as far as they go; the whole of it as JSON stands below. */
export function StepValues({ value, type }: Props) {
  if (!isObject(value)) return null;
  const parts = Object.entries(value)
    .filter(([name, given]) => isShown(name, given) && !(name === 'userIds' && value.to !== undefined))
    .sort(([one], [other]) => placeOf(one) - placeOf(other));
  if (parts.length === 0) return null;
  return (
    <dl className={classes.values}>
      {parts.map(([name, given]) => (
        <Part key={name} name={name} value={given} whole={value} type={type} />
      ))}
    </dl>
  );
}

/** Texts first, in their order, then people and times. */
function placeOf(name: string): number {
  const at = TEXTS.findIndex((known) => known === name);
  return at < 0 ? TEXTS.length : at;
}

function isShown(name: string, value: unknown): boolean {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return false;
  if (PEOPLE.has(name) || TIMES.has(name) || DOCS.has(name) || name === 'stage' || name === 'branch') return true;
  if (name === 'entityType') return true;
  return TEXTS.some((known) => known === name);
}

function Part({ name, value, whole, type }: Props & { name: string; whole: Members }): ReactNode {
  const { t, i18n } = useTranslation('rules');
  const names = useRuleNames();
  const { dateTime, label } = useFormats();
  const types = useEntityTypes();
  const personName = usePersonNames();
  const other = typeof whole.entityType === 'string' ? types?.find(({ key }) => key === whole.entityType) : type;
  if (DOCS.has(name)) return <Document doc={value as Doc} type={other} />;
  const key = `value.${name}`;
  const found: unknown = i18n.getResource(i18n.language, 'rules', key);
  const title = typeof found === 'string' ? found : name;
  const shown = (): ReactNode => {
    if (PEOPLE.has(name)) {
      const ids = Array.isArray(value) ? value : [value];
      return ids.map((id) => personName(String(id)) ?? String(id)).join(', ');
    }
    if (TIMES.has(name)) return dateTime(String(value), { dateStyle: 'medium', timeStyle: 'short' });
    if (name === 'stage')
      return label(findStage(other, String(whole.funnel ?? ''), String(value))?.name ?? String(value));
    if (name === 'entityType') return label(other?.name ?? String(value));
    if (name === 'branch') return names.branch(String(value));
    if (name === 'priority') return names.choice('task.create', 'priority', String(value));
    if (name === 'decision')
      return t(value === 'approve' || value === 'approved' ? 'value.approved' : 'value.rejected');
    if (name === 'url') return <Anchor href={String(value)}>{String(value)}</Anchor>;
    if (Array.isArray(value)) return value.map(String).join(', ');
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  return (
    <div>
      <dt>{title}</dt>
      <dd>{shown()}</dd>
    </div>
  );
}

/** Fields with their new values. */
function Document({ doc, type }: { doc: Doc; type: EntityType | undefined }) {
  const { t } = useTranslation('rules');
  const { label } = useFormats();
  if (!isObject(doc)) return null;
  return Object.entries(doc).map(([key, value]) => {
    const field = type?.fields.find((one) => one.key === key);
    const empty = value === null || value === undefined;
    return (
      <div key={key}>
        <dt>{label(field?.label ?? key)}</dt>
        <dd>
          {empty ? (
            <Text span c="dimmed">
              {t('do.nothing')}
            </Text>
          ) : field ? (
            <FieldDisplay field={field} value={value as JsonValue} doc={doc} compact />
          ) : (
            JSON.stringify(value)
          )}
        </dd>
      </div>
    );
  });
}
