import { Stack } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { FileInput } from './file-input.tsx';
import { FileName } from './file-name.tsx';
import { asTexts, type DisplayProps, type EditorProps, type FieldView, orEmpty } from './view.ts';

function FilesEditor({ value, onChange, input }: EditorProps) {
  return <FileInput value={asTexts(value)} onChange={(ids) => onChange(orEmpty(ids))} input={input} />;
}

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

export const files: FieldView = { Editor: FilesEditor, Display: FilesDisplay, wide: true };
