import type { RecordView } from '@etapa/shared/api/records';
import { Button, Fieldset, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLogContact } from '../../data/contacts.ts';
import { useDraft } from '../../data/draft.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useMe } from '../../data/session.ts';
import { PersonPicker } from '../../fields/person-picker.tsx';
import classes from './card.module.css';
import { ContactInputs, type ContactSaid, ContactTime } from './contact-inputs.tsx';

interface Draft extends ContactSaid {
  next: string;
  nextAt: string | null;
  /** Null: oneself. */
  assignee: string | null;
}

const NOTHING: Draft = { kind: 'call', at: null, text: '', bantc: {}, next: '', nextAt: null, assignee: null };

/** Logs a contact: what was said, what was found out, and what is to follow, which becomes a task. */
export function ContactForm({ record, onLogged }: { record: RecordView; onLogged: () => void }) {
  const { t } = useTranslation('contacts');
  const me = useMe();
  const [draft, setDraft] = useDraft(`${record.id} contact`, NOTHING);
  const log = useLogContact();
  const { kind, at, text, bantc, next, nextAt, assignee } = draft;
  const put = (what: Partial<Draft>) => setDraft({ ...draft, ...what });
  const { isPaused } = log;
  // What waits for the line is kept, and goes out by itself.
  useEffect(() => {
    if (isPaused) setDraft(null);
  }, [isPaused, setDraft]);
  const isEmpty = [text, next, ...Object.values(bantc)].every((said) => said.trim() === '');

  const send = () => {
    if (isEmpty || (log.isPending && !isPaused)) return;
    log.mutate(
      {
        entityType: record.entityType,
        id: record.id,
        kind,
        text,
        bantc,
        ...(at ? { at } : {}),
        ...(next.trim() ? { nextAction: { text: next, at: nextAt, assigneeId: assignee ?? me.user.id } } : {}),
      },
      {
        onSuccess: () => {
          setDraft(null);
          onLogged();
        },
      },
    );
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl Enter sends from any of the inputs inside.
    <div
      className={classes.contactForm}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="xs">
        <ContactInputs contact={draft} put={put} />
        <Fieldset legend={t('next')} p="xs" variant="filled">
          <Stack gap="xs">
            <TextInput
              size="xs"
              label={t('nextText')}
              placeholder={t('nextHint')}
              value={next}
              onChange={(event) => put({ next: event.currentTarget.value })}
            />
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs">
              <ContactTime label={t('nextAt')} value={nextAt} onChange={(due) => put({ nextAt: due })} />
              <PersonPicker
                value={assignee ?? me.user.id}
                onChange={(person) => put({ assignee: person })}
                input={{ label: t('nextWho'), size: 'xs' }}
              />
            </SimpleGrid>
          </Stack>
        </Fieldset>
        <ProblemNotice error={log.error} />
        <Group justify="space-between">
          <span className={classes.meta}>{t('sendHint')}</span>
          <Button size="xs" disabled={isEmpty} loading={log.isPending && !isPaused} onClick={send}>
            {t('send')}
          </Button>
        </Group>
      </Stack>
    </div>
  );
}
