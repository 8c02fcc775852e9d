import type { Behind } from '@etapa/shared/api/behind';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Group, Pill } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useBehindWords } from './behind-words.ts';
import classes from './filter-bar.module.css';

interface Props {
  type: EntityType;
  behind: Behind;
  onRemove: () => void;
}

/** Says which figure of a report the shown records are behind, and lets it go. */
export function BehindChip({ type, behind, onRemove }: Props) {
  const { t } = useTranslation('reports');
  const words = useBehindWords(type);
  return (
    <Group className={classes.bar} gap={4}>
      <Pill
        withRemoveButton
        size="md"
        maw="100%"
        onRemove={onRemove}
        removeButtonProps={{ 'aria-label': t('behind.remove') }}
      >
        {t('behind.chip', { what: words(behind) })}
      </Pill>
    </Group>
  );
}
