import type { EntityType } from '@etapa/shared/definition/entity-type';
import { comparedFields } from '@etapa/shared/duplicates/checks';
import { Group, Select } from '@mantine/core';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { matchable, type WizardAction, type WizardState } from './mapping.ts';

interface Props {
  type: EntityType;
  state: WizardState;
  dispatch: Dispatch<WizardAction>;
}

const DUPLICATES = ['create', 'skip', 'update'] as const;

/** What becomes of rows about records that are there already. */
export function MatchOptions({ type, state, dispatch }: Props) {
  const { t } = useTranslation('import');
  const { t: duplicates } = useTranslation('duplicates');
  const { label } = useFormats();
  const fields = matchable(state, type);
  const match = state.match && fields.some(({ key }) => key === state.match?.field) ? state.match : undefined;
  return (
    <Group gap="md" align="flex-end">
      {fields.length > 0 && (
        <Select
          size="xs"
          w={220}
          label={t('matchBy')}
          clearable
          placeholder={t('matchNone')}
          data={fields.map((field) => ({ value: field.key, label: label(field.label) }))}
          value={match?.field ?? null}
          onChange={(next) =>
            dispatch({
              kind: 'option',
              change: { match: next ? { field: next, then: match?.then ?? 'update' } : undefined },
            })
          }
        />
      )}
      {match && (
        <Select
          size="xs"
          w={180}
          label={t('matchThen')}
          allowDeselect={false}
          data={[
            { value: 'update', label: t('matchUpdate') },
            { value: 'skip', label: t('matchSkip') },
          ]}
          value={match.then}
          onChange={(next) => {
            const then = next === 'skip' ? 'skip' : 'update';
            dispatch({ kind: 'option', change: { match: { field: match.field, then } } });
          }}
        />
      )}
      {comparedFields(type).length > 0 && (
        <Select
          size="xs"
          w={220}
          label={duplicates('import.label')}
          allowDeselect={false}
          data={DUPLICATES.map((value) => ({ value, label: duplicates(`import.${value}`) }))}
          value={state.duplicates}
          onChange={(next) =>
            dispatch({
              kind: 'option',
              change: { duplicates: DUPLICATES.find((known) => known === next) ?? 'create' },
            })
          }
        />
      )}
    </Group>
  );
}
