import { Stack } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { FileName } from './file-name.tsx';
import { asTexts, type DisplayProps, type FieldView } from './view.ts';

function FilesDisplay({ value, compact }: DisplayProps) {
  const ids = asTexts(value);
  if (compact) {
    return (
      <span>
        <IconPaperclip size={12} style={{ verticalAlign: -2 }} aria-hidden /> {ids.length}
      </span>
    );
  }
  return (
    <Stack gap={2}>
      {ids.map((id) => (
        <FileName key={id} id={id} />
      ))}
    </Stack>
  );
}

export const files: FieldView = { Display: FilesDisplay, wide: true };
