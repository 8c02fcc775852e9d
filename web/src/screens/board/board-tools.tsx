import type { EntityType, Funnel } from '@etapa/shared/definition/entity-type';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Shown } from '../../conditions/records-search.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { SelectOnCall } from '../../ui/select-on-call.tsx';
import { laneFields } from './lanes.ts';

interface Props {
  type: EntityType;
  funnel: Funnel;
  laneBy: string | undefined;
  onChange: (next: Partial<Shown>) => void;
  /** Absent where nothing can be made. */
  onNew?: () => void;
}

/** Which funnel is shown, what its lanes are laid by, and a new card. */
export function BoardTools({ type, funnel, laneBy, onChange, onNew }: Props) {
  const { t } = useTranslation('board');
  const { label } = useFormats();
  const lanes = [
    { value: '', label: t('noLanes') },
    { value: '$owner', label: t('lanesByOwner') },
    ...laneFields(type).map((field) => ({ value: field.key, label: t('lanesBy', { field: label(field.label) }) })),
  ];
  return (
    <>
      {(type.funnels?.length ?? 0) > 1 && (
        <SelectOnCall
          w={150}
          aria-label={t('funnel')}
          data={(type.funnels ?? []).map((one) => ({ value: one.key, label: label(one.name) }))}
          value={funnel.key}
          onChange={(next) => onChange({ funnel: next })}
        />
      )}
      <SelectOnCall
        w={150}
        aria-label={t('lanes')}
        data={lanes}
        value={laneBy ?? ''}
        onChange={(next) => onChange({ groupBy: next || undefined })}
      />
      {onNew && (
        <Button size="xs" leftSection={<IconPlus size={14} />} onClick={onNew}>
          {t('new')}
        </Button>
      )}
    </>
  );
}
