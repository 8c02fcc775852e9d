import type { RecordView } from '@etapa/shared/api/records';
import { Alert, Anchor } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  record: RecordView;
  into: { number: number };
}

/** The old address of a record that went into another leads to that one. */
export function CardMergedInto({ record, into }: Props) {
  const { t } = useTranslation('duplicates');
  const navigate = useNavigate();
  const { card } = useSearch({ strict: false });
  const overList = card === record.number;
  useEffect(() => {
    if (overList) void navigate({ to: '.', search: (before) => ({ ...before, card: into.number }), replace: true });
    else {
      const params = { entityType: record.entityType, number: String(into.number) };
      void navigate({ to: '/p/$entityType/records/$number', params, replace: true });
    }
  }, [navigate, overList, record.entityType, into.number]);
  return (
    <Alert color="yellow" variant="light" title={t('intoTitle')}>
      {t('into', { number: into.number })}{' '}
      <Anchor component={Link} to={`/p/${record.entityType}/records/${into.number}`} size="sm">
        {t('openSurvivor')}
      </Anchor>
    </Alert>
  );
}
