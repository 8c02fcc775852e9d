import { readFileSync } from 'node:fs';
import { type Etapa, STAGES } from './etapa.ts';
import { imported, sendImport } from './import-rows.ts';
import { workbookOf } from './sheet-file.ts';

/** Records that rows link to, by title. */
const ACCOUNTS = 1_000;
const SOURCES = ['Web', 'Referral', 'Trade fair', 'Cold call', 'Partner'];
const PRIORITIES = ['Low', 'Normal', 'High'];
const TOPICS = ['Price', 'Delivery', 'Quality', 'Service', 'Contract', 'Training'];
const CITIES = ['Helsinki', '東京都', 'Київ', 'Lyon', 'Łódź', 'São Paulo'];

const options = (labels: string[]) => labels.map((label) => ({ key: label.toLowerCase().replace(' ', '-'), label }));

const accountType = {
  key: 'benchaccount',
  name: 'Account',
  titleField: 'name',
  fields: [{ key: 'name', label: 'Name', kind: 'text', required: true }],
};

/** Eighteen columns of every sort that files are full of: seventeen fields and the stage. */
const wideType = {
  key: 'benchwide',
  name: 'Wide',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true, maxLength: 200 },
    { key: 'person', label: 'Contact', kind: 'text', maxLength: 200 },
    { key: 'email', label: 'E-mail', kind: 'email' },
    { key: 'phone', label: 'Phone', kind: 'phone' },
    { key: 'site', label: 'Site', kind: 'url' },
    { key: 'city', label: 'City', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR', indexed: true },
    { key: 'quantity', label: 'Quantity', kind: 'integer' },
    { key: 'chance', label: 'Chance', kind: 'percent' },
    { key: 'due', label: 'Due', kind: 'date', indexed: true },
    { key: 'met', label: 'Met', kind: 'dateTime' },
    { key: 'source', label: 'Source', kind: 'select', options: options(SOURCES) },
    { key: 'priority', label: 'Priority', kind: 'select', options: options(PRIORITIES) },
    { key: 'topics', label: 'Topics', kind: 'multiSelect', options: options(TOPICS) },
    { key: 'agent', label: 'Agent', kind: 'user' },
    { key: 'account', label: 'Account', kind: 'link', target: accountType.key },
    { key: 'note', label: 'Note', kind: 'longText' },
  ],
  funnels: [
    {
      key: 'main',
      name: 'Main',
      transitions: 'free',
      stages: STAGES.map((key) => ({ key, name: key, group: key === 'won' || key === 'lost' ? key : 'open' })),
    },
  ],
};

const HEAD = [...wideType.fields.map(({ label }) => label), 'Stage'];

const mapping = {
  columns: {
    ...Object.fromEntries(wideType.fields.map(({ key, label }) => [label, { field: key }])),
    Stage: { system: 'stage' },
  },
};

/** Makes the types that wide files go to, and the records that their rows link to. */
async function makeTypes(etapa: Etapa): Promise<void> {
  await etapa.post('/entity-types', accountType);
  await etapa.post('/entity-types', wideType);
  for (let at = 0; at < ACCOUNTS; at += 100) {
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        etapa.post(`/entity-types/${accountType.key}/records`, { doc: { name: `Account ${at + index}` } }),
      ),
    );
  }
}

const two = (number: number): string => String(number).padStart(2, '0');
const pick = (list: string[], at: number): string => list[at % list.length] ?? '';

function cellsOf(at: number, more: number): (string | number)[] {
  const day = `20${two(20 + (at % 7))}-${two(1 + (at % 12))}-${two(1 + (at % 28))}`;
  return [
    `Deal ${at} for machines`,
    `Taro Yamada ${at % 5000}`,
    `person${at}@example${at % 300}.com`,
    `+81 3 ${String(1000 + (at % 9000))} ${String(1000 + Math.floor(at / 9000))}`,
    `https://www.example${at % 300}.com/page/${at}`,
    pick(CITIES, at),
    // Added up in cents: a file has no more decimals than its field.
    (more * 100 + ((at * 7919) % 10_000_000)) / 100,
    at % 1000,
    at % 101,
    day,
    `${day} ${two(8 + (at % 10))}:${two(at % 60)}`,
    pick(SOURCES, at),
    pick(PRIORITIES, at),
    at % 3 === 0 ? `${pick(TOPICS, at)}; ${pick(TOPICS, at + 1)}` : pick(TOPICS, at),
    'bench@example.com',
    `Account ${at % ACCOUNTS}`,
    `Called on day ${at % 365}, asked for an offer of ${at % 90} pieces by the end of the month, "soon" at the latest. Will be called again.`,
    pick(STAGES, at),
  ];
}

/** @param more is added to every amount, so that rows change what others like them brought */
const rowsOf = (count: number, more = 0) => [HEAD, ...Array.from({ length: count }, (_, at) => cellsOf(at, more))];

function csvOf(count: number, more = 0): Buffer {
  const text = (cell: string | number) =>
    /[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell;
  return Buffer.from(
    rowsOf(count, more)
      .map((cells) => cells.map(text).join(','))
      .join('\n'),
  );
}

/** How long it took to do something with so many rows. */
interface WideImport {
  name: string;
  milliseconds: number;
}

/**
 * Imports the rows as CSV and as a workbook, once more as changes of what is there, and undoes an import.
 * @throws Error when a row was lost or doubled
 */
export async function importWide(etapa: Etapa, count: number): Promise<WideImport[]> {
  await makeTypes(etapa);
  const done: WideImport[] = [];
  const timed = async (name: string, [key, wanted]: [string, number], begin: () => Promise<string>) => {
    const began = Date.now();
    const id = await begin();
    const result = await imported(etapa, id);
    done.push({ name, milliseconds: Date.now() - began });
    if (result[key] !== wanted) throw new Error(`${name}: ${JSON.stringify(result)} instead of ${wanted} ${key}.`);
    return id;
  };
  const [csv, workbook] = [csvOf(count), workbookOf(rowsOf(count))];
  const send = (file: Buffer, more: object = {}) =>
    sendImport(etapa, { type: wideType.key, file, mapping: { ...mapping, ...more } });
  await timed('18 columns as CSV', ['created', count], () => send(csv));
  await timed('the same as changes', ['updated', count], () =>
    send(csvOf(count, 1), { match: { field: 'email', then: 'update' } }),
  );
  const id = await timed('18 columns as a workbook', ['created', count], () => send(workbook));
  await timed('undone', ['changed', count], async () => {
    const { jobId } = await etapa.post<{ jobId: string }>(`/jobs/${id}/undo`, {});
    return jobId;
  });
  return done;
}

/** The most memory that a process has had, in bytes; undefined where the kernel does not tell (`/proc`). */
export function peakMemory(pid: number): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
