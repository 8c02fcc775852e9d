import type { EntityType } from '@etapa/shared/definition/entity-type';
import { pointerToken } from '@etapa/shared/fields/fault';
import type { Doc, JsonValue } from '@etapa/shared/fields/field';
import { CloseButton, Group, Input, Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FieldEditor } from '../../../fields/field-editor.tsx';
import { useFormats } from '../../../i18n/locale.tsx';
import { useRuleFaultText } from '../rule-fault-text.ts';
import { useRuleForm } from '../rule-form-context.ts';
import { OrFormula } from './or-formula.tsx';
import { asObject, asText, linkedType, type ParameterProps } from './parameter-props.ts';

/** Fields with their new values or formulas, each with the editor of its kind. */
function Values({ value, onChange, input, path, of, kind }: ParameterProps & { of: EntityType | undefined }) {
  const { t } = useTranslation('rules');
  const { label } = useFormats();
  const { faultsWithin } = useRuleForm();
  const faultText = useRuleFaultText();
  const set = asObject(value) as Doc;
  const entries = Object.entries(set);
  const put = (next: Doc) => onChange(Object.keys(next).length > 0 || kind === 'record.create' ? next : undefined);
  const open = (of?.fields ?? []).filter(
    (field) => !field.formula && field.kind !== 'autonumber' && !field.retired && !Object.hasOwn(set, field.key),
  );
  return (
    <Input.Wrapper
      label={input.label}
      description={input.description}
      withAsterisk={input.withAsterisk}
      labelElement="div"
    >
      <Stack gap="xs" mt={4}>
        {entries.map(([key, given]) => {
          const field = of?.fields.find((one) => one.key === key);
          const name = label(field?.label ?? key);
          const error = faultText(faultsWithin(`${path}/${pointerToken(key)}`));
          const change = (next: unknown) => put({ ...set, [key]: (next ?? null) as JsonValue });
          return (
            <Group key={key} align="flex-start" wrap="nowrap" gap={4}>
              <div style={{ flex: 1, minWidth: 0 }}>
                <OrFormula value={given} onChange={change} input={{ label: name, error }}>
                  {field ? (
                    <FieldEditor field={field} value={given ?? undefined} doc={set} error={error} onChange={change} />
                  ) : (
                    <Text c="red">{name}</Text>
                  )}
                </OrFormula>
                {given === null && (
                  <Text size="xs" c="dimmed">
                    {t('values.clears')}
                  </Text>
                )}
              </div>
              <CloseButton
                mt={28}
                aria-label={t('values.remove', { field: name })}
                onClick={() => put(Object.fromEntries(entries.filter(([other]) => other !== key)))}
              />
            </Group>
          );
        })}
        <Select
          aria-label={t('values.add')}
          placeholder={t('values.add')}
          searchable
          maw={360}
          value={null}
          error={entries.length === 0 ? input.error : undefined}
          data={open.map((field) => ({ value: field.key, label: label(field.label) }))}
          onChange={(key) => key && put({ ...set, [key]: null })}
        />
      </Stack>
    </Input.Wrapper>
  );
}

export const ValuesParameter = (props: ParameterProps) => <Values {...props} of={useRuleForm().type} />;

export function OtherValuesParameter(props: ParameterProps) {
  const { types } = useRuleForm();
  const of = types.find(({ key }) => key === props.block.entityType);
  return of ? <Values {...props} of={of} /> : null;
}

export function LinkedValuesParameter(props: ParameterProps) {
  const { type, types } = useRuleForm();
  const of = linkedType(asText(props.block.via), type, types);
  return of ? <Values {...props} of={of} /> : null;
}
