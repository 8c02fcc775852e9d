import { ActionIcon, Anchor, Box, FileButton, Group, Input, Stack, Text } from '@mantine/core';
import { IconPaperclip, IconUpload, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../data/problem-notice.tsx';
import { fileUrl, useFileName, useUpload } from './file-store.ts';
import type { InputSettings } from './view.ts';

export function FileName({ id, plain }: { id: string; plain?: boolean }) {
  const { t } = useTranslation('fields');
  const name = useFileName(id) ?? t('file');
  if (plain) return <span>{name}</span>;
  return (
    <Anchor href={fileUrl(id)} download onClick={(event) => event.stopPropagation()}>
      <IconPaperclip size={14} style={{ verticalAlign: -2 }} aria-hidden /> {name}
    </Anchor>
  );
}

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
  const [over, setOver] = useState(false);
  const send = async (files: File[]) => {
    const ids: string[] = [];
    for (const file of single ? files.slice(0, 1) : files) {
      try {
        ids.push((await upload.mutateAsync(file)).id);
      } catch {
        // What went wrong shows below; the files sent so far stay.
        break;
      }
    }
    if (ids.length > 0) onChange(single ? ids : [...value, ...ids]);
  };
  const failed = upload.error ? (problem(upload.error).detail ?? problem(upload.error).title) : undefined;
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
          <Group key={id} gap="xs" justify="space-between" wrap="nowrap">
            <FileName id={id} />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t('removeFile')}
              onClick={() => onChange(value.filter((other) => other !== id))}
            >
              <IconX size={14} />
            </ActionIcon>
          </Group>
        ))}
        <FileButton multiple={!single} onChange={(files) => void send(files === null ? [] : [files].flat())}>
          {(button) => (
            <Box
              component="button"
              type="button"
              {...button}
              disabled={input.disabled || upload.isPending}
              aria-label={typeof input.label === 'string' ? `${input.label}: ${t('addFile')}` : t('addFile')}
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
