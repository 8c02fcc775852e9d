import type { RecordView } from '@etapa/shared/api/records';
import { Button, Combobox, Group, Textarea, useCombobox } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useComment } from '../../data/comments.ts';
import { useDraft } from '../../data/draft.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { usePeopleOptions } from '../../fields/person-options.ts';
import classes from './card.module.css';
import { insertMention, type Mention, mentionBeing, mentionsIn } from './mention.ts';

const NOTHING: { text: string; chosen: Mention[] } = { text: '', chosen: [] };

/** A comment; `@` offers people, who are told of it. What is typed stays until it is sent. */
export function CommentForm({ record }: { record: RecordView }) {
  const { t } = useTranslation('card');
  const [{ text, chosen }, setDraft] = useDraft(`${record.id} comment`, NOTHING);
  const [asked, setAsked] = useState<string | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const combobox = useCombobox();
  const people = usePeopleOptions(asked ?? '', asked !== null).data ?? [];
  const comment = useComment();

  const send = () => {
    const written = text.trim();
    if (written === '' || (comment.isPending && !comment.isPaused)) return;
    comment.mutate(
      { entityType: record.entityType, id: record.id, text: written, mentions: mentionsIn(written, chosen) },
      {
        onSuccess: () => setDraft(null),
      },
    );
  };
  // What waits for the line is kept, and goes out by itself.
  useEffect(() => {
    if (comment.isPaused) setDraft(null);
  }, [comment.isPaused, setDraft]);
  const look = (value: string, caret: number) => {
    const being = mentionBeing(value, caret);
    setAsked(being);
    if (being === null) combobox.closeDropdown();
    else {
      combobox.openDropdown();
      combobox.selectFirstOption();
    }
  };
  return (
    <div>
      <Combobox
        store={combobox}
        withinPortal
        onOptionSubmit={(id) => {
          const person = people.find((one) => one.id === id);
          if (!person) return;
          const caret = area.current?.selectionStart ?? text.length;
          const next = insertMention(text, caret, person.name);
          setDraft({ text: next.text, chosen: [...chosen, { id: person.id, name: person.name }] });
          combobox.closeDropdown();
          requestAnimationFrame(() => area.current?.setSelectionRange(next.caret, next.caret));
        }}
      >
        <Combobox.EventsTarget withAriaAttributes={false}>
          <Textarea
            ref={area}
            autosize
            minRows={2}
            maxRows={10}
            aria-label={t('comment')}
            placeholder={t('commentHint')}
            value={text}
            onChange={(event) => {
              setDraft({ text: event.currentTarget.value, chosen });
              look(event.currentTarget.value, event.currentTarget.selectionStart);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                send();
              }
            }}
            onBlur={() => combobox.closeDropdown()}
          />
        </Combobox.EventsTarget>
        <Combobox.Dropdown hidden={people.length === 0}>
          <Combobox.Options mah={200} style={{ overflowY: 'auto' }} aria-label={t('people')}>
            {people.map((person) => (
              <Combobox.Option key={person.id} value={person.id}>
                {person.name}
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Group justify="space-between" mt={6}>
        <span className={classes.meta}>{t('sendHint')}</span>
        <Button size="xs" disabled={text.trim() === ''} loading={comment.isPending && !comment.isPaused} onClick={send}>
          {t('send')}
        </Button>
      </Group>
      <ProblemNotice error={comment.error} />
    </div>
  );
}
