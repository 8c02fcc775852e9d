import { ActionIcon, Kbd, Text, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { askForPalette } from './palette-store.ts';
import classes from './search-button.module.css';

/** Opens the palette: a wide field on a desk, an icon on a phone. */
export function SearchButton() {
  const { t } = useTranslation('shell');
  return (
    <>
      <UnstyledButton className={classes.field} onClick={askForPalette} visibleFrom="sm" aria-keyshortcuts="Control+K">
        <IconSearch size={16} aria-hidden />
        <Text size="sm" flex={1}>
          {t('searchHint')}
        </Text>
        <Kbd size="xs">Ctrl K</Kbd>
      </UnstyledButton>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        hiddenFrom="sm"
        onClick={askForPalette}
        aria-label={t('palette.open')}
      >
        <IconSearch size={20} />
      </ActionIcon>
    </>
  );
}
