import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Dataset, Measure } from '@etapa/shared/reports/query';
import { ActionIcon, Group, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useColumnWords } from '../../conditions/column-words.ts';
import { FNS, measuredChoices } from './analysis-model.ts';

interface Props {
  type: EntityType;
  types: readonly EntityType[];
  dataset: Dataset;
  measure: Measure;
  onChange: (measure: Measure) => void;
  /** Absent for the only one. */
  onRemove?: () => void;
}

/** One measure: what is done, and with which field. Only fields that it can be done with are offered. */
export function MeasureChoice({ type, types, dataset, measure, onChange, onRemove }: Props) {
  const { t } = useTranslation('reports');
  const words = useColumnWords(type);
  const of = (fn: Measure['fn']) => measuredChoices(type, dataset, fn, types);
  const fields = of(measure.fn);
  return (
    <Group gap={4} wrap="nowrap" align="flex-end" maw="100%">
      <Select
        label={t('measure')}
        allowDeselect={false}
        flex="0 1 190px"
        miw={0}
        value={measure.fn}
        onChange={(next) => {
          const fn = FNS.find((one) => one === next) ?? 'count';
          const offered = of(fn);
          const field = offered.find((one) => one === measure.field) ?? offered[0];
          onChange(fn === 'count' || field === undefined ? { fn: 'count' } : { fn, field });
        }}
        data={FNS.filter((fn) => fn === 'count' || of(fn).length > 0).map((fn) => ({
          value: fn,
          label: t(fn === 'count' && dataset !== 'records' ? 'fn.countRows' : `fn.${fn}`),
        }))}
      />
      {measure.field !== undefined && (
        <Select
          label={t('ofField')}
          allowDeselect={false}
          searchable
          flex="0 1 180px"
          miw={0}
          value={measure.field}
          onChange={(field) => field && onChange({ ...measure, field })}
          data={fields.map((value) => ({ value, label: value === '$id' ? t('flow.records') : words.name(value) }))}
        />
      )}
      {onRemove && (
        <ActionIcon variant="subtle" color="gray" mb={6} aria-label={t('builder.removeMeasure')} onClick={onRemove}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </Group>
  );
}
