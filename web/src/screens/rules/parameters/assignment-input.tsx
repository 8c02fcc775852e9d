import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import {
  Button,
  CloseButton,
  Group,
  Input,
  MultiSelect,
  Paper,
  SegmentedControl,
  Select,
  Stack,
  Text,
} from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { teamsQuery } from '../../../data/people.ts';
import { usePeopleOptions } from '../../../fields/person-options.ts';
import { LazyConditionBuilder } from '../lazy-condition-builder.tsx';
import { useRuleForm } from '../rule-form-context.ts';
import { asObject, asText, asTexts, type ParameterProps } from './parameter-props.ts';
import { PersonParameter } from './people-inputs.tsx';

const WAYS = ['roundRobin', 'leastLoaded', 'rules'] as const;

/** Whom a record is given to: someone, or one of several in turn, by load or by rules. */
export function AssignmentParameter(props: ParameterProps) {
  const { value, onChange, input } = props;
  const { t } = useTranslation('rules');
  const pool = asObject(value);
  const pooled = typeof value === 'object' && value !== null;
  const by = WAYS.find((way) => way === pool.by) ?? 'roundRobin';
  return (
    <Input.Wrapper
      label={input.label}
      description={input.description}
      withAsterisk={input.withAsterisk}
      labelElement="div"
    >
      <Stack gap="xs" mt={4}>
        <SegmentedControl
          size="xs"
          style={{ alignSelf: 'flex-start' }}
          aria-label={t('assign.how')}
          data={[
            { value: 'one', label: t('assign.one') },
            { value: 'pool', label: t('assign.pool') },
          ]}
          value={pooled ? 'pool' : 'one'}
          onChange={(way) => onChange(way === 'pool' ? { pool: [], by: 'roundRobin' } : undefined)}
        />
        {!pooled && (
          <PersonParameter
            {...props}
            input={{ 'aria-label': t('assign.one'), error: input.error, withAsterisk: true }}
          />
        )}
        {pooled && (
          <>
            <Group grow align="flex-start">
              <PoolSelect
                value={pool.pool}
                error={input.error}
                onChange={(next) => onChange({ ...pool, pool: next })}
              />
              <Select
                label={t('assign.by')}
                allowDeselect={false}
                data={WAYS.map((way) => ({ value: way, label: t(`assign.${way}`) }))}
                value={by}
                onChange={(next) =>
                  onChange({
                    pool: pool.pool,
                    by: next,
                    ...(next === 'rules' ? { rules: pool.rules ?? [{ when: NOTHING, to: '' }] } : {}),
                  })
                }
              />
            </Group>
            {by === 'rules' && (
              <ByRules
                rules={Array.isArray(pool.rules) ? pool.rules.map(asObject) : []}
                {...props}
                onChange={(rules) => onChange({ ...pool, rules })}
              />
            )}
          </>
        )}
      </Stack>
    </Input.Wrapper>
  );
}

const NOTHING: ConditionGroup = { combinator: 'and', rules: [] };

/** Chosen people, or everyone of a team. */
function PoolSelect({
  value,
  error,
  onChange,
}: {
  value: unknown;
  error: React.ReactNode;
  onChange: (pool: unknown) => void;
}) {
  const { t } = useTranslation('rules');
  const people = usePeopleOptions('').data ?? [];
  const teams = useQuery({ ...teamsQuery, retry: false }).data ?? [];
  const team = asText(value);
  const chosen = team ? [team] : asTexts(value);
  const take = (next: string[]) => {
    const added = next.find((one) => !chosen.includes(one));
    const isTeam = (id: string) => teams.some((one) => one.id === id);
    onChange(added !== undefined && isTeam(added) ? added : next.filter((id) => !isTeam(id)));
  };
  return (
    <MultiSelect
      label={t('assign.among')}
      searchable
      hidePickedOptions
      error={error}
      data={[
        { group: t('assign.teams'), items: teams.map(({ id, name }) => ({ value: id, label: name })) },
        {
          group: t('assign.people'),
          items: people.filter((person) => person.active).map(({ id, name }) => ({ value: id, label: name })),
        },
      ]}
      value={chosen}
      onChange={take}
    />
  );
}

interface ByRulesProps extends ParameterProps {
  rules: { readonly [name: string]: unknown }[];
  onChange: (rules: unknown) => void;
}

/** The first rule that the record meets says who gets it. */
function ByRules({ rules, onChange, ...props }: ByRulesProps) {
  const { t } = useTranslation('rules');
  const { type } = useRuleForm();
  const put = (at: number, next: object) => onChange(rules.map((one, index) => (index === at ? next : one)));
  return (
    <Stack gap="xs">
      {rules.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place.
        <Paper key={at} withBorder p="xs">
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{t('assign.when')}</Text>
            <CloseButton
              size="sm"
              aria-label={t('assign.remove', { row: at + 1 })}
              onClick={() => onChange(rules.filter((_, index) => index !== at))}
            />
          </Group>
          <LazyConditionBuilder
            type={type}
            value={one.when as ConditionGroup | undefined}
            onChange={(when) => put(at, { ...one, when })}
          />
          <PersonParameter
            {...props}
            input={{ label: t('assign.to') }}
            value={one.to}
            onChange={(to) => put(at, { ...one, to: to ?? '' })}
          />
        </Paper>
      ))}
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconPlus size={14} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => onChange([...rules, { when: NOTHING, to: '' }])}
      >
        {t('assign.add')}
      </Button>
    </Stack>
  );
}
