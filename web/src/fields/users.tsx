import { Group } from '@mantine/core';
import { PersonBadge } from './person-badge.tsx';
import { PeoplePicker } from './person-picker.tsx';
import { asTexts, type DisplayProps, type EditorProps, type FieldView, orEmpty } from './view.ts';

function UsersEditor({ value, onChange, onBlur, input }: EditorProps) {
  return (
    <PeoplePicker value={asTexts(value)} onChange={(ids) => onChange(orEmpty(ids))} onBlur={onBlur} input={input} />
  );
}

function UsersDisplay({ value, compact }: DisplayProps) {
  return (
    <Group gap={compact ? 2 : 'xs'} component="span" display="inline-flex">
      {asTexts(value).map((id) => (
        <PersonBadge key={id} id={id} avatarOnly={compact} />
      ))}
    </Group>
  );
}

export const users: FieldView = { Editor: UsersEditor, Display: UsersDisplay };
