import { pointerToken } from '@etapa/shared/fields/fault';
import type { ParameterEditor, Parameters } from '@etapa/shared/rules/parameter';
import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../rules/names.ts';
import { EDITORS, WIDE } from './parameters/editors.ts';
import classes from './parameters/parameters.module.css';
import { useRuleFaultText } from './rule-fault-text.ts';
import { type ParametersFormProps, useRuleForm } from './rule-form-context.ts';

/** Parameters of which a kind takes one. */
const EITHER: { readonly [kind: string]: readonly string[] } = {
  wait: ['for', 'until'],
  'tag.add': ['tags', 'tag'],
  'tag.remove': ['tags', 'tag'],
  'lines.add': ['product', 'name'],
  'lines.discount': ['percent', 'amount'],
};

/** So few are all shown; of more, what may be left out waits behind its name. */
const ALL_SHOWN = 4;

/** The form of a trigger or a step, from what its kind declares. */
export function ParametersForm({ kind, parameters, block, path, onChange }: ParametersFormProps) {
  const { t } = useTranslation('rules');
  const names = useRuleNames();
  const { faultsWithin, type } = useRuleForm();
  const faultText = useRuleFaultText();
  const either = (EITHER[kind] ?? []).filter((name) => parameters[name] !== undefined);
  const [picked, setPicked] = useState(() => either.find((name) => block[name] !== undefined) ?? either[0]);
  const [left, setLeft] = useState<{ [name: string]: unknown }>({});
  const [added, setAdded] = useState<ReadonlySet<string>>(() => new Set(Object.keys(block)));
  /** With one funnel there is nothing to choose. */
  const isIdle = ([name, { editor }]: [string, Parameters[string]]) =>
    editor === 'funnel' && (type.funnels?.length ?? 0) < 2 && block[name] === undefined;
  const entries = Object.entries(parameters)
    .filter(([name]) => !either.includes(name) || name === picked)
    .filter((entry) => !isIdle(entry));
  const isShown = ([name, parameter]: [string, Parameters[string]]) =>
    name === picked ||
    entries.length <= ALL_SHOWN ||
    parameter.required === true ||
    added.has(name) ||
    block[name] !== undefined;
  const hidden = entries.filter((entry) => !isShown(entry));
  const change = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = block;
    // The order of the declaration, so that a rule reads the same however it was put together.
    const all: { [name: string]: unknown } = value === undefined ? rest : { ...block, [name]: value };
    setAdded((before) => new Set(before).add(name));
    onChange(all);
  };
  /** One instead of another: what was given for it comes back when it is taken up again. */
  const pick = (name: string) => {
    setPicked(name);
    setLeft({ ...left, ...Object.fromEntries(either.map((one) => [one, block[one] ?? left[one]])) });
    const rest = Object.fromEntries(Object.entries(block).filter(([one]) => !either.includes(one)));
    onChange(left[name] === undefined ? rest : { ...rest, [name]: left[name] });
  };
  if (entries.length === 0) return null;
  return (
    <Stack gap="sm">
      {either.length > 1 && (
        <SegmentedControl
          size="xs"
          style={{ alignSelf: 'flex-start' }}
          aria-label={t('either')}
          data={either.map((name) => ({ value: name, label: names.parameter(kind, name) }))}
          value={picked}
          onChange={pick}
        />
      )}
      <div className={classes.form}>
        {entries.filter(isShown).map(([name, parameter]) => {
          const Editor = EDITORS[parameter.editor];
          const at = `${path}/${pointerToken(name)}`;
          const value = block[name];
          const label = names.parameter(kind, name);
          return (
            <div key={`${kind} ${name}`} className={placeOf(parameter.editor)}>
              <Editor
                value={value}
                onChange={(next) => change(name, next)}
                input={{
                  label,
                  description: names.help(kind, name),
                  error: faultText(faultsWithin(at)),
                  withAsterisk: parameter.required,
                }}
                path={at}
                kind={kind}
                name={name}
                schema={parameter.schema}
                block={block}
              />
            </div>
          );
        })}
      </div>
      {hidden.length > 0 && (
        <Group gap={6}>
          <Text size="sm" c="dimmed">
            {t('moreParameters')}
          </Text>
          {hidden.map(([name]) => (
            <Button
              key={name}
              size="compact-xs"
              variant="default"
              h="auto"
              maw="100%"
              styles={{ label: { whiteSpace: 'normal', textAlign: 'start' } }}
              leftSection={<IconPlus size={12} />}
              onClick={() => setAdded((before) => new Set(before).add(name))}
            >
              {names.parameter(kind, name)}
            </Button>
          ))}
        </Group>
      )}
    </Stack>
  );
}

const placeOf = (editor: ParameterEditor): string | undefined =>
  WIDE.has(editor) ? classes.wide : editor === 'boolean' ? classes.switch : undefined;
