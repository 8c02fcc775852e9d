import { isComputed } from '@etapa/shared/definition/document';
import type { Field } from '@etapa/shared/definition/entity-type';
import type { Settings } from '@etapa/shared/definition/keyed-list';
import { SimpleGrid, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useBuilder } from './builder-context.ts';
import { useSettingCheck } from './field-faults.ts';

interface Props {
  field: Field;
  onSet: (settings: Settings<Field>) => void;
}

/** What is so or not of a field; what its kind cannot be is not offered. */
export function FieldFlags({ field, onSet }: Props) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('design');
  const { definition } = useBuilder();
  const check = useSettingCheck(field);
  const isTitle = definition.titleField === field.key;
  const impossible = {
    required: isComputed(field) || field.kind === 'autonumber',
    unique: check({ unique: true }, 'unique') !== undefined,
    indexed: check({ indexed: true }, 'indexed') !== undefined,
    retired: isTitle,
  };
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
      {(['required', 'unique', 'indexed', 'retired'] as const).map((flag) => (
        <Switch
          key={flag}
          label={t(`field.${flag}`)}
          description={words(
            flag === 'required' && isComputed(field)
              ? 'flag.computed'
              : impossible[flag] && flag !== 'retired'
                ? 'flag.impossible'
                : `flag.${flag}`,
          )}
          disabled={impossible[flag] && !field[flag]}
          checked={field[flag] ?? false}
          onChange={(event) => onSet({ [flag]: event.currentTarget.checked || null })}
        />
      ))}
    </SimpleGrid>
  );
}
