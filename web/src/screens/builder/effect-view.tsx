import { Alert, Anchor, List, Stack, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DraftEffect } from '../../data/entity-types.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';

/** Examples shown of each field; the answer holds a hundred. */
const SHOWN = 12;

/** What publishing would do to live records, in numbers and with examples. */
export function EffectView({ effect }: { effect: DraftEffect }) {
  const { t } = useTranslation('builder');
  const { label, number } = useFormats();
  const { definition, published } = useBuilder();
  const nameOf = (key: string) =>
    label([...published.fields, ...definition.fields].find((field) => field.key === key)?.label ?? key);
  const calm =
    effect.faults.length + effect.fields.length + effect.duplicates.length + effect.references.length === 0 &&
    effect.required.every(({ missing }) => missing === 0) &&
    effect.stages.every(({ records }) => records === 0);
  return (
    <Stack gap="sm">
      {effect.faults.length > 0 && (
        <Alert color="red" title={t('effect.faults', { count: effect.faults.length })} role="alert">
          <List size="sm">
            {effect.faults.map(({ path, code, message }) => (
              <List.Item key={`${path} ${code}`}>
                {message}{' '}
                <Text span size="xs" c="dimmed">
                  {path}
                </Text>
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {effect.faults.length === 0 && <Text size="sm">{t('effect.records', { count: effect.records })}</Text>}
      {calm && <Text size="sm">{t('effect.calm')}</Text>}
      {effect.fields.map(({ field, change, from, to, converts, fails, failures }) => (
        <section key={field} aria-label={nameOf(field)}>
          <Text fw={600}>
            {nameOf(field)}: {to === null ? t('effect.removed') : `${t(`kind.${from}`)} → ${t(`kind.${to}`)}`}
          </Text>
          <Text size="sm">
            {change === 'removed'
              ? t('effect.aside', { count: fails })
              : t('effect.converts', { converts: number(converts), fails: number(fails) })}
          </Text>
          {change !== 'removed' && failures.length > 0 && (
            <Table withTableBorder fz="sm" mt={4} layout="fixed">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th w="30%">{t('effect.record')}</Table.Th>
                  <Table.Th w="25%">{t('effect.value')}</Table.Th>
                  <Table.Th>{t('effect.reason')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {failures.slice(0, SHOWN).map((failure) => (
                  <Table.Tr key={failure.id}>
                    <Table.Td>
                      <Anchor
                        component={Link}
                        to={`/p/${definition.key}/records/${failure.number}`}
                        size="sm"
                      >{`#${failure.number} ${failure.title}`}</Anchor>
                    </Table.Td>
                    <Table.Td>
                      {typeof failure.value === 'string' ? failure.value : JSON.stringify(failure.value)}
                    </Table.Td>
                    <Table.Td>{t(`reason.${failure.code}`, { defaultValue: failure.reason })}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </section>
      ))}
      {effect.required
        .filter(({ missing }) => missing > 0)
        .map(({ field, missing }) => (
          <Text size="sm" key={field}>
            {t('effect.missing', { count: missing, field: nameOf(field) })}
          </Text>
        ))}
      {effect.duplicates.map(({ field, records }) => (
        <Alert color="red" key={field}>
          {t('effect.duplicates', { count: records, field: nameOf(field) })}
        </Alert>
      ))}
      {effect.references.length > 0 && (
        <Alert color="orange" title={t('effect.references', { count: effect.references.length })}>
          <List size="sm">
            {effect.references.map(({ kind, key, name, faults }) => (
              <List.Item key={`${kind} ${key}`}>
                {t(`effect.reference.${kind}`, { name })}: {faults.map(({ message }) => message).join(' ')}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  );
}
