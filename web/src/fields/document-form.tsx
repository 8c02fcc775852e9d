import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { ConditionRecord } from '@etapa/shared/conditions/context';
import { evaluate } from '@etapa/shared/conditions/evaluate';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc, JsonValue } from '@etapa/shared/fields/field';
import { Button, Group, SimpleGrid, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../data/problem.ts';
import { ProblemNotice } from '../data/problem-notice.tsx';
import { useMe } from '../data/session.ts';
import { useFormats } from '../i18n/locale.tsx';
import { docOf, type Values } from './document-values.ts';
import { useFaultText } from './fault-text.ts';
import { FieldEditor } from './field-editor.tsx';
import { fieldKeyIn } from './field-path.ts';
import { fieldStates } from './field-states.ts';
import { formSections } from './form-sections.ts';
import { documentCheck, documentResolver, errorsOf } from './resolver.ts';
import { FIELD_VIEWS } from './views.ts';

interface Props {
  type: EntityType;
  initial: Doc;
  /** Only these fields, in this order. Absent: all of the layout's. */
  only?: readonly string[];
  /** Fields required besides what the definition says. */
  asked?: readonly string[];
  /** What conditions read of the record besides its document. */
  record?: Omit<ConditionRecord, 'doc'>;
  submitLabel?: string;
  /** Absent: the form is only looked at and tried, and says what is wrong with every key. */
  onSubmit?: (doc: Doc) => Promise<unknown>;
  onCancel?: () => void;
  /** Above the buttons. */
  children?: ReactNode;
  /** Above the buttons, of what has been typed so far. */
  notice?: (doc: Doc) => ReactNode;
  /** Told whenever something was typed. Always the same function. */
  onTyped?: (doc: Doc) => void;
}

/**
 * A form generated from a definition. Checked by the server's own code while it is typed; what the server still
 * refuses comes back to the fields it is about. What was typed stays until the form is gone.
 */
export function DocumentForm({
  type,
  initial,
  only,
  asked,
  record,
  submitLabel,
  onSubmit,
  onCancel,
  children,
  notice,
  onTyped,
}: Props) {
  const { t } = useTranslation('common');
  const { label, currency } = useFormats();
  const faultText = useFaultText();
  const me = useMe();
  const [problem, setProblem] = useState<unknown>(null);
  const sections = useMemo(() => formSections(type, only), [type, only]);
  const keys = useMemo(() => sections.flatMap((section) => section.fields.map((field) => field.key)), [sections]);
  const [statesOf, holds] = useMemo(() => {
    const surroundings = { me: me.user.id, now: new Date().toISOString(), timeZone: me.organization.timeZone };
    return [
      (doc: Doc) => fieldStates(type, { ...record, doc }, surroundings, asked),
      (condition: ConditionGroup, doc: Doc) =>
        evaluate(condition, { schema: type, record: { ...record, doc }, ...surroundings }),
    ];
  }, [type, record, asked, me]);
  const resolver = useMemo(() => {
    // Loaded with the first form: lists and boards need none of it.
    const check = import('./document-check.ts').then(({ schemaCheck }) =>
      documentCheck(type, schemaCheck(type), statesOf, { currency }),
    );
    return documentResolver(() => check, keys);
  }, [type, statesOf, currency, keys]);

  const form = useForm<Values>({
    defaultValues: initial,
    resolver,
    mode: onSubmit ? 'onTouched' : 'onChange',
    shouldFocusError: false,
  });
  const values = useWatch({ control: form.control });
  const doc = docOf(values);
  const { isDirty } = form.formState;
  useEffect(() => {
    if (isDirty) onTyped?.(docOf(values));
  }, [isDirty, values, onTyped]);
  const states = statesOf(doc);

  // A field that became hidden or optional must not keep the error it had.
  const shape = [...states].map(([key, state]) => `${key}${state.visible}${state.required}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again exactly when a field's state changes.
  useEffect(() => {
    if (form.formState.isSubmitted) void form.trigger();
  }, [shape]);

  const submit = form.handleSubmit(async (sent) => {
    setProblem(null);
    try {
      await onSubmit?.(docOf(sent));
    } catch (error) {
      const faults = isProblem(error) ? error.errors : [];
      const placed = faults.filter((fault) => keys.includes(fieldKeyIn(fault.path) ?? ''));
      for (const [key, fault] of Object.entries(errorsOf(placed))) {
        form.setError(key, { type: String(fault?.type ?? ''), message: String(fault?.message ?? '') });
      }
      if (placed.length === 0 || placed.length < faults.length) setProblem(error);
    }
  });

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {sections.map((section) => {
          const open = !section.visibleWhen || holds(section.visibleWhen, doc);
          // A field that is asked for is never hidden with its section.
          const shown = section.fields.filter(({ key }) =>
            open ? states.get(key)?.visible : states.get(key)?.required,
          );
          if (shown.length === 0) return null;
          return (
            <Stack gap="xs" key={section.key} component="section">
              {sections.length > 1 && <Title order={3}>{label(section.title)}</Title>}
              <SimpleGrid
                type="container"
                cols={columnsOf(only ? 1 : section.columns)}
                spacing="sm"
                verticalSpacing="sm"
              >
                {shown.map((field, index) => (
                  <div
                    key={field.key}
                    style={
                      FIELD_VIEWS[field.kind].wide || field.key === type.titleField
                        ? { gridColumn: '1 / -1' }
                        : undefined
                    }
                    data-field={field.key}
                  >
                    <Controller
                      name={field.key}
                      control={form.control}
                      render={({ field: input, fieldState }) => {
                        const state = states.get(field.key);
                        const { error } = fieldState;
                        return (
                          <FieldEditor
                            field={field}
                            value={input.value as JsonValue | undefined}
                            onChange={input.onChange}
                            onBlur={input.onBlur}
                            doc={doc}
                            required={state?.required}
                            error={
                              error ? faultText(String(error.type), String(error.message ?? ''), field.kind) : undefined
                            }
                            more={{
                              disabled: state?.readOnly,
                              'data-autofocus': (index === 0 && section === sections[0]) || undefined,
                            }}
                          />
                        );
                      }}
                    />
                  </div>
                ))}
              </SimpleGrid>
            </Stack>
          );
        })}
        {children}
        {notice?.(doc)}
        <ProblemNotice error={problem} />
        <Group justify="flex-end" gap="xs" display={onSubmit ? undefined : 'none'}>
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t('cancel')}
            </Button>
          )}
          <Button type="submit" loading={form.formState.isSubmitting}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Side by side only where the form itself is wide enough, in a dialog as on a page. */
function columnsOf(columns = 2): { [width: string]: number } {
  if (columns === 1) return { base: 1 };
  return { base: 1, '400px': 2, ...(columns > 2 ? { '640px': columns } : {}) };
}
