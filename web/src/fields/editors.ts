import type { FieldKind } from '@etapa/shared/fields/field';
import type { ComponentType } from 'react';
import { AutonumberEditor } from './editors/autonumber.tsx';
import { BooleanEditor } from './editors/boolean.tsx';
import { ChecklistEditor } from './editors/checklist.tsx';
import { DateEditor } from './editors/date.tsx';
import { DateTimeEditor } from './editors/date-time.tsx';
import { DurationEditor } from './editors/duration.tsx';
import { EmailEditor } from './editors/email.tsx';
import { FileEditor } from './editors/file.tsx';
import { FilesEditor } from './editors/files.tsx';
import { IntegerEditor } from './editors/integer.tsx';
import { LinkEditor } from './editors/link.tsx';
import { LinksEditor } from './editors/links.tsx';
import { LongTextEditor } from './editors/long-text.tsx';
import { MoneyEditor } from './editors/money.tsx';
import { MultiSelectEditor } from './editors/multi-select.tsx';
import { NumberEditor } from './editors/number.tsx';
import { PercentEditor } from './editors/percent.tsx';
import { PhoneEditor } from './editors/phone.tsx';
import { SelectEditor } from './editors/select.tsx';
import { TextEditor } from './editors/text.tsx';
import { UrlEditor } from './editors/url.tsx';
import { UserEditor } from './editors/user.tsx';
import { UsersEditor } from './editors/users.tsx';
import { LineGrid } from './line-grid.tsx';
import type { EditorProps } from './view.ts';

/**
 * The editor of every field kind, apart from how values are shown: boards and lists show without ever editing, and
 * load none of this.
 */
export const FIELD_EDITORS: { [Kind in FieldKind]: ComponentType<EditorProps> } = {
  text: TextEditor,
  longText: LongTextEditor,
  email: EmailEditor,
  phone: PhoneEditor,
  url: UrlEditor,
  integer: IntegerEditor,
  number: NumberEditor,
  money: MoneyEditor,
  percent: PercentEditor,
  boolean: BooleanEditor,
  date: DateEditor,
  dateTime: DateTimeEditor,
  duration: DurationEditor,
  select: SelectEditor,
  multiSelect: MultiSelectEditor,
  user: UserEditor,
  users: UsersEditor,
  link: LinkEditor,
  links: LinksEditor,
  file: FileEditor,
  files: FilesEditor,
  lines: LineGrid,
  checklist: ChecklistEditor,
  autonumber: AutonumberEditor,
};
