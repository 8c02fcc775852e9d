import { Group } from '@mantine/core';
import { PersonBadge } from './person-badge.tsx';
import { asTexts, type DisplayProps, type FieldView } from './view.ts';

function UsersDisplay({ value, compact }: DisplayProps) {
  return (
    <Group gap={compact ? 2 : 'xs'} component="span" display="inline-flex">
      {asTexts(value).map((id) => (
        <PersonBadge key={id} id={id} avatarOnly={compact} />
      ))}
    </Group>
  );
}

export const users: FieldView = { Display: UsersDisplay };
