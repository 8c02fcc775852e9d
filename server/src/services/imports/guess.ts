import type { ColumnTarget, Mapping } from '@etapa/shared/api/imports';
import { isReadOnly } from '@etapa/shared/definition/document';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { Label } from '@etapa/shared/fields/field';
import { kindOf } from '@etapa/shared/fields/kinds';
import { findOption } from '@etapa/shared/fields/option';
import { folded, type SystemTarget } from './plan.ts';

/** What people call the columns of things that every record has, letters and digits alone. */
const SYSTEM_NAMES: { [Name in SystemTarget]: string[] } = {
  funnel: ['funnel', 'pipeline', 'воронка', 'パイプライン'],
  stage: [
    'stage',
    'dealstage',
    'status',
    'state',
    'этап',
    'стадия',
    'статус',
    'етап',
    'стадія',
    'ステージ',
    '段階',
    '状態',
  ],
  owner: [
    ...['owner', 'salesagent', 'salesrep', 'agent', 'responsible', 'assignee', 'accountmanager'],
    ...['ответственный', 'менеджер', 'відповідальний', '担当', '担当者', '営業担当'],
  ],
  createdAt: [
    ...['created', 'createdat', 'createdon', 'datecreated', 'createddate', 'startdate', 'opendate', 'engagedate'],
    ...['датасоздания', 'создан', 'датастворення', 'створено', '作成日', '作成日時', '登録日'],
  ],
  closedAt: [
    ...['closed', 'closedat', 'closedon', 'closedate', 'closeddate', 'dateclosed', 'enddate'],
    ...['датазакрытия', 'закрыт', 'датазакриття', 'закрито', '完了日', '終了日', 'クローズ日'],
  ],
  number: ['number', 'no', 'номер', '番号'],
  time: [
    ...['time', 'timestamp', 'at', 'enteredat', 'entered', 'date', 'datetime', 'when', 'movedat', 'changedat'],
    ...['timetimestamp', 'eventtime', 'eventtimestamp', 'zeitpunkt', 'zeitstempel'],
    ...['время', 'дата', 'когда', 'час', 'коли', '日時', '時刻', '日付'],
  ],
  actor: [
    ...['actor', 'user', 'by', 'resource', 'changedby', 'movedby', 'person'],
    ...['orgresource', 'bearbeiter'],
    ...['кто', 'сотрудник', 'хто', 'співробітник', '担当', '担当者', '実行者'],
  ],
};

/** Other words for the same thing, in headers and in names of fields. */
const ALIKE = [
  [
    'company',
    'account',
    'customer',
    'client',
    'organization',
    'organisation',
    'компания',
    'клиент',
    'компанія',
    '会社',
    '会社名',
    '顧客',
  ],
  ['amount', 'value', 'closevalue', 'dealvalue', 'price', 'salesprice', 'total', 'sum', 'сумма', 'сума', '金額'],
  ['title', 'name', 'subject', 'название', 'наименование', 'назва', '名称', '件名', '名前', '商品名'],
  ['founded', 'yearestablished', 'foundedin'],
  ['country', 'officelocation', 'location', 'страна', 'країна', '国', '所在地'],
  ['parent', 'subsidiaryof', 'parentcompany', 'parentaccount'],
  ['email', 'mail', 'emailaddress', 'почта', 'пошта', 'メール'],
  ['phone', 'telephone', 'tel', 'phonenumber', 'телефон', '電話', '電話番号'],
  ['website', 'url', 'site', 'web', 'сайт', 'ウェブサイト'],
];

/** What the records that links lead to are called, as far as the first rows ask. */
export type KnownTitles = (field: Field, texts: string[]) => Promise<number>;

/**
 * A mapping to begin with: columns go where their names, or the texts in them, are most alike.
 *
 * @param past whether each row is a visit of a stage
 * @param known how many of the texts are titles of records that a link field may hold
 */
export async function guessMapping(
  headers: string[],
  rows: string[][],
  definition: EntityType,
  known: KnownTitles,
  past = false,
): Promise<Mapping & { ambiguous?: string }> {
  const columns: { [header: string]: ColumnTarget } = Object.create(null);
  const free = new Set(definition.fields.filter((field) => isFillable(field)));
  const systems = new Set<SystemTarget>(past ? ['stage', 'time', 'actor', 'owner'] : systemTargets(definition));
  const left = new Set(headers);
  const take = (header: string, target: ColumnTarget) => {
    columns[header] = target;
    left.delete(header);
  };
  const texts = (header: string): string[] => {
    const index = headers.indexOf(header);
    return rows.map((row) => row[index]?.trim() ?? '').filter((text) => text !== '');
  };
  for (const same of [sameName, alikeName]) {
    for (const header of left) {
      const field = [...free].find((each) => same(header, [each.key, ...texts1(each.label)]));
      if (!field) continue;
      free.delete(field);
      take(header, { field: field.key });
    }
    for (const header of left) {
      const system = [...systems].find((each) => SYSTEM_NAMES[each].includes(plain(header)));
      if (!system) continue;
      systems.delete(system);
      take(header, { system });
    }
  }
  for (const header of left) {
    const found = texts(header);
    if (found.length === 0) continue;
    if (systems.has('stage') && share(found, (text) => isStage(definition, text)) > 0.5) {
      systems.delete('stage');
      take(header, { system: 'stage' });
      continue;
    }
    for (const field of free) {
      const fits =
        field.kind === 'link'
          ? (await known(field, found)) > found.length / 2
          : (field.kind === 'select' || field.kind === 'multiSelect') &&
            share(found, (text) => findOption(field, text) !== undefined) > 0.5;
      if (!fits) continue;
      free.delete(field);
      take(header, { field: field.key });
      break;
    }
  }
  if (past) nameRecord(definition, left, free, texts, take);
  else nameTitle(definition, left, free, texts, take);
  // Where a column goes is not known yet: it may be told that it is one of dates.
  const looksDated = (header: string) =>
    !columns[header] && texts(header).length > 0 && share(texts(header), (text) => DAY_OR_MONTH.test(text)) > 0.5;
  const dates = guessDateFormat(
    headers.flatMap((header) => (isDated(columns[header], definition) || looksDated(header) ? texts(header) : [])),
  );
  const decimal = guessDecimal(
    headers.flatMap((header) => {
      const field = fieldOf(columns[header], definition);
      return field && kindOf(field).family === 'number' ? [{ field, texts: texts(header) }] : [];
    }),
  );
  const ordered = Object.fromEntries(headers.flatMap((header) => (columns[header] ? [[header, columns[header]]] : [])));
  return { columns: ordered, ...dates, ...(decimal ? { decimal } : {}) };
}

/** A title that no column has taken goes to the first column whose texts all differ. */
function nameTitle(
  definition: EntityType,
  left: Set<string>,
  free: Set<Field>,
  texts: (header: string) => string[],
  take: (header: string, target: ColumnTarget) => void,
): void {
  const title = [...free].find(({ key }) => key === definition.titleField);
  if (!title) return;
  const header = [...left].find((each) => {
    const found = texts(each);
    return found.length > 0 && new Set(found).size === found.length;
  });
  if (header !== undefined) take(header, { field: title.key });
}

/** A history needs a column for the record: the first that nothing else has taken. */
function nameRecord(...[{ fields }, left, free, texts, take]: Parameters<typeof nameTitle>): void {
  if (fields.some((field) => field.unique && !free.has(field))) return;
  const unique = [...free].find((field) => field.unique);
  const header = [...left].find((each) => texts(each).length > 0);
  if (unique && header !== undefined) take(header, { field: unique.key });
}

const isFillable = (field: Field): boolean =>
  !isReadOnly(field) && !field.retired && !['file', 'files', 'lines', 'checklist'].includes(field.kind);

const systemTargets = (definition: EntityType): SystemTarget[] =>
  definition.funnels?.length ? ['stage', 'owner', 'createdAt', 'closedAt'] : ['owner', 'createdAt'];

const plain = (text: string): string => folded(text).replace(/[^\p{L}\p{N}]/gu, '');

const texts1 = (label: Label): string[] => (typeof label === 'string' ? [label] : Object.values(label));

const sameName = (header: string, names: string[]): boolean => names.some((name) => plain(name) === plain(header));

function alikeName(header: string, names: string[]): boolean {
  const group = ALIKE.find((words) => words.includes(plain(header)));
  return group !== undefined && names.some((name) => group.includes(plain(name)));
}

const share = (texts: string[], fits: (text: string) => boolean): number => texts.filter(fits).length / texts.length;

/** Whether a text is what a column may be called here: a field, or something that every record has. */
export function isNameOf(header: string, { fields }: EntityType): boolean {
  const names = (label: Label, key: string) => [key, ...texts1(label)];
  const system = Object.values(SYSTEM_NAMES).some((each) => each.includes(plain(header)));
  return (
    system ||
    ALIKE.some((words) => words.includes(plain(header))) ||
    fields.some(({ key, label }) => sameName(header, names(label, key)))
  );
}

export function isStage(definition: EntityType, text: string): boolean {
  const stages = definition.funnels?.flatMap((funnel) => funnel.stages) ?? [];
  return stages.some(({ key, name }) => [key, ...texts1(name)].some((each) => folded(each) === folded(text)));
}

function isDated(target: ColumnTarget | undefined, definition: EntityType): boolean {
  if (!target) return false;
  if ('system' in target) return ['createdAt', 'closedAt', 'time'].includes(target.system);
  const kind = fieldOf(target, definition)?.kind;
  return kind === 'date' || kind === 'dateTime';
}

const fieldOf = (target: ColumnTarget | undefined, { fields }: EntityType): Field | undefined =>
  target && 'field' in target ? fields.find(({ key }) => key === target.field) : undefined;

/** The comma, where more of the numbers are then read as their fields hold them: `1 234,50`, `12,5%`, `1.234.567`. */
function guessDecimal(columns: { field: Field; texts: string[] }[]): ',' | undefined {
  const readable = (decimal: '.' | ','): number =>
    columns.reduce((sum, { field, texts }) => sum + texts.filter((text) => isReadable(field, text, decimal)).length, 0);
  return readable(',') > readable('.') ? ',' : undefined;
}

function isReadable(field: Field, text: string, decimal: '.' | ','): boolean {
  const parsed = kindOf(field).parse(field, text, { decimal });
  return parsed.ok && (parsed.value === undefined || kindOf(field).check(field, parsed.value).length === 0);
}

const DAY_OR_MONTH = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:\D|$)/;

/**
 * The form of dates that do not begin with the year, where most are such; with one of them as `ambiguous` where no date
 * tells day from month.
 */
function guessDateFormat(texts: string[]): { dateFormat?: string; ambiguous?: string } {
  const parts = texts.flatMap((text) => {
    const match = DAY_OR_MONTH.exec(text.normalize('NFKC'));
    return match ? [match] : [];
  });
  const [first] = parts;
  if (!first || parts.length < texts.length / 2) return {};
  const mark = first[2] ?? '.';
  const year = (first[4] ?? '').length === 4 ? 'YYYY' : 'YY';
  const told = parts.some((match) => Number(match[1]) > 12 || Number(match[3]) > 12);
  const monthFirst =
    parts.some((match) => Number(match[3]) > 12) || (mark === '/' && !parts.some((match) => Number(match[1]) > 12));
  const dateFormat = monthFirst ? `M${mark}D${mark}${year}` : `D${mark}M${mark}${year}`;
  // Dots stand behind the day in every language that writes them.
  const other = parts.find((match) => match[1] !== match[3]);
  return told || mark === '.' || !other
    ? { dateFormat }
    : { dateFormat, ambiguous: other[0].replace(/[^\d./-].*$/, '') };
}
