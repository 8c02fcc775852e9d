import { PersonBadge } from './person-badge.tsx';
import { asText, type DisplayProps, type FieldView } from './view.ts';

function UserDisplay({ value }: DisplayProps) {
  return <PersonBadge id={asText(value)} />;
}

export const user: FieldView = { Display: UserDisplay };
