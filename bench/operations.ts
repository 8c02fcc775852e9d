import { docOf, STAGES } from './etapa.ts';
import type { Request } from './load.ts';

/** One thing that is measured on Etapa and on the floor alike. */
export interface Operation {
  name: string;
  /** What is wanted with 1,000,000 records on two cores. */
  wanted: string;
  etapa: () => Request;
  floor: () => Request;
  /** Takes so long that it is asked by one connection alone. */
  slow?: boolean;
}

const TYPE = '/api/v1/entity-types/bench';
const MONTH = 30 * 86_400_000;

/** @param ids of records that are moved */
export function operations(ids: string[]): Operation[] {
  let made = 0;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)] as T;
  const amount = () => Math.floor(Math.random() * 100_000);
  const created = () => ({ doc: docOf(++made), stage: pick(STAGES) });
  const day = (ago: number) => new Date(Date.now() - ago).toISOString().slice(0, 10);
  const month = () => {
    const ago = Math.floor(Math.random() * 330) * 86_400_000;
    return { from: day(ago + MONTH), to: day(ago) };
  };
  const query = (path: string, params: { [name: string]: string }): Request => ({
    method: 'GET',
    path: `${path}?${new URLSearchParams(params)}`,
  });
  const filter = (least: number) =>
    JSON.stringify({ combinator: 'and', rules: [{ field: 'amount', operator: '>=', value: least }] });
  return [
    {
      name: 'create',
      wanted: '0.7 of the floor',
      etapa: () => ({ method: 'POST', path: `${TYPE}/records`, body: created() }),
      floor: () => ({ method: 'POST', path: '/create', body: created() }),
    },
    {
      name: 'move',
      wanted: '0.7 of the floor',
      etapa: () => ({ method: 'POST', path: `${TYPE}/records/${pick(ids)}/move`, body: { stage: pick(STAGES) } }),
      floor: () => ({ method: 'POST', path: '/move', body: { id: pick(ids), stage: pick(STAGES) } }),
    },
    {
      name: 'page: amount >= x, newest first',
      wanted: 'p95 50 ms',
      etapa: () => query(`${TYPE}/records`, { filter: filter(amount()) }),
      floor: () => query('/page', { min: String(amount()) }),
    },
    {
      name: 'page: amount >= x, by amount',
      wanted: 'p95 50 ms',
      etapa: () => query(`${TYPE}/records`, { filter: filter(amount()), sort: 'amount' }),
      floor: () => query('/page', { min: String(amount()), sort: 'amount' }),
    },
    {
      name: 'page: greatest amounts',
      wanted: 'p95 50 ms',
      etapa: () => query(`${TYPE}/records`, { sort: '-amount' }),
      floor: () => query('/page', { sort: '-amount' }),
    },
    {
      name: 'board of 6 columns',
      wanted: 'p95 50 ms',
      etapa: () => query(`${TYPE}/board`, {}),
      floor: () => query('/board', { stages: STAGES.join() }),
    },
    {
      name: 'funnel report, one month',
      wanted: 'p95 300 ms',
      etapa: () => query(`${TYPE}/funnels/main/report`, month()),
      floor: () => query('/report', month()),
      slow: true,
    },
    {
      name: 'funnel report, everything',
      wanted: 'p95 300 ms (for now 2 s)',
      etapa: () => query(`${TYPE}/funnels/main/report`, {}),
      floor: () => query('/report', {}),
      slow: true,
    },
  ];
}
