import { ActionIcon, Box, Button, FileButton, Group, Input, Progress, Stack, Text } from '@mantine/core';
import { IconUpload, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../data/problem-notice.tsx';
import { useFormats } from '../i18n/locale.tsx';
import { FileName } from './file-name.tsx';
import { useFileInfo, useUpload } from './file-store.ts';
import type { InputSettings } from './view.ts';

/** Largest file taken, in bytes: the server says the same. */
const MOST = 100 * 1024 * 1024;

interface Props {
  value: string[];
  onChange: (ids: string[]) => void;
  single?: boolean;
  input: InputSettings;
}

/** Files by button or by dropping them here; each is sent at once and can be taken off again. */
export function FileInput({ value, onChange, single, input }: Props) {
  const { t } = useTranslation('fields');
  const upload = useUpload();
  const problem = useProblemText();
  const { percent } = useFormats();
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState('');
  const [large, setLarge] = useState<string | null>(null);
  const send = async (files: File[]) => {
    const ids: string[] = [];
    setLarge(null);
    for (const file of single ? files.slice(0, 1) : files) {
      if (file.size > MOST) {
        setLarge(file.name);
        continue;
      }
      try {
        setSending(file.name);
        ids.push((await upload.mutateAsync(file)).id);
      } catch {
        // What went wrong shows below; the files sent so far stay.
        break;
      }
    }
    if (ids.length > 0) onChange(single ? ids : [...value, ...ids]);
  };
  const stopped = upload.error instanceof DOMException;
  const failed = large
    ? t('tooLarge', { name: large })
    : upload.error && !stopped
      ? (problem(upload.error).detail ?? problem(upload.error).title)
      : undefined;
  return (
    <Input.Wrapper
      label={input.label}
      description={input.description}
      error={failed ?? input.error}
      withAsterisk={input.withAsterisk}
      labelElement="div"
    >
      <Stack gap={4}>
        {value.map((id) => (
          <HeldFile key={id} id={id} onRemove={() => onChange(value.filter((other) => other !== id))} />
        ))}
        {upload.part !== null && (
          <Group gap="xs" wrap="nowrap">
            <div style={{ flex: 1, minWidth: 0 }}>
              <Text size="xs" truncate role="status">
                {t('sendingNamed', { name: sending, part: percent(upload.part, 0) })}
              </Text>
              <Progress value={upload.part * 100} aria-label={t('sending')} />
            </div>
            <Button size="compact-xs" variant="default" onClick={upload.stop}>
              {t('stopSending')}
            </Button>
          </Group>
        )}
        <FileButton multiple={!single} onChange={(files) => void send(files === null ? [] : [files].flat())}>
          {(button) => (
            <Box
              component="button"
              type="button"
              {...button}
              disabled={input.disabled || upload.isPending}
              aria-label={[input.label ?? input['aria-label'], t('addFile')]
                .filter((part) => typeof part === 'string')
                .join(': ')}
              onDragOver={(event: React.DragEvent) => {
                event.preventDefault();
                setOver(true);
              }}
              onDragLeave={() => setOver(false)}
              onDrop={(event: React.DragEvent) => {
                event.preventDefault();
                setOver(false);
                void send([...event.dataTransfer.files]);
              }}
              style={{
                border: `1px dashed ${over ? 'var(--mantine-primary-color-filled)' : 'var(--mantine-color-default-border)'}`,
                borderRadius: 'var(--mantine-radius-sm)',
                background: 'transparent',
                color: 'var(--mantine-color-dimmed)',
                padding: '6px 10px',
                textAlign: 'start',
                cursor: 'pointer',
              }}
            >
              <Group gap={6}>
                <IconUpload size={14} aria-hidden />
                <Text size="sm">{upload.isPending ? t('sending') : t('addFile')}</Text>
              </Group>
            </Box>
          )}
        </FileButton>
      </Stack>
    </Input.Wrapper>
  );
}

/** A file that the field holds, and the way to take it out. */
function HeldFile({ id, onRemove }: { id: string; onRemove: () => void }) {
  const { t } = useTranslation('fields');
  const name = useFileInfo(id)?.name ?? '';
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap">
      <FileName id={id} />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={t('removeFile', { name }).trim()}
        onClick={onRemove}
      >
        <IconX size={14} />
      </ActionIcon>
    </Group>
  );
}
