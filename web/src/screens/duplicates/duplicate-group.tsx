import type { DuplicateGroup } from '@etapa/shared/api/duplicates';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { comparedFields } from '@etapa/shared/duplicates/checks';
import { Anchor, Badge, Button, Card, Checkbox, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDifferent } from '../../data/duplicates.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { may, useMe } from '../../data/session.ts';
import { useDuplicateReasons } from '../../fields/duplicate-reasons.tsx';
import { FieldDisplay } from '../../fields/field-display.tsx';
import { useFormats } from '../../i18n/locale.tsx';

interface Props {
  type: EntityType;
  group: DuplicateGroup;
}

/** Records that may be one: two of them are chosen to be merged, or all are said to differ. */
export function DuplicateGroupCard({ type, group }: Props) {
  const { t } = useTranslation('duplicates');
  const { dateTime } = useFormats();
  const me = useMe();
  const reasons = useDuplicateReasons(type);
  const different = useDifferent(type.key);
  const [chosen, setChosen] = useState(group.records.slice(0, 2).map(({ id }) => id));
  const [one, other] = group.records.filter(({ id }) => chosen.includes(id));
  const editor = may(me, 'update', type.key);
  const merger = editor && may(me, 'delete', type.key);
  const told = comparedFields(type).filter(({ field }) => field.key !== type.titleField);
  const choose = (id: string) =>
    setChosen((before) => (before.includes(id) ? before.filter((each) => each !== id) : [...before.slice(-1), id]));
  return (
    <Card withBorder padding="sm" component="article">
      <Group gap="xs" mb="xs">
        <Text size="sm" fw={600} style={{ flex: 1 }}>
          {reasons(group.reasons)}
        </Text>
        {!group.likely && (
          <Badge variant="light" color="gray" tt="none">
            {t('maybe')}
          </Badge>
        )}
      </Group>
      <Stack gap={6}>
        {group.records.map((record) => (
          <Group key={record.id} gap="sm" wrap="nowrap" align="flex-start">
            {merger && (
              <Checkbox
                mt={2}
                size="xs"
                aria-label={t('choose', { title: `${record.title} #${record.number}` })}
                checked={chosen.includes(record.id)}
                onChange={() => choose(record.id)}
              />
            )}
            <div style={{ minWidth: 0 }}>
              <Anchor component={Link} to={`/p/${type.key}/records/${record.number}`} size="sm">
                {record.title} #{record.number}
              </Anchor>
              <Group gap="md">
                {told.map(({ field }) =>
                  record.doc[field.key] === undefined ? null : (
                    <Text key={field.key} size="xs" component="div">
                      <FieldDisplay field={field} value={record.doc[field.key]} doc={record.doc} compact />
                    </Text>
                  ),
                )}
                <Text size="xs" c="dimmed">
                  {t('madeOn', { date: dateTime(record.createdAt) })}
                </Text>
              </Group>
            </div>
          </Group>
        ))}
      </Stack>
      <ProblemNotice error={different.error} />
      <Group gap="xs" mt="sm">
        {merger && one && other && (
          <Button
            size="xs"
            renderRoot={(props) => (
              <Link
                {...props}
                to="/p/$entityType/merge"
                params={{ entityType: type.key }}
                search={{ one: one.number, other: other.number }}
              />
            )}
          >
            {t('merge')}
          </Button>
        )}
        {editor && (
          <Button
            size="xs"
            variant="default"
            loading={different.isPending}
            onClick={() => different.mutate({ ids: group.records.map(({ id }) => id), different: true })}
          >
            {t('different')}
          </Button>
        )}
      </Group>
    </Card>
  );
}
