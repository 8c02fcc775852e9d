import type { Job } from '@etapa/shared/api/jobs';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { apiUrl } from '../../../data/client.ts';
import { useEntityTypes } from '../../../data/entity-types.ts';
import { useProblemWords } from '../../../data/problem-text.ts';
import { recordsQuery } from '../../../data/records.ts';
import classes from './bulk.module.css';

/** Failures shown in place; all of them can be downloaded. */
const SHOWN = 100;

/** What could not be done, record by record, and why. */
export function FailureList({ type, job }: { type: EntityType; job: Job }) {
  const { t } = useTranslation('bulk');
  const made = useEntityTypes()?.find(({ key }) => key === job.makes);
  // The fields of what was to be made, where something was.
  const words = useProblemWords(made ?? type);
  const shown = job.failed.slice(0, SHOWN);
  const ids = shown.flatMap(({ id }) => id ?? []);
  const filter = { combinator: 'and' as const, rules: [{ field: '$id', operator: 'in' as const, value: ids }] };
  const { data } = useQuery(recordsQuery(type.key, { filter, limit: SHOWN }));
  const records = new Map(data?.items.map((record) => [record.id, record]));
  return (
    <>
      <ul className={classes.failures}>
        {shown.map(({ id, problem }) => {
          const record = records.get(id ?? '');
          return (
            <li key={id}>
              {record ? (
                <Anchor component={Link} to={`/p/${type.key}/records/${record.number}`} size="sm">
                  {record.title}
                </Anchor>
              ) : (
                <span>{t('record')}</span>
              )}
              <span>{words(problem)}</span>
            </li>
          );
        })}
      </ul>
      <Anchor href={apiUrl(`/jobs/${job.id}/failures.csv`)} download size="sm">
        {t('download')}
      </Anchor>
    </>
  );
}
