import { Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { recordsQuery } from '../../data/records.ts';
import { FieldDisplay } from '../../fields/field-display.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import classes from './fields.module.css';
import { FormPreview } from './form-preview.tsx';

/** What comes of the layout: the small card with a record's values, and the form. */
export function CardPreview() {
  const { t } = useTranslation('design');
  const { label } = useFormats();
  const { definition } = useBuilder();
  const sample = useQuery(recordsQuery(definition.key, { limit: 1 })).data?.items[0];
  const fields = (definition.layout?.card ?? []).flatMap(
    (key) => definition.fields.find((field) => field.key === key && key !== definition.titleField) ?? [],
  );
  return (
    <section className={classes.preview} aria-label={t('preview.title')}>
      <Title order={2} size="h4" mb="sm">
        {t('preview.small')}
      </Title>
      <Paper withBorder shadow="xs" p="sm" maw={280} mb="lg">
        <Text fw={600} size="sm">
          {sample?.title ?? label(definition.name)}
        </Text>
        <Stack gap={2} mt={4}>
          {fields.map((field) => (
            <Text key={field.key} size="xs" component="div">
              {sample?.doc[field.key] === undefined ? (
                <Text span inherit c="dimmed">
                  {label(field.label)}
                </Text>
              ) : (
                <FieldDisplay
                  field={field}
                  value={sample.doc[field.key]}
                  doc={sample.doc}
                  titles={sample.titles}
                  compact
                />
              )}
            </Text>
          ))}
        </Stack>
      </Paper>
      <Title order={2} size="h4">
        {t('preview.title')}
      </Title>
      <FormPreview />
    </section>
  );
}
