import { Button, Card, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../data/entity-types.ts';
import { forgetUnsent, sendAgain, type Unsent } from '../data/outbox-kept.ts';
import { useProblemText } from '../data/problem-notice.tsx';
import { currentOf, type RecordEdit } from '../data/record-change.ts';
import { FieldDisplay } from '../fields/field-display.tsx';
import { useFormats } from '../i18n/locale.tsx';
import { RecordLink } from '../ui/record-link.tsx';

/** What had waited and was refused: both values to choose between, or the reason; nothing typed is lost. */
export function UnsentChanges({ unsent, onClose }: { unsent: readonly Unsent[]; onClose: () => void }) {
  const { t } = useTranslation('offline');
  const { t: common } = useTranslation('common');
  return (
    <Modal opened onClose={onClose} title={t('title')} size="lg" closeButtonProps={{ 'aria-label': common('close') }}>
      <Stack>
        {unsent.map((one) => (
          <UnsentChange key={one.written.once} one={one} />
        ))}
      </Stack>
    </Modal>
  );
}

function UnsentChange({ one }: { one: Unsent }) {
  const { t } = useTranslation('offline');
  const problem = useProblemText();
  const client = useQueryClient();
  const current = currentOf(one.problem);
  const { title, detail } = problem(one.problem);
  const input = one.written.input;
  return (
    <Card withBorder padding="sm">
      <Stack gap={6}>
        <Text fw={600}>{t(`what.${kindOf(one.kind)}`)}</Text>
        {current && isEdit(input) ? (
          <>
            <RecordLink entityType={input.entityType} number={current.number}>
              {current.title}
            </RecordLink>
            <BothValues input={input} current={current} />
          </>
        ) : (
          <>
            <Text size="sm">{detail ?? title}</Text>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {t('mine', { value: wordsOf(input) })}
            </Text>
          </>
        )}
        <Group gap="xs">
          <Button
            size="xs"
            onClick={() => sendAgain(client, one, current && isEdit(input) ? { ...input, version: undefined } : input)}
          >
            {current ? t('keep') : t('again')}
          </Button>
          <Button size="xs" variant="default" onClick={() => forgetUnsent(one)}>
            {current ? t('take') : t('drop')}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

function BothValues({ input, current }: { input: RecordEdit; current: NonNullable<ReturnType<typeof currentOf>> }) {
  const { t } = useTranslation('offline');
  const { label } = useFormats();
  const type = useEntityType(input.entityType);
  return Object.entries(input.doc ?? {}).map(([key, mine]) => {
    const field = type?.fields.find((one) => one.key === key);
    const theirs = current.doc[key];
    const shown = (value: typeof theirs) =>
      value === undefined || value === null ? (
        '—'
      ) : field ? (
        <FieldDisplay field={field} value={value} doc={current.doc} titles={current.titles} compact />
      ) : (
        String(value)
      );
    return (
      <div key={key}>
        <Text size="sm" fw={500}>
          {label(field?.label ?? key)}
        </Text>
        <Text size="sm" component="div">
          {t('theirs', { value: '' })} {shown(theirs)}
        </Text>
        <Text size="sm" component="div">
          {t('mine', { value: '' })} {shown(mine)}
        </Text>
      </div>
    );
  });
}

const isEdit = (input: unknown): input is RecordEdit =>
  input !== null && typeof input === 'object' && 'entityType' in input && 'doc' in input;

const kindOf = (kind: string) =>
  kind.startsWith('task') ? 'task' : kind === 'move' || kind === 'comment' || kind === 'contact' ? kind : 'edit';

/** What was typed, as words: so that it can be copied at least. */
function wordsOf(input: unknown): string {
  if (input === null || typeof input !== 'object') return String(input);
  const { text, title, doc, stage } = input as { text?: string; title?: string; doc?: object; stage?: string };
  return text ?? title ?? stage ?? JSON.stringify(doc ?? input);
}
