import type { Trigger } from '@etapa/shared/rules/rule';
import { TRIGGER_KINDS, triggerKindOf } from '@etapa/shared/rules/triggers/kinds';
import { Box, Input, SegmentedControl, Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SpanInput } from '../../../fields/span-input.tsx';
import { useRuleNames } from '../../../rules/names.ts';
import { useRuleForm } from '../rule-form-context.ts';
import { asObject, asText, type ParameterProps } from './parameter-props.ts';

/** A length of time; or something that happens to the record, with how long it is waited for at most. */
export function WaitForParameter({ value, onChange, input, path }: ParameterProps) {
  const { t } = useTranslation('rules');
  const names = useRuleNames();
  const { ParametersForm } = useRuleForm();
  const given = asObject(value);
  const ofEvent = typeof value === 'object' && value !== null;
  const event = { kind: 'record.updated', ...asObject(given.event) } as Trigger;
  const kinds = TRIGGER_KINDS.filter(({ byTime, ownRule }) => !byTime && !ownRule).map(({ kind }) => ({
    value: kind,
    label: names.trigger(kind),
  }));
  return (
    <Input.Wrapper label={input.label} description={input.description} error={input.error} labelElement="div">
      <Stack gap="xs" mt={4}>
        <SegmentedControl
          size="xs"
          style={{ alignSelf: 'flex-start' }}
          aria-label={typeof input.label === 'string' ? input.label : undefined}
          data={[
            { value: 'span', label: t('wait.span') },
            { value: 'event', label: t('wait.event') },
          ]}
          value={ofEvent ? 'event' : 'span'}
          onChange={(way) => onChange(way === 'event' ? { event: { kind: 'record.updated' } } : 'P1D')}
        />
        {!ofEvent && <SpanInput value={asText(value)} onChange={onChange} input={{ 'aria-label': t('wait.span') }} />}
        {ofEvent && (
          <>
            <Select
              label={t('wait.event')}
              allowDeselect={false}
              searchable
              data={kinds}
              value={event.kind}
              onChange={(kind) => kind && onChange({ ...given, event: { kind } })}
            />
            <ParametersForm
              kind={event.kind}
              parameters={triggerKindOf(event.kind)?.parameters ?? {}}
              block={event}
              path={`${path}/event`}
              onChange={(next) => onChange({ ...given, event: next })}
            />
            <Box maw={320}>
              <SpanInput
                value={asText(given.timeout)}
                onChange={(timeout) => {
                  const { timeout: _, ...rest } = given;
                  onChange(timeout === undefined ? rest : { ...rest, timeout });
                }}
                input={{ label: t('wait.timeout') }}
              />
            </Box>
          </>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
