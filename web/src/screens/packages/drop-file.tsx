import { Button, FileButton, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './drop-file.module.css';

interface Props {
  reading: boolean;
  onFile: (file: File) => void;
}

/** Where a process comes in, by button or by dropping its file. */
export function DropFile({ reading, onFile }: Props) {
  const { t } = useTranslation('packages');
  const [over, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way; the button inside is everyone's.
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file) onFile(file);
      }}
    >
      <IconFileImport size={40} stroke={1.25} aria-hidden />
      <Text fw={600}>{t('drop')}</Text>
      <Text size="sm" c="dimmed">
        {t('kinds')}
      </Text>
      <FileButton accept=".json,.bpmn,.bpmn20.xml,.xml" onChange={(file) => file && onFile(file)}>
        {(button) => (
          <Button {...button} mt="xs" loading={reading}>
            {t('choose')}
          </Button>
        )}
      </FileButton>
    </div>
  );
}
