import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Settings } from '@etapa/shared/definition/keyed-list';
import { Button, Group, Input, Select, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { EntityIcon, ICON_NAMES } from '../../ui/entity-icon.tsx';
import { useBuilder } from './builder-context.ts';
import { ColorChoice } from './color-choice.tsx';
import classes from './general-part.module.css';
import { LabelInput } from './label-input.tsx';
import { RemoveProcess } from './remove-process.tsx';

/** Kinds whose value can be read as the title of a card. */
const TITLES = ['text', 'longText', 'email', 'phone', 'url', 'autonumber'];

/** What the process as a whole is called and looks like; and its end. */
export function GeneralPart() {
  const { t } = useTranslation('process');
  const { label } = useFormats();
  const { definition, edit } = useBuilder();
  const [removing, setRemoving] = useState(false);
  const set = (settings: Settings<EntityType>) => edit({ kind: 'type.update', set: settings });
  const titles = definition.fields.filter(
    ({ key, kind, retired }) => key === definition.titleField || (TITLES.includes(kind) && !retired),
  );
  return (
    <Stack gap="md" p="md" maw={560}>
      <div>
        <Title order={2} size="h4">
          {t('main')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('about')}
        </Text>
      </div>
      <LabelInput
        label={t('name')}
        required
        value={definition.name}
        onSettle={(name) => name !== null && set({ name })}
      />
      <LabelInput
        label={t('plural')}
        description={t('pluralLead')}
        value={definition.namePlural}
        onSettle={(namePlural) => set({ namePlural })}
      />
      <Input.Wrapper label={t('icon')} labelElement="div">
        <Group gap={4} role="group" aria-label={t('icon')}>
          {ICON_NAMES.map((name) => (
            <UnstyledButton
              key={name}
              className={classes.icon}
              aria-label={t(`icons.${name}` as 'icons.box')}
              title={t(`icons.${name}` as 'icons.box')}
              aria-pressed={definition.icon === name}
              onClick={() => set({ icon: name })}
            >
              <EntityIcon name={name} color={definition.color} />
            </UnstyledButton>
          ))}
        </Group>
      </Input.Wrapper>
      <ColorChoice label={t('color')} value={definition.color} onChange={(color) => set({ color })} />
      <Select
        label={t('titleField')}
        description={t('titleFieldLead')}
        allowDeselect={false}
        data={titles.map((field) => ({ value: field.key, label: label(field.label) }))}
        value={definition.titleField}
        onChange={(titleField) => titleField !== null && set({ titleField })}
      />
      <Button
        variant="subtle"
        color="red"
        size="xs"
        w="fit-content"
        leftSection={<IconTrash size={14} />}
        onClick={() => setRemoving(true)}
      >
        {t('remove')}
      </Button>
      {removing && <RemoveProcess onClose={() => setRemoving(false)} />}
    </Stack>
  );
}
