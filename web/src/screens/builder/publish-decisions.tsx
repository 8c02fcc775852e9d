import type { Reference } from '@etapa/shared/api/entity-types';
import { Alert, Anchor, Checkbox, Radio, Select, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DraftEffect } from '../../data/entity-types.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import type { PublishDecisions } from './publish-open.ts';

interface Props {
  effect: DraftEffect;
  decided: PublishDecisions;
  onDecide: (decided: PublishDecisions) => void;
}

/** Everything that would break, each with what can be done about it. */
export function PublishDecisionList({ effect, decided, onDecide }: Props) {
  const { t } = useTranslation('builder');
  const { t: tc } = useTranslation('canvas');
  const { label } = useFormats();
  const { definition, published, targets, setTarget } = useBuilder();
  const several = (definition.funnels?.length ?? 0) > 1;
  const places = (definition.funnels ?? []).flatMap((funnel) =>
    funnel.stages.map((stage) => ({
      value: `${funnel.key}/${stage.key}`,
      label: several ? `${label(funnel.name)} · ${label(stage.name)}` : label(stage.name),
    })),
  );
  const leaving = effect.stages.filter(({ records }) => records > 0);
  const failing = effect.fields.filter(({ change, fails }) => change !== 'removed' && fails > 0);
  const fieldName = (key: string) => label(definition.fields.find((field) => field.key === key)?.label ?? key);
  const stageName = (funnel: string, stage: string) =>
    label(published.funnels?.find(({ key }) => key === funnel)?.stages.find(({ key }) => key === stage)?.name ?? stage);
  return (
    <Stack gap="md">
      {leaving.map(({ funnel, stage, records }) => (
        <Select
          key={`${funnel}/${stage}`}
          label={t('publish.target', { count: records, stage: stageName(funnel, stage) })}
          withAsterisk
          data={places}
          value={targets[`${funnel}/${stage}`] ?? null}
          onChange={(target) => target && setTarget(`${funnel}/${stage}`, target)}
        />
      ))}
      {failing.map(({ field, fails }) => (
        <Radio.Group
          key={field}
          label={
            failing.length === 1
              ? t('publish.unconvertible', { count: fails })
              : tc('publish.aside', { count: fails, field: fieldName(field) })
          }
          value={decided.aside.includes(field) ? 'setAside' : 'refuse'}
          onChange={(value) => {
            const rest = decided.aside.filter((each) => each !== field);
            onDecide({ ...decided, aside: value === 'setAside' ? [...rest, field] : rest });
          }}
        >
          <Stack gap={6} mt={6}>
            <Radio value="refuse" label={t('publish.refuse')} />
            <Radio value="setAside" label={t('publish.setAside')} description={t('publish.setAsideLead')} />
          </Stack>
        </Radio.Group>
      ))}
      {effect.references.length > 0 && (
        <Alert color="orange" title={tc('publish.breaks', { count: effect.references.length })}>
          <Stack gap="sm">
            {effect.references.map((reference) => (
              <ReferenceDecision
                key={reference.id}
                reference={reference}
                accepted={decided.accept.includes(reference.id)}
                onAccept={(yes) => {
                  const rest = decided.accept.filter((id) => id !== reference.id);
                  onDecide({ ...decided, accept: yes ? [...rest, reference.id] : rest });
                }}
              />
            ))}
          </Stack>
        </Alert>
      )}
    </Stack>
  );
}

interface ReferenceProps {
  reference: Reference;
  accepted: boolean;
  onAccept: (yes: boolean) => void;
}

function ReferenceDecision({ reference, accepted, onAccept }: ReferenceProps) {
  const { t } = useTranslation('builder');
  const { t: tc } = useTranslation('canvas');
  const { t: tr } = useTranslation('rules');
  const { definition } = useBuilder();
  const { kind, name, faults } = reference;
  const called = t(`effect.reference.${kind}`, { name });
  /** In the reader's language, with the names that the server's words hold. */
  const said = ({ code, message }: Reference['faults'][number]): string => {
    const words = tr(`fault.${code}`, { defaultValue: '' });
    const named = [...message.matchAll(/["“]([^"”]+)["”]/g)].map(([, each]) => each).join(', ');
    return words ? `${words}${named ? ` (${named})` : ''}` : message;
  };
  const address = addressOf(reference, definition.key);
  // A rule that only asks for what no longer comes goes on.
  const stops = kind === 'rule' && faults.some(({ code }) => code !== 'gone_value');
  const accept = tc(stops ? 'publish.acceptRule' : 'publish.accept');
  return (
    <section aria-label={called}>
      <Text size="sm" fw={600}>
        {called}{' '}
        {address && (
          <Anchor component={Link} to={address} size="sm" fw={400}>
            {tc('publish.mend')}
          </Anchor>
        )}
      </Text>
      <Text size="sm">{[...new Set(faults.map(said))].join(' ')}</Text>
      <Checkbox
        mt={4}
        size="xs"
        label={accept}
        aria-label={`${called}: ${accept}`}
        checked={accepted}
        onChange={(event) => onAccept(event.currentTarget.checked)}
      />
    </section>
  );
}

/** Where the thing can be mended; null where it has no screen of its own. */
function addressOf({ kind, entityType, key }: Reference, own: string): string | null {
  if (kind === 'rule') return `/p/${entityType ?? own}/rules/${key}`;
  if (kind === 'view') return `/p/${entityType ?? own}/table`;
  if (kind === 'report') return `/p/${entityType ?? own}/reports`;
  if (kind === 'entityType') return `/p/${key}/design`;
  return null;
}
