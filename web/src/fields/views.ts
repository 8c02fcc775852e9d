import type { FieldKind } from '@etapa/shared/fields/field';
import { autonumber } from './autonumber.tsx';
import { boolean } from './boolean.tsx';
import { checklist } from './checklist.tsx';
import { date } from './date.tsx';
import { dateTime } from './date-time.tsx';
import { duration } from './duration.tsx';
import { email } from './email.tsx';
import { file } from './file.tsx';
import { files } from './files.tsx';
import { integer } from './integer.tsx';
import { lines } from './lines.tsx';
import { link } from './link.tsx';
import { links } from './links.tsx';
import { longText } from './long-text.tsx';
import { money } from './money.tsx';
import { multiSelect } from './multi-select.tsx';
import { number } from './number.tsx';
import { percent } from './percent.tsx';
import { phone } from './phone.tsx';
import { select } from './select.tsx';
import { text } from './text.tsx';
import { url } from './url.tsx';
import { user } from './user.tsx';
import { users } from './users.tsx';
import type { FieldView } from './view.ts';

/** How every field kind is shown. A new kind adds its file and its line here, and its editor to `FIELD_EDITORS`. */
export const FIELD_VIEWS: { [Kind in FieldKind]: FieldView } = {
  text,
  longText,
  email,
  phone,
  url,
  integer,
  number,
  money,
  percent,
  boolean,
  date,
  dateTime,
  duration,
  select,
  multiSelect,
  user,
  users,
  link,
  links,
  file,
  files,
  lines,
  checklist,
  autonumber,
};
