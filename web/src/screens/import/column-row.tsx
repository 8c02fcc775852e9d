import type { EntityType } from '@etapa/shared/definition/entity-type';
import { kindOf } from '@etapa/shared/fields/kinds';
import { Button, Checkbox, Select, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../data/entity-types.ts';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './import.module.css';
import {
  mapsValues,
  SYSTEM_TARGETS,
  targetFrom,
  targetKey,
  unmatchedValues,
  valuesSeen,
  type WizardAction,
  type WizardState,
} from './mapping.ts';
import { ValuePairRow } from './value-pair.tsx';

interface Props {
  type: EntityType;
  header: string;
  state: WizardState;
  dispatch: Dispatch<WizardAction>;
}

/** A column of the file: what is in it, where it goes, and which of its texts mean something else. */
export function ColumnRow({ type, header, state, dispatch }: Props) {
  const { t } = useTranslation('import');
  const { label } = useFormats();
  const types = useEntityTypes() ?? [];
  const target = state.targets[header];
  const titleFieldOf = (key: string) => types.find((one) => one.key === key)?.titleField ?? 'name';
  const staged = Boolean(type.funnels?.length);
  const several = (type.funnels?.length ?? 0) > 1;
  const system = SYSTEM_TARGETS.filter(
    (name) =>
      (staged || (name !== 'stage' && name !== 'closedAt')) &&
      (several || name !== 'funnel') &&
      (state.history ? name !== 'createdAt' && name !== 'closedAt' : name !== 'time' && name !== 'actor'),
  );
  const fields = type.fields.filter(
    (field) => !field.retired && field.formula === undefined && !['lines', 'file', 'files'].includes(field.kind),
  );
  const field = target && 'field' in target ? type.fields.find((one) => one.key === target.field) : undefined;
  const linked = field?.kind === 'link' || field?.kind === 'links';
  const owner = target && 'system' in target && (target.system === 'owner' || target.system === 'actor');
  const numeric = field !== undefined && kindOf(field).family === 'number';
  const person = field?.kind === 'user' || field?.kind === 'users';
  const pairs = state.pairs[header] ?? [];
  const unmatched = unmatchedValues(state, header, type);
  const targetType = linked ? types.find((one) => one.key === field.target) : undefined;
  return (
    <div className={classes.column} data-column={header}>
      <Text fw={500} size="sm" style={{ overflowWrap: 'anywhere' }}>
        {header}
      </Text>
      <div className={classes.sample} title={valuesSeen(state, header).join('\n')}>
        {valuesSeen(state, header).slice(0, 4).join(' · ') || t('noValues')}
      </div>
      <Select
        size="xs"
        aria-label={t('goesTo', { column: header })}
        placeholder={t('leftOut')}
        clearable
        searchable
        data={[
          { group: t('fields'), items: fields.map((one) => ({ value: `field:${one.key}`, label: label(one.label) })) },
          {
            group: t('record'),
            items: system.map((name) => ({ value: `system:${name}`, label: t(`system.${name}`) })),
          },
        ]}
        value={target ? targetKey(target) : null}
        onChange={(next) =>
          dispatch({ kind: 'target', header, target: next ? targetFrom(next, type, titleFieldOf) : null })
        }
      />
      {target && 'field' in target && numeric && (
        <div className={classes.values}>
          <Checkbox
            size="xs"
            label={t('round')}
            checked={target.round ?? false}
            onChange={(event) =>
              dispatch({
                kind: 'target',
                header,
                target: { ...target, round: event.currentTarget.checked || undefined },
              })
            }
          />
        </div>
      )}
      {target && (linked || owner || person || mapsValues(target, type)) && (
        <div className={classes.values}>
          {(linked || owner || person) && (
            <Checkbox
              size="xs"
              label={linked ? t('createLinked', { type: label(targetType?.name) }) : t('createPeople')}
              checked={target.create ?? false}
              onChange={(event) =>
                dispatch({ kind: 'target', header, target: { ...target, create: event.currentTarget.checked } })
              }
            />
          )}
          {pairs.map((pair) => (
            <ValuePairRow key={pair.id} type={type} target={target} header={header} pair={pair} dispatch={dispatch} />
          ))}
          {unmatched.map((value) => (
            <Text key={value} size="xs" c="dimmed">
              {t('unmatched', { value })}{' '}
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => dispatch({ kind: 'pair.add', header, from: value, to: '' })}
              >
                {t('match')}
              </Button>
            </Text>
          ))}
          <div>
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              leftSection={<IconPlus size={12} />}
              onClick={() => dispatch({ kind: 'pair.add', header, from: '', to: '' })}
            >
              {t('addPair')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
