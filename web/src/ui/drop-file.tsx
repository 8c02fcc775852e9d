import { Button, FileButton, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import classes from './drop-file.module.css';

interface Props {
  icon: ReactNode;
  title: string;
  /** Which kinds of files. */
  kinds: string;
  /** What the button says. */
  choose: string;
  /** As of an input for files. */
  accept: string;
  reading: boolean;
  onFile: (file: File) => void;
}

/** Where a file comes in, by button or by dropping it. */
export function DropFile({ icon, title, kinds, choose, accept, reading, onFile }: Props) {
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
      {icon}
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed">
        {kinds}
      </Text>
      <FileButton accept={accept} onChange={(file) => file && onFile(file)}>
        {(button) => (
          <Button {...button} mt="xs" loading={reading}>
            {choose}
          </Button>
        )}
      </FileButton>
    </div>
  );
}
