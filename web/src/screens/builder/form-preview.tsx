import { firstStage } from '@etapa/shared/definition/stage';
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../../fields/document-form.tsx';
import { asked, initialValues } from '../../fields/initial-values.ts';
import { useBuilder } from './builder-context.ts';

/** The form of the draft, as staff will see it: it can be filled in, checks what is typed, and keeps nothing. */
export function FormPreview() {
  const { t } = useTranslation('design');
  const { definition } = useBuilder();
  const [type, initial, record] = useMemo(() => {
    const [funnel] = definition.funnels ?? [];
    const stage = (funnel && firstStage(funnel)?.stage.key) ?? null;
    return [asked(definition), initialValues(definition), { funnel: funnel?.key ?? null, stage }];
  }, [definition]);
  // What was typed for a field of another kind is no value of this one.
  const shape = definition.fields.map(({ key, kind, default: value }) => `${key} ${kind} ${JSON.stringify(value)}`);
  return (
    <>
      <Text size="xs" c="dimmed" mb="sm">
        {t('preview.lead')}
      </Text>
      <DocumentForm key={shape.join()} type={type} initial={initial} record={record} />
    </>
  );
}
