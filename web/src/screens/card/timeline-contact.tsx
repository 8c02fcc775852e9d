import type { TimelineEntry } from '@etapa/shared/api/timeline';
import { BANTC, type BantcKey, CONTACT_KINDS } from '@etapa/shared/process/contact';
import { ActionIcon, Group, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowForward, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRemoveContact } from '../../data/contacts.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { isAdmin, useMe } from '../../data/session.ts';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './card.module.css';
import { ContactEdit } from './contact-edit.tsx';
import { CONTACT_ICONS } from './contact-icon.ts';
import { textIn } from './timeline-data.ts';

/** A logged contact: what was said, what was found out, what follows. */
export function TimelineContact({ entry, entityType }: { entry: TimelineEntry; entityType: string }) {
  const { t } = useTranslation('contacts');
  const { dateTime } = useFormats();
  const me = useMe();
  const remove = useRemoveContact(entityType);
  const [isEdited, editing] = useDisclosure(false);
  const { data, actor } = entry;
  const kind = CONTACT_KINDS.find((one) => one === textIn(data, 'contact', 'kind')) ?? 'call';
  const Icon = CONTACT_ICONS[kind];
  const contact = part(data.contact);
  const bantc = part(contact.bantc);
  const next = part(contact.nextAction);
  const at = textIn(data, 'contact', 'at');
  const found = BANTC.flatMap((key): [BantcKey, string][] => {
    const said = bantc[key];
    return typeof said === 'string' && said !== '' ? [[key, said]] : [];
  });
  return (
    <div className={classes.contact}>
      <Group gap={6} wrap="nowrap" justify="space-between">
        <Text size="sm" fw={600} component="div">
          <Icon size={14} aria-hidden style={{ verticalAlign: -2 }} /> {t(`kinds.${kind}`)}
          {at && (
            <Text span size="xs" c="dimmed">
              {' '}
              · <time dateTime={at}>{dateTime(at)}</time>
            </Text>
          )}
        </Text>
        {(isAdmin(me) || (actor.kind === 'user' && actor.id === me.user.id)) && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('more')} loading={remove.isPending}>
                <IconDots size={13} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={13} />} onClick={editing.open}>
                {t('edit')}
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={13} />}
                onClick={() => remove.mutate(textIn(data, '', 'contactId'))}
              >
                {t('remove')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      {textIn(data, 'contact', 'text') !== '' && <div className={classes.said}>{textIn(data, 'contact', 'text')}</div>}
      {found.length > 0 && (
        <dl className={classes.bantc}>
          {found.map(([key, said]) => (
            <div key={key}>
              <dt>{t(`bantc.${key}`)}</dt>
              <dd>{said}</dd>
            </div>
          ))}
        </dl>
      )}
      {typeof next.text === 'string' && (
        <Text size="sm" mt={4} component="div">
          <IconArrowForward size={14} aria-hidden style={{ verticalAlign: -2 }} /> {t('nextIs', { text: next.text })}
          {typeof next.at === 'string' && (
            <Text span size="xs" c="dimmed">
              {' '}
              · {dateTime(next.at)}
            </Text>
          )}
        </Text>
      )}
      <ProblemNotice error={remove.error} />
      {isEdited && (
        <ContactEdit
          entityType={entityType}
          contactId={textIn(data, '', 'contactId')}
          said={{ kind, at: at || null, text: textIn(data, 'contact', 'text'), bantc: Object.fromEntries(found) }}
          version={typeof contact.version === 'number' ? contact.version : undefined}
          onClose={editing.close}
        />
      )}
    </div>
  );
}

const part = (value: unknown): { [name: string]: unknown } =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as { [name: string]: unknown }) : {};
