import { BANTC, type BantcKey, CONTACT_KINDS, type ContactKind } from '@etapa/shared/process/contact';
import { Button, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { instantOf, wallTimeOf } from '../../fields/wall-time.ts';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './card.module.css';
import { CONTACT_ICONS } from './contact-icon.ts';

/** What is logged of a contact: how, when, what was said and found out. */
export interface ContactSaid {
  kind: ContactKind;
  /** ISO 8601; null for now. */
  at: string | null;
  text: string;
  bantc: { [key in BantcKey]?: string };
}

/** The inputs of a contact with a client, new or corrected. */
export function ContactInputs({ contact, put }: { contact: ContactSaid; put: (what: Partial<ContactSaid>) => void }) {
  const { t } = useTranslation('contacts');
  const { kind, at, text, bantc } = contact;
  return (
    <>
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
      <ContactTime label={t('at')} placeholder={t('now')} value={at} onChange={(next) => put({ at: next })} />
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
    </>
  );
}

interface TimeProps {
  label: string;
  placeholder?: string;
  value: string | null;
  onChange: (instant: string | null) => void;
}

/** A moment on the reader's clock. */
export function ContactTime({ label, placeholder, value, onChange }: TimeProps) {
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
