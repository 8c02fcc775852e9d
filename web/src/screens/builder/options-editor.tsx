import type { Field } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Button, Group, Input, Stack, Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { newKey, relabelled } from './new-key.ts';
import { SettledInput } from './settled-input.tsx';

/** What can be chosen in a field. An option that is in use is better retired than removed. */
export function OptionsEditor({ field }: { field: Field }) {
  const { t } = useTranslation('builder');
  const { label, language } = useFormats();
  const { edit } = useBuilder();
  const options = field.options ?? [];
  const keys = options.map(({ key }) => key);
  return (
    <Input.Wrapper label={t('option.title')} labelElement="div">
      <Stack gap={6}>
        {options.map((option, at) => (
          <Group key={option.key} gap={4} wrap="nowrap" align="flex-end">
            <div style={{ flex: 1 }}>
              <SettledInput
                label={t('option.name', { number: at + 1 })}
                required
                value={label(option.label)}
                onSettle={(text) =>
                  edit({
                    kind: 'option.update',
                    field: field.key,
                    option: option.key,
                    set: { label: relabelled(option.label, text, language) },
                  })
                }
              />
            </div>
            <Switch
              mb={8}
              label={t('option.offered')}
              checked={!option.retired}
              onChange={(event) =>
                edit({
                  kind: 'option.update',
                  field: field.key,
                  option: option.key,
                  set: { retired: event.currentTarget.checked ? null : true },
                })
              }
            />
            {(
              [
                ['moveUp', IconArrowUp, at - 1],
                ['moveDown', IconArrowDown, at + 1],
              ] as const
            ).map(([name, Icon, to]) => (
              <ActionIcon
                key={name}
                mb={4}
                variant="subtle"
                color="gray"
                disabled={to < 0 || to >= options.length}
                aria-label={t(name, { name: label(option.label) })}
                onClick={() => edit({ kind: 'option.move', field: field.key, option: option.key, to })}
              >
                <Icon size={14} />
              </ActionIcon>
            ))}
            <ActionIcon
              mb={4}
              variant="subtle"
              color="red"
              disabled={options.length === 1}
              aria-label={t('option.remove', { name: label(option.label) })}
              onClick={() => edit({ kind: 'option.remove', field: field.key, option: option.key })}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          size="compact-xs"
          variant="light"
          w="fit-content"
          leftSection={<IconPlus size={12} />}
          onClick={() =>
            edit({
              kind: 'option.add',
              field: field.key,
              option: { key: newKey('', 'option', keys), label: t('option.new') },
            })
          }
        >
          {t('option.add')}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
