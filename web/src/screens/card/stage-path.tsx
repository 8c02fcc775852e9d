import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Alert, Text, UnstyledButton } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../../conditions/refusal-words.ts';
import { keys } from '../../data/keys.ts';
import { useMe } from '../../data/session.ts';
import { useBoardClock } from '../../fields/board-clock.ts';
import { ageOf } from '../../fields/stage-age.ts';
import { missingFor, useStageMove } from '../../fields/stage-move.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { FormattedText } from '../../ui/formatted-text.tsx';
import { stageColor, stageCss } from '../../ui/stage-color.ts';
import classes from './card.module.css';

interface Props {
  type: EntityType;
  record: RecordView;
  movable: boolean;
}

/** Where the record stands: its stages as steps to go to, age against the norm, what is missing, what to do here. */
export function StagePath({ type, record, movable }: Props) {
  const { t } = useTranslation('card');
  const { t: common } = useTranslation();
  const { label, seconds } = useFormats();
  const refusal = useRefusalWords(type);
  const clock = useBoardClock(type);
  const client = useQueryClient();
  const { user } = useMe();
  const { move, dialog } = useStageMove(type);
  const [going, setGoing] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const funnel = type.funnels?.find((one) => one.key === record.funnel);
  if (!funnel) return null;
  const at = funnel.stages.findIndex((stage) => stage.key === record.stage);
  const current = funnel.stages[at];
  const holds = (asked: readonly string[] | undefined) => !asked || asked.some((role) => user.roles.includes(role));
  const ways =
    funnel.transitions === 'free'
      ? funnel.stages.map(({ key }) => key)
      : funnel.transitions.flatMap(({ from, to, roles }) => (from === record.stage && holds(roles) ? [to] : []));
  const allowed = new Set(
    funnel.stages.flatMap(({ key, rights }) =>
      ways.includes(key) && holds(rights?.enter) && holds(current?.rights?.leave) ? [key] : [],
    ),
  );
  const age = ageOf(record.stageEnteredAt, current, clock);
  const words = age && {
    age: seconds(age.said.age, 'long'),
    norm: age.said.norm === null ? '' : seconds(age.said.norm, 'long'),
  };
  const next = funnel.stages.slice(at + 1).find((stage) => stage.group === 'open' && allowed.has(stage.key));
  const missing = current?.group === 'open' ? missingFor(type, next, record.doc) : [];
  const named = (key: string) => label(type.fields.find((field) => field.key === key)?.label ?? key);

  const go = async (stage: string) => {
    setError(null);
    setGoing(stage);
    try {
      if (await move(record, { stage, funnel: funnel.key })) {
        void client.invalidateQueries({ queryKey: keys.records(type.key) });
      }
    } catch (failed) {
      setError(refusal(failed));
    } finally {
      setGoing(null);
    }
  };

  return (
    <section aria-label={t('path')}>
      <ol className={classes.path}>
        {funnel.stages.map((stage, index) => {
          const state =
            stage.key === (going ?? record.stage) ? 'now' : index < at && stage.group === 'open' ? 'past' : 'ahead';
          return (
            <li key={stage.key}>
              <UnstyledButton
                className={classes.step}
                data-state={state}
                style={{ '--stage': stageCss(stageColor(stage, index)) } as CSSProperties}
                disabled={!movable || stage.key === record.stage || !allowed.has(stage.key) || going !== null}
                aria-current={stage.key === record.stage ? 'step' : undefined}
                onClick={() => void go(stage.key)}
              >
                {label(stage.name)}
              </UnstyledButton>
            </li>
          );
        })}
      </ol>
      <Text size="xs" c="dimmed" mt={4} component="div" className={classes.clock}>
        {age && words && current?.group === 'open' && (
          <span data-over={age.over || undefined}>
            {t(age.norm === null ? 'age' : 'ageNorm', words)}
            {age.working && ` (${t('workingTime')})`}
          </span>
        )}
        {next && missing.length > 0 && (
          <span>{t('missing', { stage: label(next.name), fields: missing.map(named).join(', ') })}</span>
        )}
      </Text>
      {error && (
        <Alert
          color="red"
          mt="xs"
          p="xs"
          role="alert"
          withCloseButton
          closeButtonLabel={common('close')}
          onClose={() => setError(null)}
        >
          {error}
        </Alert>
      )}
      {current?.instructions && label(current.instructions) !== '' && (
        <div className={classes.instructions}>
          <IconInfoCircle size={16} aria-hidden />
          <FormattedText text={label(current.instructions)} />
        </div>
      )}
      {dialog}
    </section>
  );
}
