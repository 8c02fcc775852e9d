import { Button } from '@mantine/core';
import { IconLayoutKanban } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';

interface Props {
  entityType: string;
  narrowed: boolean;
  mayCreate: boolean;
  onClear: () => void;
}

/** A board without cards: none at all, or none that match. */
export function BoardEmpty({ entityType, narrowed, mayCreate, onClear }: Props) {
  const { t } = useTranslation('board');
  const action = narrowed ? (
    <Button variant="default" onClick={onClear}>
      {t('clearFilter')}
    </Button>
  ) : (
    mayCreate && (
      <Button variant="default" component={Link} to={`/p/${entityType}/import`}>
        {t('import')}
      </Button>
    )
  );
  return (
    <Empty icon={<IconLayoutKanban />} title={narrowed ? t('nothingMatches') : t('emptyTitle')} action={action}>
      {narrowed || !mayCreate ? null : t('emptyText')}
    </Empty>
  );
}
