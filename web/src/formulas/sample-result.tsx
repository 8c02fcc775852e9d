import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { Group, Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordQuery } from '../data/record.ts';
import { recordsQuery } from '../data/records.ts';
import { useMe, useServerNow } from '../data/session.ts';
import { FieldDisplay } from '../fields/field-display.tsx';
import { RecordPicker } from '../fields/record-picker.tsx';
import classes from './formula-editor.module.css';
import { linkedIds, type Tried, tryFormula } from './sample.ts';

interface Props {
  formula: string;
  type: EntityType;
  types: readonly EntityType[];
  field: Field | undefined;
  rule: boolean;
  /** What is wrong with the formula: it is said where the result would stand. */
  faults: ReactNode;
  /** Of the place where the result stands. */
  id: string;
}

/** What the formula gives on a record of the reader's choice, the newest at first, as it is typed. */
export function SampleResult({ formula, type, types, field, rule, faults, id: place }: Props) {
  const { t } = useTranslation('formulas');
  const me = useMe();
  const serverNow = useServerNow();
  const [chosen, setChosen] = useState<string | null>(null);
  const newest = useQuery(recordsQuery(type.key, { limit: 1 }));
  const id = chosen ?? newest.data?.items[0]?.id;
  const record = useQuery({ ...recordQuery(type.key, id ?? ''), enabled: id !== undefined }).data;
  const links = useMemo(() => (record ? linkedIds(type, record.doc) : []), [type, record]);
  const read = useQueries({
    queries: links.map((link) => ({ ...recordQuery(link.entityType, link.id), retry: false, staleTime: 60_000 })),
  });
  if (newest.isError || (newest.isSuccess && id === undefined)) {
    return (
      <div className={classes.untried} id={place} role="status">
        {faults || (
          <Text size="xs" c="dimmed">
            {t('sample.none')}
          </Text>
        )}
      </div>
    );
  }
  const linked = new Map(read.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])));
  const tried =
    !faults &&
    record &&
    read.every(({ isPending }) => !isPending) &&
    tryFormula(formula, field, type, record, {
      now: serverNow(),
      timeZone: me.organization.timeZone,
      currency: me.organization.currency,
      types,
      linked,
      me: me.user,
      rule,
    });
  return (
    <Group gap="xs" align="flex-end" wrap="wrap" className={classes.sample}>
      <div className={classes.record}>
        <RecordPicker
          single
          entityType={type.key}
          value={id ? [id] : []}
          onChange={([next]) => setChosen(next ?? null)}
          input={{ label: t('sample.record'), size: 'xs' }}
        />
      </div>
      <output className={classes.result} aria-label={t('sample.result')} id={place}>
        {faults || (tried ? <Result tried={tried} formula={formula} field={field} record={record} /> : '…')}
      </output>
    </Group>
  );
}

interface ResultProps {
  tried: Tried;
  formula: string;
  field: Field | undefined;
  record: RecordView;
}

function Result({ tried, formula, field, record }: ResultProps) {
  const { t } = useTranslation('formulas');
  if (!tried.ok) return <Text size="sm">{t(`sample.${tried.reason}`)}</Text>;
  if (tried.value === null) {
    const because = 'because' in tried ? tried.because : null;
    return (
      <Text size="sm" c="dimmed">
        {because
          ? t('sample.nothingAt', { part: formula.slice(because.from, because.to).trim() })
          : t('sample.nothing')}
      </Text>
    );
  }
  if (field) return <FieldDisplay field={field} value={tried.value} doc={tried.doc} titles={record.titles} />;
  return <span>{typeof tried.value === 'string' ? tried.value : JSON.stringify(tried.value)}</span>;
}
