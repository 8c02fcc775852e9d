import { Button, CloseButton, Group, Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './board.module.css';

interface Props {
  count: number;
  onMove: (anchor: HTMLElement) => void;
  onClear: () => void;
}

/** How many cards are selected, and what can be done to them without a mouse. */
export function SelectionBar({ count, onMove, onClear }: Props) {
  const { t } = useTranslation('board');
  return (
    <Paper component="section" className={classes.selection} shadow="md" withBorder aria-label={t('selection')}>
      <Group gap="sm" wrap="nowrap">
        <Text size="sm" fw={600} role="status">
          {t('selectedCount', { count })}
        </Text>
        <Button size="compact-sm" aria-haspopup="menu" onClick={(event) => onMove(event.currentTarget)}>
          {t('moveSelected')}
        </Button>
        <CloseButton size="sm" aria-label={t('clearSelection')} onClick={onClear} />
      </Group>
    </Paper>
  );
}
