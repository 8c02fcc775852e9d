import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { Doc, FieldKind, JsonValue } from '@etapa/shared/fields/field';
import { kindOf } from '@etapa/shared/fields/kinds';
import { sameJson } from '@etapa/shared/process/changes';
import { Alert, Button, Group, Text, UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../data/draft.ts';
import { isProblem } from '../../data/problem.ts';
import { useProblemText } from '../../data/problem-notice.tsx';
import { rememberRecord } from '../../data/record.ts';
import { currentOf } from '../../data/record-change.ts';
import { useChangeRecord } from '../../data/record-writes.ts';
import { askedAlong } from '../../fields/asked-along.ts';
import { useFaultText } from '../../fields/fault-text.ts';
import { FieldDisplay } from '../../fields/field-display.tsx';
import { FieldEditor } from '../../fields/field-editor.tsx';
import { fieldKeyIn } from '../../fields/field-path.ts';
import { FIELD_VIEWS } from '../../fields/views.ts';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './card.module.css';
import { KeptValue } from './kept-value.tsx';

// The form with its editors: fetched when a value makes others necessary.
const AskAlong = lazy(() => import('../../fields/ask-along.tsx').then((module) => ({ default: module.AskAlong })));

/** One choice is the whole answer: it is saved without asking further. */
const CHOSEN_AT_ONCE: FieldKind[] = ['boolean', 'select', 'user', 'link', 'file'];

interface Props {
  type: EntityType;
  field: Field;
  record: RecordView;
  editable: boolean;
  required: boolean;
  /** The next stage asks for it. */
  wanted: boolean;
}

/** What was being written into a field, and what the field held when that began. */
interface Typed {
  kind: FieldKind;
  value?: JsonValue;
  base?: JsonValue;
}

/** One field of a card: shown, edited in place, saved by itself. What is typed stays until it is saved or cancelled. */
export function FieldRow({ type, field, record, editable, required, wanted }: Props) {
  const { t } = useTranslation('card');
  const { label } = useFormats();
  const problem = useProblemText();
  const faultText = useFaultText();
  const change = useChangeRecord(type.key);
  const client = useQueryClient();
  const stored = record.doc[field.key];
  const [editing, setEditing] = useState(false);
  const [draft, setDraft] = useState<JsonValue | undefined>(stored);
  /** What the field held when editing began: the base that others' changes are told from. */
  const [base, setBase] = useState<JsonValue | undefined>(stored);
  const [typed, keep] = useDraft<Typed | null>(`${record.id} field ${field.key}`, null);
  /** A value that stands only together with others, and which those are. */
  const [along, setAlong] = useState<{ value: JsonValue | null; keys: string[] } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const name = label(field.label);
  const { wide } = FIELD_VIEWS[field.kind];
  const waits = change.isPaused;
  const busy = change.isPending && !waits;
  const conflict = editing && !sameJson(stored, base) && !sameJson(draft, stored) && !busy;

  const begin = (value: JsonValue | undefined, from: JsonValue | undefined) => {
    setDraft(value);
    setBase(from);
    change.reset();
    setEditing(true);
  };
  const end = useCallback(() => {
    setEditing(false);
    keep(null);
  }, [keep]);
  const kept = editable && !editing && typed?.kind === field.kind ? typed : null;
  // Saved while the card was being closed, or written by somebody else since.
  const settled = kept !== null && sameJson(kept.value, stored);
  useEffect(() => {
    if (settled) keep(null);
  }, [settled, keep]);
  useEffect(() => {
    if (!editing) return;
    box.current?.querySelector<HTMLElement>('input, textarea, button')?.focus();
  }, [editing]);

  // Without a line it waits, shown as it will be.
  useEffect(() => {
    if (waits) end();
  }, [waits, end]);

  /** @param over what others may have written meanwhile and is to be written over */
  const save = (value: JsonValue | undefined, over: JsonValue | undefined = base) => {
    if (busy) return;
    const next = value === undefined || kindOf(field).empty(value) ? null : value;
    if (sameJson(next, over ?? null)) return end();
    const known: Doc = over === undefined ? {} : { [field.key]: over };
    setBase(over);
    change.mutate(
      { id: record.id, version: record.version, doc: { [field.key]: next }, base: known },
      {
        onSuccess: end,
        onError: (error) => {
          // Somebody was first: what they wrote shows beside what is typed here.
          const current = currentOf(error);
          if (current) rememberRecord(client, current);
          const keys = askedAlong(type, error, field.key);
          if (keys.length > 0) setAlong({ value: next, keys });
        },
      },
    );
  };
  const leave = () => {
    if (!conflict) save(draft);
  };
  const saveAlong = async ({ value }: { value: JsonValue | null }, more: Doc) => {
    const known = Object.fromEntries(Object.keys(more).flatMap((key) => entryOf(record.doc, key)));
    await change.mutateAsync({
      id: record.id,
      version: record.version,
      doc: { ...more, [field.key]: value },
      base: { ...known, ...(base === undefined ? {} : { [field.key]: base }) },
    });
    setAlong(null);
    end();
  };
  const failed = isProblem(change.error, 'version_conflict') ? null : change.error;
  const fault = isProblem(failed) ? failed.errors.find((one) => fieldKeyIn(one.path) === field.key) : undefined;
  const why = failed ? problem(failed) : null;
  const error = fault ? faultText(fault.code, fault.message, field.kind) : why ? (why.detail ?? why.title) : undefined;

  return (
    <div className={classes.field} data-wide={wide || undefined} data-field={field.key}>
      <div className={classes.label} id={`label-${field.key}`}>
        {name}
        {required && (
          <span aria-hidden className={classes.required}>
            {' *'}
          </span>
        )}
        {wanted && <span className={classes.wanted}>{t('wanted')}</span>}
      </div>
      {editing ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: listens to keys and focus of the editor inside.
        <div
          ref={box}
          onBlur={(event) => {
            // Pickers open outside of the card: only leaving for elsewhere on the page ends the editing.
            const to = event.relatedTarget;
            if (to instanceof Element && !event.currentTarget.contains(to) && isSamePlace(to, event.currentTarget)) {
              leave();
            }
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation();
              // A whole table is not thrown away by one key; there is a button for that.
              if (field.kind !== 'lines' || sameJson(draft, base)) end();
            }
            const multiline = event.target instanceof HTMLTextAreaElement;
            const plain =
              event.target instanceof HTMLInputElement && event.target.getAttribute('aria-haspopup') !== 'listbox';
            if (
              event.key === 'Enter' &&
              !event.nativeEvent.isComposing &&
              !wide &&
              (plain || (multiline && event.ctrlKey))
            ) {
              event.preventDefault();
              leave();
            }
          }}
        >
          <FieldEditor
            field={field}
            value={draft}
            onChange={(next) => {
              setDraft(next);
              keep(sameJson(next, base) ? null : { kind: field.kind, value: next, base });
              if (CHOSEN_AT_ONCE.includes(field.kind)) save(next);
            }}
            doc={record.doc}
            required={required}
            error={error}
            bare
            more={{ size: 'xs', disabled: busy }}
          />
          {conflict && (
            <Alert color="yellow" mt={6} p="xs" title={t('conflict.title')}>
              <Group gap={6} mb={6}>
                <Text size="sm" fw={500}>
                  {t('conflict.theirs')}
                </Text>
                <FieldDisplay field={field} value={stored} doc={record.doc} titles={record.titles} compact />
                {stored === undefined && <Text size="sm">{t('nothing')}</Text>}
              </Group>
              <Group gap={6} mb={6}>
                <Text size="sm" fw={500}>
                  {t('conflict.mine')}
                </Text>
                {draft === undefined ? (
                  <Text size="sm">{t('nothing')}</Text>
                ) : (
                  <FieldDisplay field={field} value={draft} doc={record.doc} titles={record.titles} compact />
                )}
              </Group>
              <Group gap="xs">
                <Button size="compact-xs" variant="default" onClick={end}>
                  {t('conflict.take')}
                </Button>
                <Button size="compact-xs" onClick={() => save(draft, stored)}>
                  {t('conflict.keep')}
                </Button>
              </Group>
            </Alert>
          )}
          {along && (
            <Suspense>
              <AskAlong
                type={type}
                record={record}
                name={name}
                changed={along.value === null ? {} : { [field.key]: along.value }}
                keys={along.keys}
                onSave={(more) => saveAlong(along, more)}
                onClose={() => setAlong(null)}
              />
            </Suspense>
          )}
          <Group gap={6} mt={6}>
            <Button size="compact-xs" loading={busy} onClick={leave}>
              {t('save')}
            </Button>
            <Button size="compact-xs" variant="default" onMouseDown={(event) => event.preventDefault()} onClick={end}>
              {t('cancel')}
            </Button>
          </Group>
        </div>
      ) : (
        <div className={classes.value} data-editable={editable || undefined}>
          {stored === undefined ? (
            <Text span size="sm" c="dimmed">
              {field.formula === undefined ? t('nothing') : t('computed')}
            </Text>
          ) : (
            <FieldDisplay field={field} value={stored} doc={record.doc} titles={record.titles} />
          )}
          {editable && (
            <UnstyledButton
              className={classes.edit}
              aria-label={t('edit', { field: name })}
              onClick={() => begin(stored, stored)}
            >
              {t('editShort')}
            </UnstyledButton>
          )}
          {kept && !settled && (
            <KeptValue
              field={field}
              record={record}
              value={kept.value}
              onTake={() => begin(kept.value, kept.base)}
              onDrop={() => keep(null)}
            />
          )}
        </div>
      )}
    </div>
  );
}

const entryOf = (doc: Doc, key: string): [string, JsonValue][] => {
  const value = doc[key];
  return value === undefined ? [] : [[key, value]];
};

/** Menus, lists and dialogs opened from an editor belong to it, wherever they stand in the page. */
const isSamePlace = (to: Element, editor: Element): boolean =>
  to.closest('[role="menu"], [role="listbox"]') === null &&
  to.closest('[role="dialog"]') === editor.closest('[role="dialog"]');
