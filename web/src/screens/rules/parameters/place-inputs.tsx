import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Group, MultiSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../i18n/locale.tsx';
import { useRuleForm } from '../rule-form-context.ts';
import { asObject, asText, asTexts, linkedType, orAbsent, type ParameterProps } from './parameter-props.ts';

/** Stages of a type by funnel; of one funnel where it is chosen. A key of two funnels is offered once. */
function useStagesOffered(type: EntityType | undefined, funnel: unknown) {
  const { label } = useFormats();
  const seen = new Set<string>();
  return (type?.funnels ?? [])
    .filter(({ key }) => !funnel || key === funnel)
    .map(({ name, stages }) => ({
      group: label(name),
      items: stages
        .filter(({ key }) => !seen.has(key) && seen.add(key))
        .map((stage) => ({ value: stage.key, label: label(stage.name) })),
    }));
}

function FunnelSelect({ value, onChange, input, of }: ParameterProps & { of: EntityType | undefined }) {
  const { label } = useFormats();
  const { t } = useTranslation('rules');
  return (
    <Select
      {...input}
      clearable
      placeholder={t('anyFunnel')}
      data={(of?.funnels ?? []).map((funnel) => ({ value: funnel.key, label: label(funnel.name) }))}
      value={asText(value) || null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}

function StageSelect({ value, onChange, input, block, of }: ParameterProps & { of: EntityType | undefined }) {
  const data = useStagesOffered(of, block.funnel);
  return (
    <Select
      {...input}
      searchable
      clearable={!input.withAsterisk}
      data={data}
      value={asText(value) || null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}

const useOther = (block: ParameterProps['block']) => useRuleForm().types.find((type) => type.key === block.entityType);

export const FunnelParameter = (props: ParameterProps) => <FunnelSelect {...props} of={useRuleForm().type} />;
export const StageParameter = (props: ParameterProps) => <StageSelect {...props} of={useRuleForm().type} />;
export const OtherFunnelParameter = (props: ParameterProps) => <FunnelSelect {...props} of={useOther(props.block)} />;
export const OtherStageParameter = (props: ParameterProps) => <StageSelect {...props} of={useOther(props.block)} />;

export function StagesParameter({ value, onChange, input, block }: ParameterProps) {
  const { t } = useTranslation('rules');
  const { type } = useRuleForm();
  const data = useStagesOffered(type, block.funnel);
  const chosen = asTexts(value);
  return (
    <MultiSelect
      {...input}
      searchable
      hidePickedOptions
      placeholder={chosen.length === 0 ? t(input.withAsterisk ? 'chooseStages' : 'anyStage') : undefined}
      data={data}
      value={chosen}
      onChange={(next) => onChange(orAbsent(next))}
    />
  );
}

export function EntityTypeParameter({ value, onChange, input }: ParameterProps) {
  const { label } = useFormats();
  const { types } = useRuleForm();
  return (
    <Select
      {...input}
      searchable
      allowDeselect={false}
      data={types.map((type) => ({ value: type.key, label: label(type.name) }))}
      value={asText(value) || null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}

/** Where linked records are moved to. */
export function LinkedMoveParameter({ value, onChange, input, block, ...rest }: ParameterProps) {
  const { t } = useTranslation('rules');
  const { type, types } = useRuleForm();
  const target = linkedType(asText(block.via), type, types);
  const move = asObject(value);
  const put = (next: { [name: string]: unknown }) => {
    const kept = Object.fromEntries(Object.entries({ ...move, ...next }).filter(([, given]) => given !== undefined));
    onChange(Object.keys(kept).length > 0 ? kept : undefined);
  };
  return (
    <Group grow align="flex-start">
      {(target?.funnels?.length ?? 0) > 1 && (
        <FunnelSelect
          {...rest}
          block={move}
          of={target}
          input={{ label: t('funnel') }}
          value={move.funnel}
          onChange={(funnel) => put({ funnel })}
        />
      )}
      <StageSelect
        {...rest}
        block={move}
        of={target}
        input={input}
        value={move.stage}
        onChange={(stage) => put({ stage })}
      />
    </Group>
  );
}
