import type { RecordView } from '@etapa/shared/api/records';
import { BANTC, type BantcKey, CONTACT_KINDS, type ContactKind } from '@etapa/shared/process/contact';
import { Button, Fieldset, Group, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLogContact } from '../../data/contacts.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useMe } from '../../data/session.ts';
import { PersonPicker } from '../../fields/person-picker.tsx';
import { instantOf, wallTimeOf } from '../../fields/wall-time.ts';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './card.module.css';
import { CONTACT_ICONS } from './contact-icon.ts';
import { useDraft } from './draft.ts';

interface Draft {
  kind: ContactKind;
  /** ISO 8601; null for now. */
  at: string | null;
  text: string;
  bantc: { [key in BantcKey]?: string };
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
        <div role="radiogroup" aria-label={t('kind')} className={classes.contactKinds}>
          {CONTACT_KINDS.map((one) => {
            const Icon = CONTACT_ICONS[one];
            return (
              <Button
                key={one}
                size="xs"
                px="xs"
                role="radio"
                aria-checked={one === kind}
                variant={one === kind ? 'light' : 'default'}
                leftSection={<Icon size={14} aria-hidden />}
                onClick={() => put({ kind: one })}
              >
                {t(`kinds.${one}`)}
              </Button>
            );
          })}
        </div>
        <When label={t('at')} placeholder={t('now')} value={at} onChange={(next) => put({ at: next })} />
        <Textarea
          size="xs"
          autosize
          minRows={2}
          maxRows={10}
          label={t('text')}
          value={text}
          onChange={(event) => put({ text: event.currentTarget.value })}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs">
          {BANTC.map((key) => (
            <TextInput
              key={key}
              size="xs"
              label={t(`bantc.${key}`)}
              placeholder={t(`bantcHint.${key}`)}
              value={bantc[key] ?? ''}
              onChange={(event) => put({ bantc: { ...bantc, [key]: event.currentTarget.value } })}
            />
          ))}
        </SimpleGrid>
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
              <When label={t('nextAt')} value={nextAt} onChange={(due) => put({ nextAt: due })} />
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

interface WhenProps {
  label: string;
  placeholder?: string;
  value: string | null;
  onChange: (instant: string | null) => void;
}

function When({ label, placeholder, value, onChange }: WhenProps) {
  const { timeZone, dateTime } = useFormats();
  return (
    <DateTimePicker
      size="xs"
      clearable
      label={label}
      placeholder={placeholder}
      value={value ? wallTimeOf(value, timeZone) : null}
      valueFormat={(wall) => dateTime(instantOf(wall, timeZone) ?? wall)}
      onChange={(wall) => onChange(wall ? instantOf(wall, timeZone) : null)}
    />
  );
}
