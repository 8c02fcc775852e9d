import type { DuplicateReason } from '@etapa/shared/api/duplicates';
import type { Job } from '@etapa/shared/api/jobs';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Alert, Anchor, Group, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDuplicateReasons } from '../../fields/duplicate-reasons.tsx';
import { useFormats } from '../../i18n/locale.tsx';

const SHOWN = 20;

/** A row of the file that looks like a record, as the server tells of it. */
interface Row {
  line: number;
  record: { id: string; number: number; title: string };
  reasons: DuplicateReason[];
}

/** Rows of a file that look like records that are there, with the reasons. */
export function ImportDuplicates({ type, job }: { type: EntityType; job: Job }) {
  const { t } = useTranslation('duplicates');
  const { number } = useFormats();
  const reasons = useDuplicateReasons(type);
  const count = job.result?.duplicates;
  if (typeof count !== 'number' || count === 0) return null;
  const rows = (Array.isArray(job.result?.duplicateRows) ? job.result.duplicateRows : []) as Row[];
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconUsers size={18} />}
      title={t('import.found', { count, shown: number(count) })}
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
    >
      <Stack gap={4}>
        {rows.slice(0, SHOWN).map((row) => (
          <Group key={row.line} gap="xs">
            <Text size="sm">
              {t('import.row', { line: row.line, reasons: reasons(row.reasons) })}{' '}
              <Anchor component={Link} to={`/p/${type.key}/records/${row.record.number}`} target="_blank" size="sm">
                {row.record.title} #{row.record.number}
              </Anchor>
            </Text>
          </Group>
        ))}
        {count > SHOWN && (
          <Text size="xs" c="dimmed">
            {t('more', { count: count - Math.min(SHOWN, rows.length) })}
          </Text>
        )}
      </Stack>
    </Alert>
  );
}
