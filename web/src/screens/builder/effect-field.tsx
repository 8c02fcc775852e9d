import type { FieldEffect } from '@etapa/shared/api/entity-types';
import type { JsonValue } from '@etapa/shared/fields/field';
import { Anchor, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FieldDisplay } from '../../fields/field-display.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';

/** Examples shown of each field; the answer holds a hundred. */
const SHOWN = 12;

/** What becomes of the values of one field: how many convert, and which do not. */
export function FieldEffectView({ effect, name }: { effect: FieldEffect; name: string }) {
  const { t } = useTranslation('builder');
  const { number } = useFormats();
  const { definition, published } = useBuilder();
  // Values are said as whoever wrote them knows them.
  const held = published.fields.find(({ key }) => key === effect.field);
  const { change, from, to, converts, fails, failures } = effect;
  return (
    <section aria-label={name}>
      <Text fw={600}>
        {name}:{' '}
        {to === null
          ? t('effect.removed')
          : from === to
            ? t('effect.otherwise')
            : `${t(`kind.${from}`)} → ${t(`kind.${to}`)}`}
      </Text>
      <Text size="sm">
        {change === 'removed'
          ? t('effect.aside', { count: fails })
          : t(from === to ? 'effect.fits' : 'effect.converts', { converts: number(converts), fails: number(fails) })}
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
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  {held ? (
                    <FieldDisplay field={held} value={failure.value as JsonValue} doc={{}} />
                  ) : (
                    JSON.stringify(failure.value)
                  )}
                </Table.Td>
                <Table.Td>{t(`reason.${failure.code}`, { defaultValue: failure.reason })}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}
