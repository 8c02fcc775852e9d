import { autonumber } from './autonumber.ts';
import { boolean } from './boolean.ts';
import { checklist } from './checklist.ts';
import { date } from './date.ts';
import { dateTime } from './date-time.ts';
import { duration } from './duration.ts';
import { email } from './email.ts';
import type { FieldKind } from './field.ts';
import { file } from './file.ts';
import { files } from './files.ts';
import { integer } from './integer.ts';
import type { FieldKindDefinition } from './kind.ts';
import { lines } from './lines.ts';
import { link } from './link.ts';
import { links } from './links.ts';
import { longText } from './long-text.ts';
import { money } from './money.ts';
import { multiSelect } from './multi-select.ts';
import { number } from './number.ts';
import { percent } from './percent.ts';
import { phone } from './phone.ts';
import { select } from './select.ts';
import { text } from './text.ts';
import { url } from './url.ts';
import { user } from './user.ts';
import { users } from './users.ts';

/** Every kind of field there is. A new one is a file and a line here. */
export const KINDS: { readonly [Kind in FieldKind]: FieldKindDefinition } = {
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

/** The kind of a field. */
export function kindOf(field: { kind: FieldKind }): FieldKindDefinition {
  return KINDS[field.kind];
}
