import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { FieldKind, JsonValue } from '@etapa/shared/fields/field';
import { kindOf } from '@etapa/shared/fields/kinds';
import { sameJson } from '@etapa/shared/process/changes';
import { Alert, Button, Group, Text } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../data/problem.ts';
import { useProblemText } from '../../data/problem-notice.tsx';
import { askedAlong } from '../../fields/asked-along.ts';
import { useFaultText } from '../../fields/fault-text.ts';
import { FieldDisplay } from '../../fields/field-display.tsx';
import { FieldEditor } from '../../fields/field-editor.tsx';
import { fieldKeyIn } from '../../fields/field-path.ts';
import { isListOpen } from '../../fields/grid-keys.ts';
import { PersonBadge } from '../../fields/person-badge.tsx';
import { PersonPicker } from '../../fields/person-picker.tsx';
import { Clash, useValueSave, valueIn } from '../../fields/value-save.ts';
import { FIELD_VIEWS } from '../../fields/views.ts';
import classes from './table.module.css';

// The form with its editors: fetched when a value makes others necessary.
const AskAlong = lazy(() => import('../../fields/ask-along.tsx').then((module) => ({ default: module.AskAlong })));

/** One choice is the whole answer: it is saved without asking further. */
const CHOSEN_AT_ONCE: (FieldKind | 'owner')[] = ['boolean', 'select', 'user', 'link', 'owner'];

/** Where the focus goes once a value is saved. */
export type After = 'stay' | 'next' | 'previous';

interface Props {
  type: EntityType;
  record: RecordView;
  /** A field, or `$owner`. */
  column: string;
  field: Field | undefined;
  name: string;
  /** Saved, or given up. */
  onDone: (after: After) => void;
}

/** One value of the table being changed where it stands: the editor and the checks of the card. */
export function CellEditor({ type, record, column, field, name, onDone }: Props) {
  const { t } = useTranslation('card');
  const problem = useProblemText();
  const faultText = useFaultText();
  const save = useValueSave(type.key);
  /** What editing began with: others' changes are told from it. */
  const [base] = useState(record);
  const [draft, setDraft] = useState<JsonValue | undefined>(valueIn(record, column) ?? undefined);
  const [saving, setSaving] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  /** A value that stands only together with others, and which those are. */
  const [along, setAlong] = useState<{ value: JsonValue; keys: string[] } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const wide = field ? FIELD_VIEWS[field.kind].wide : false;
  const listed = field?.kind === 'select';
  const atOnce = CHOSEN_AT_ONCE.includes(field?.kind ?? 'owner');
  const clash = failed instanceof Clash ? failed.current : null;

  useEffect(() => {
    const input = box.current?.querySelector<HTMLElement>('input, textarea, button');
    input?.focus();
    if (input instanceof HTMLInputElement && input.type === 'text') input.select();
    // A list in which nothing is typed opens by a click only: whoever edits it wants to see it.
    if (listed && input?.getAttribute('aria-expanded') === 'false') input.click();
  }, [listed]);

  const finish = async (value: JsonValue | undefined, after: After, over = false) => {
    if (saving) return;
    const next = value === undefined || value === '' || (field && kindOf(field).empty(value)) ? null : value;
    if (sameJson(next, valueIn(base, column))) return onDone(after);
    setSaving(true);
    try {
      await save(base, { column, value: next }, over);
      onDone(after);
    } catch (error) {
      setFailed(error);
      setSaving(false);
      const keys = askedAlong(type, error, column);
      if (keys.length > 0) setAlong({ value: next, keys });
    }
  };
  const latest = useRef(finish);
  latest.current = finish;
  const shown = useRef(draft);
  shown.current = draft;
  const asking = clash !== null || along !== null;
  useEffect(() => {
    const listen = (event: PointerEvent) => {
      const target = event.target as Element;
      // Lists and calendars that the editor opens lie elsewhere in the page.
      if (asking || box.current?.contains(target) || target.closest('[data-portal], [role="dialog"]')) return;
      void latest.current(shown.current, 'stay');
    };
    document.addEventListener('pointerdown', listen, true);
    return () => document.removeEventListener('pointerdown', listen, true);
  }, [asking]);

  const fault = isProblem(failed) ? failed.errors.find((one) => fieldKeyIn(one.path) === column) : undefined;
  const why = failed && !clash ? problem(failed) : null;
  const error = fault ? faultText(fault.code, fault.message, field?.kind) : why ? (why.detail ?? why.title) : undefined;
  const change = (next: JsonValue | undefined) => {
    setDraft(next);
    setFailed(null);
    if (atOnce) void finish(next, 'stay');
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to keys of the editor inside.
    <div
      ref={box}
      className={classes.editor}
      data-wide={field?.kind === 'lines' ? 'rows' : wide || undefined}
      onKeyDown={(event) => {
        event.stopPropagation();
        const { target } = event;
        const open = isListOpen(target);
        // Among several choices it closes the list first: what was chosen so far is not given up with it.
        if (event.key === 'Escape') return open && !atOnce ? undefined : onDone('stay');
        if (event.key === 'Tab' && !wide) {
          event.preventDefault();
          return void finish(draft, event.shiftKey ? 'previous' : 'next');
        }
        const typed = target instanceof HTMLInputElement && !open;
        const written = target instanceof HTMLTextAreaElement && event.ctrlKey;
        if (event.key === 'Enter' && !event.nativeEvent.isComposing && ((typed && !wide) || written)) {
          event.preventDefault();
          void finish(draft, 'stay');
        }
      }}
    >
      {field ? (
        <FieldEditor
          field={field}
          value={draft}
          onChange={change}
          doc={record.doc}
          error={error}
          bare
          more={{ size: 'xs', disabled: saving }}
        />
      ) : (
        <PersonPicker
          value={typeof draft === 'string' ? draft : null}
          onChange={(id) => change(id ?? undefined)}
          input={{ 'aria-label': name, size: 'xs', disabled: saving, error }}
        />
      )}
      {along && (
        <Suspense>
          <AskAlong
            type={type}
            record={record}
            name={name}
            changed={along.value === null ? {} : { [column]: along.value }}
            keys={along.keys}
            onSave={async (more) => {
              await save(base, { column, value: along.value, along: more });
              onDone('stay');
            }}
            onClose={() => setAlong(null)}
          />
        </Suspense>
      )}
      {clash && (
        <Alert color="yellow" mt={6} p="xs" title={t('conflict.title')}>
          <Group gap={6} mb={6}>
            <Text size="sm" fw={500}>
              {t('conflict.theirs')}
            </Text>
            <Theirs record={clash} column={column} field={field} />
          </Group>
          <Group gap="xs">
            <Button size="compact-xs" variant="default" onClick={() => onDone('stay')}>
              {t('conflict.take')}
            </Button>
            <Button size="compact-xs" onClick={() => void finish(draft, 'stay', true)}>
              {t('conflict.keep')}
            </Button>
          </Group>
        </Alert>
      )}
      {wide && (
        <Group gap={6} mt={6}>
          <Button size="compact-xs" loading={saving} onClick={() => void finish(draft, 'stay')}>
            {t('save')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => onDone('stay')}>
            {t('cancel')}
          </Button>
        </Group>
      )}
    </div>
  );
}

function Theirs({ record, column, field }: { record: RecordView; column: string; field: Field | undefined }) {
  const { t } = useTranslation('card');
  const value = valueIn(record, column);
  if (value === null) return <Text size="sm">{t('nothing')}</Text>;
  if (!field) return <PersonBadge id={String(value)} name={record.ownerName ?? undefined} />;
  return <FieldDisplay field={field} value={value} doc={record.doc} titles={record.titles} compact />;
}
