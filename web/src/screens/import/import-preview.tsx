import type { ImportPreviewRow, ImportPreview as Preview } from '@etapa/shared/api/imports';
import type { Job } from '@etapa/shared/api/jobs';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { Badge, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findStage } from '../../data/entity-types.ts';
import { FieldDisplay } from '../../fields/field-display.tsx';
import { PersonBadge } from '../../fields/person-badge.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './import.module.css';
import type { WizardState } from './mapping.ts';

interface Props {
  type: EntityType;
  state: WizardState;
  job: Job;
}

/** The first rows of the file as the records they would become, before anything is written. */
export function ImportPreview({ type, state, job }: Props) {
  const { t } = useTranslation('import');
  const { label, number } = useFormats();
  const preview = job.result?.preview as Preview | undefined;
  if (!preview || preview.rows.length === 0) return null;
  const { rows, names } = preview;
  const targets = state.headers.flatMap((header) => state.targets[header] ?? []);
  const shown = type.fields.filter(
    (field) =>
      targets.some((target) => 'field' in target && target.field === field.key) || field.key === type.titleField,
  );
  const staged = rows.some(({ stage }) => stage !== null);
  const past = rows.some(({ visits }) => visits !== undefined);
  const owned = rows.some(({ ownerId }) => ownerId !== null);
  return (
    <section aria-label={t('preview.title')}>
      <Title order={2} size="h4" mb={6}>
        {t('preview.title')}
      </Title>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without it a keyboard would not come to what lies beyond the edge. */}
      <div className={classes.scroll} tabIndex={0}>
        <Table withTableBorder verticalSpacing={6} fz="sm" className={classes.preview}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('preview.line')}</Table.Th>
              <Table.Th>{t('preview.change')}</Table.Th>
              {staged && <Table.Th>{t(past ? 'preview.visits' : 'system.stage')}</Table.Th>}
              {shown.map((field) => (
                <Table.Th key={field.key}>{label(field.label)}</Table.Th>
              ))}
              {owned && <Table.Th>{t('system.owner')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.line}>
                <Table.Td c="dimmed">{number(row.line)}</Table.Td>
                <Table.Td>
                  <Badge
                    variant="light"
                    color={row.change === 'created' ? 'green' : 'blue'}
                    tt="none"
                    fw={500}
                    miw="max-content"
                  >
                    {row.number === null ? t('preview.created') : t('preview.updated', { number: row.number })}
                  </Badge>
                </Table.Td>
                {staged && (
                  <Table.Td>
                    {(row.visits ?? [row])
                      .map(({ funnel, stage }) => label(findStage(type, funnel, stage)?.name))
                      .join(' → ')}
                  </Table.Td>
                )}
                {shown.map((field) => (
                  <Table.Td key={field.key}>{shownValue(field, row, names)}</Table.Td>
                ))}
                {owned && (
                  <Table.Td>{row.ownerId && <PersonBadge id={row.ownerId} name={names[row.ownerId]} />}</Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {(job.total ?? 0) > rows.length && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('preview.first', { count: rows.length })}
        </Text>
      )}
    </section>
  );
}

/** A value as the record will show it; who or what is made with the row has no page yet, only a name. */
function shownValue(field: Field, { doc }: ImportPreviewRow, names: Preview['names']): ReactNode {
  const value = doc[field.key];
  const ids = (Array.isArray(value) ? value : [value]).filter((id) => typeof id === 'string');
  const called = ids.flatMap((id) => names[id] ?? []);
  if (['user', 'users', 'link', 'links'].includes(field.kind) && called.length === ids.length) return called.join(', ');
  return <FieldDisplay field={field} value={value} doc={doc} titles={names} compact />;
}
