import type { RecordView, recordRoutes } from '@etapa/shared/api/records';
import type { RouteAnswer } from '@etapa/shared/api/route';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { api } from '../../data/client.ts';
import { keys } from '../../data/keys.ts';

const PAGE = 200;
/** Records laid out at once: more are not read by people either. */
const MOST = 2_000;

interface Dated {
  records: RecordView[];
  /** There are more than are shown. */
  more: boolean;
}

interface Question {
  entityType: string;
  filter: ConditionGroup;
  q: string | undefined;
  sort: string;
  ready: boolean;
}

/** The records of some days, in the order of their dates. */
export function useDated({ entityType, filter, q, sort, ready }: Question) {
  const client = useQueryClient();
  const key = useMemo(() => keys.records(entityType, 'dated', filter, q ?? '', sort), [entityType, filter, q, sort]);
  const query = useQuery({
    queryKey: key,
    enabled: ready,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Dated> => {
      const records: RecordView[] = [];
      let cursor: string | null = null;
      do {
        const page: RouteAnswer<typeof recordRoutes.list> = await api.get(
          `/entity-types/${entityType}/records`,
          { filter, q, sort, limit: PAGE, cursor },
          { signal },
        );
        records.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null && records.length < MOST);
      return { records, more: cursor !== null };
    },
  });
  /** Shows a record differently until the server has answered. */
  const show = useCallback(
    (record: RecordView) =>
      client.setQueryData<Dated>(
        key,
        (data) => data && { ...data, records: data.records.map((one) => (one.id === record.id ? record : one)) },
      ),
    [client, key],
  );
  return { query, show };
}
