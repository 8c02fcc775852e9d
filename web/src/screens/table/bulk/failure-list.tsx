import type { Job } from '@etapa/shared/api/jobs';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { apiUrl } from '../../../data/client.ts';
import { recordsQuery } from '../../../data/records.ts';
import { useFormats } from '../../../i18n/locale.tsx';
import classes from './bulk.module.css';

/** Failures shown in place; all of them can be downloaded. */
const SHOWN = 100;

/** What could not be done, record by record, and why. */
export function FailureList({ type, job }: { type: EntityType; job: Job }) {
  const { t } = useTranslation('bulk');
  const { label } = useFormats();
  const shown = job.failed.slice(0, SHOWN);
  const ids = shown.flatMap(({ id }) => id ?? []);
  const filter = { combinator: 'and' as const, rules: [{ field: '$id', operator: 'in' as const, value: ids }] };
  const { data } = useQuery(recordsQuery(type.key, { filter, limit: SHOWN }));
  const records = new Map(data?.items.map((record) => [record.id, record]));
  return (
    <>
      <ul className={classes.failures}>
        {shown.map(({ id, column, problem }) => {
          const record = records.get(id ?? '');
          const field = type.fields.find(({ key }) => key === column);
          // The server names fields by their keys.
          const words = field ? `${label(field.label)}: ${problem.replace(`${field.key}: `, '')}` : problem;
          return (
            <li key={id}>
              {record ? (
                <Anchor component={Link} to={`/p/${type.key}/records/${record.number}`} size="sm">
                  {record.title}
                </Anchor>
              ) : (
                <span>{t('record')}</span>
              )}
              <span>{words}</span>
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
