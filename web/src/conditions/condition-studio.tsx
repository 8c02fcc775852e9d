import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isEmpty } from './complete.ts';
import classes from './condition-builder.module.css';
import { ConditionBuilder } from './condition-builder.tsx';
import { ConditionSentence } from './condition-sentence.tsx';
import { MatchCount } from './match-count.tsx';

interface Props {
  type: EntityType;
  value: ConditionGroup | undefined;
  /** Called with what can be asked already: terms still without a value are left out. */
  onChange: (condition: ConditionGroup) => void;
  /** The condition is asked of an event: "changed" is offered too. */
  ofEvent?: boolean;
  /** The value is at once what was told, and may become another from outside, as when it is taken back. */
  follows?: boolean;
}

/** The condition builder with what comes of it: the condition read out, and how many records meet it now. */
export function ConditionStudio({ type, value, onChange, ofEvent, follows }: Props) {
  const { t } = useTranslation('conditions');
  const [told, setTold] = useState(value);
  const built = follows ? value : told;
  return (
    <Stack gap="sm">
      <ConditionBuilder
        type={type}
        value={value}
        ofEvent={ofEvent}
        follows={follows}
        onChange={(next) => {
          setTold(next);
          onChange(next);
        }}
      />
      {built && !isEmpty(built) && (
        <div className={classes.outcome}>
          <Text size="sm">
            <Text span c="dimmed">
              {t('readsAs')}
            </Text>{' '}
            <ConditionSentence type={type} condition={built} />
          </Text>
          <MatchCount entityType={type.key} condition={built} />
        </div>
      )}
    </Stack>
  );
}
