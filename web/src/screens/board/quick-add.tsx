import type { EntityType, Stage } from '@etapa/shared/definition/entity-type';
import { Anchor, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../data/problem.ts';
import { useProblemText } from '../../data/problem-notice.tsx';
import { useCreateRecord } from '../../data/record.ts';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './board.module.css';

interface Props {
  type: EntityType;
  funnel: string;
  stage: Stage;
  onClose: () => void;
  /** The title alone is not enough, or more is wanted: the whole form takes over with what was typed. */
  onForm: (stage: string, title: string) => void;
}

/** A card by its title alone, at the top of a column; stays open for the next one. */
export function QuickAdd({ type, funnel, stage, onClose, onForm }: Props) {
  const { t } = useTranslation('board');
  const { label } = useFormats();
  const problem = useProblemText();
  const [title, setTitle] = useState('');
  const create = useCreateRecord(type.key);
  const add = () => {
    const text = title.trim();
    if (text === '' || create.isPending) return;
    create.mutate(
      { doc: { [type.titleField]: text }, funnel, stage: stage.key },
      {
        onSuccess: () => setTitle(''),
        onError: (error) => {
          if (isProblem(error, 'invalid_document') || isProblem(error, 'required_fields')) onForm(stage.key, text);
        },
      },
    );
  };
  const error = create.error ? problem(create.error) : null;
  return (
    <div className={classes.quick}>
      <TextInput
        autoFocus
        size="xs"
        aria-label={t('quickAddLabel', { stage: label(stage.name) })}
        placeholder={t('quickAdd')}
        value={title}
        error={error && (error.detail ?? error.title)}
        onChange={(event) => setTitle(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) add();
          if (event.key === 'Escape') onClose();
          event.stopPropagation();
        }}
        onBlur={() => title.trim() === '' && onClose()}
      />
      <Group justify="flex-end" mt={2}>
        <Anchor
          component="button"
          type="button"
          size="xs"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onForm(stage.key, title.trim())}
        >
          {t('fullForm')}
        </Anchor>
      </Group>
    </div>
  );
}
