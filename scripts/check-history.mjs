import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * The past of a university's payment requests, imported as a person would, must come out as it is known to be:
 * `node scripts/check-history.mjs FOLDER` on a built Etapa.
 */
const folder = process.argv[2];
const read = (name) => gunzipSync(readFileSync(join(folder, name)));
const data = mkdtempSync(join(tmpdir(), 'etapa-history-'));
const port = 20_000 + Math.floor(Math.random() * 20_000);
const base = `http://127.0.0.1:${port}/api/v1`;
const person = { email: 'admin@example.com', password: 'correct horse battery' };
const faults = [];

const server = spawn(process.execPath, ['server/dist/main/index.js'], {
  env: {
    ...process.env,
    PORT: String(port),
    ETAPA_DATA_DIR: data,
    ETAPA_ADMIN_EMAIL: person.email,
    ETAPA_ADMIN_PASSWORD: person.password,
  },
  stdio: ['ignore', 'ignore', 'inherit'],
});

let cookie = '';
async function call(path, body, method = body === undefined ? 'GET' : 'POST') {
  const form = body instanceof FormData;
  const answer = await fetch(base + path, {
    method,
    headers: { cookie, ...(body && !form ? { 'content-type': 'application/json' } : {}) },
    body: body && !form ? JSON.stringify(body) : body,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  const [set] = answer.headers.getSetCookie();
  if (set) cookie = set.split(';')[0];
  return text === '' ? undefined : JSON.parse(text);
}

async function imported(type, name, mapping, query = '') {
  const form = new FormData();
  form.set('mapping', JSON.stringify(mapping));
  form.set('file', new Blob([read(name)]), name.replace('.gz', ''));
  const { jobId } = await call(`/entity-types/${type}/imports${query}`, form);
  for (;;) {
    const job = await call(`/jobs/${jobId}`);
    if (!['queued', 'running'].includes(job.status)) return job;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function is(what, found, wanted, within = 0) {
  const ok = typeof wanted === 'number' ? Math.abs(found - wanted) <= within : found === wanted;
  if (!ok) faults.push(`${what}: ${found}, and not ${wanted}`);
}

const stages = [
  ...['SAVED by EMPLOYEE', 'SUBMITTED by EMPLOYEE', 'APPROVED by PRE_APPROVER', 'APPROVED by ADMINISTRATION'],
  ...['APPROVED by BUDGET OWNER', 'APPROVED by SUPERVISOR', 'FINAL_APPROVED by SUPERVISOR'],
  ...['FINAL_APPROVED by DIRECTOR', 'REJECTED by PRE_APPROVER', 'REJECTED by ADMINISTRATION'],
  ...['REJECTED by BUDGET OWNER', 'REJECTED by SUPERVISOR', 'REJECTED by EMPLOYEE', 'REJECTED by MISSING'],
].map((name) => `Request For Payment ${name}`);

const definition = {
  key: 'payment',
  name: 'Payment request',
  titleField: 'case',
  fields: [
    { key: 'case', label: 'Case', kind: 'text', required: true, unique: true },
    { key: 'amount', label: 'Requested amount', kind: 'number', scale: 6 },
    { key: 'role', label: 'Role', kind: 'text' },
  ],
  funnels: [
    {
      key: 'main',
      name: 'Payment',
      stages: [...stages, 'Request Payment', 'Payment Handled'].map((name, index) => ({
        key: `s${index}`,
        name,
        group: name === 'Payment Handled' ? 'won' : 'open',
      })),
      transitions: 'free',
    },
  ],
};
const HOUR = 3600;

async function check() {
  for (let turn = 0; ; turn++) {
    try {
      await call('/auth/login', person);
      break;
    } catch (error) {
      if (turn === 300) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  const history = {
    columns: {
      case_id: { field: 'case' },
      stage: { system: 'stage' },
      entered_at: { system: 'time' },
      actor: { system: 'actor' },
      role: { field: 'role' },
    },
  };
  const records = { columns: { case_id: { field: 'case' }, RequestedAmount: { field: 'amount', round: true } } };
  await call('/entity-types', definition);
  // The records first and their past afterwards, and for another type the other way round.
  await imported('payment', 'records.csv.gz', records);
  const past = await imported('payment', 'stage_history.csv.gz', history, '?history=true');
  await report('payment', past, 'updated');
  await call('/entity-types', { ...definition, key: 'payment2' });
  const made = await imported('payment2', 'stage_history.csv.gz', history, '?history=true');
  await imported('payment2', 'records.csv.gz', { ...records, match: { field: 'case', then: 'update' } });
  await report('payment2', made, 'created');
}

async function report(type, job, counted) {
  const of = (what) => `${type}, ${what}`;
  is(of('refused rows'), job.failedCount, 0);
  is(of('records'), job.result[counted], 6760);
  is(of('visits'), job.result.visits, 36_072);
  const { total } = await call(`/entity-types/${type}/records?limit=1&count=exact`);
  is(of('records in all'), total, 6760);
  const sum = await call('/reports/query', {
    dataset: 'records',
    entityType: type,
    groupBy: [],
    measures: [{ fn: 'sum', field: 'amount' }],
  });
  is(of('sum of amounts'), Number(Object.values(sum.rows[0]).at(-1)), 2_754_953.1209, 0.001);
  const from = '2000-01-01T00:00:00Z';
  const to = '2100-01-01T00:00:00Z';
  const funnel = await call(`/entity-types/${type}/funnels/main/report?from=${from}&to=${to}`);
  const stage = (name) => {
    const index = definition.funnels[0].stages.findIndex((each) => each.name === name);
    return funnel.stages.find((each) => each.stage === `s${index}`);
  };
  is(of('paid'), stage('Payment Handled').entered, 6187);
  is(of('stages entered'), funnel.stages.filter(({ entered }) => entered > 0).length, 16);
  is(of('median in "Request Payment"'), stage('Request Payment').medianSeconds / HOUR, 77.575278, 0.000001);
  is(of('p90 in "Request Payment"'), stage('Request Payment').p90Seconds / HOUR, 117.907444, 0.000001);
  const administration = stage('Request For Payment APPROVED by ADMINISTRATION');
  is(of('cases approved by administration'), administration.entered, 5226);
  is(of('median of administration'), administration.medianSeconds / HOUR, 25.252639, 0.000001);
  const flow = await call(`/entity-types/${type}/funnels/main/flow?from=${from}&to=${to}`);
  is(of('variants'), flow.variantCount, 77);
  const visits = flow.nodes.reduce((count, node) => count + node.visits, 0);
  is(of('visits in the flow'), visits, 36_072);
  const approved = flow.nodes.find((node) => node.stage === administration.stage);
  is(of('visits of administration'), approved.visits, 5362);
}

try {
  await check();
} finally {
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('exit', resolve));
  rmSync(data, { recursive: true, force: true });
}
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log('The past of 6,760 payment requests comes out as it is known to be, made with it and given afterwards.');
