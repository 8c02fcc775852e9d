import { CloseButton, Group, NavLink, type NavLinkProps, Skeleton, Stack, Text } from '@mantine/core';
import {
  IconBolt,
  IconChecklist,
  IconHome,
  IconLayoutDashboard,
  IconLayoutGridAdd,
  IconMail,
  IconPlus,
  IconRubberStamp,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { type PublishedType, useEntityTypes } from '../data/entity-types.ts';
import { isAdmin, useMe } from '../data/session.ts';
import { useFormats } from '../i18n/locale.tsx';
import { EntityIcon } from '../ui/entity-icon.tsx';
import classes from './rail.module.css';

const ANY_SEARCH = { includeSearch: false };
const EXACT = { exact: true };

/** The left rail: home, tasks, processes, lists, administration. On a phone it is a drawer that can be closed. */
export function Rail({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation();
  const { t: process } = useTranslation('process');
  const me = useMe();
  const types = useEntityTypes();
  const processes = types?.filter((type) => type.funnels?.length);
  const lists = types?.filter((type) => !type.funnels?.length);
  const admin = isAdmin(me);

  return (
    <Stack h="100%" gap={0}>
      <Group px="md" h={52} gap={10} className={classes.brand}>
        <img src="/icon.svg" width={22} height={22} alt="" />
        <Text fw={700} size="lg" truncate flex={1}>
          {me.organization.name}
        </Text>
        <CloseButton hiddenFrom="sm" onClick={onClose} aria-label={common('close')} />
      </Group>
      <div className={classes.links}>
        <RailLink to="/" leftSection={<IconHome size={18} stroke={1.75} />} label={t('home')} />
        <RailLink
          activeOptions={ANY_SEARCH}
          to="/tasks"
          leftSection={<IconChecklist size={18} stroke={1.75} />}
          label={t('tasks')}
        />
        <RailLink to="/approvals" leftSection={<IconRubberStamp size={18} stroke={1.75} />} label={t('approvals')} />
        <RailLink
          activeOptions={ANY_SEARCH}
          to="/dashboards"
          leftSection={<IconLayoutDashboard size={18} stroke={1.75} />}
          label={t('dashboards')}
        />
        <Heading>{t('processes')}</Heading>
        {processes?.map((type) => (
          <TypeItem key={type.key} type={type} />
        ))}
        {!types && <Skeleton height={30} mx="sm" my={4} width="80%" />}
        {types && processes?.length === 0 && (
          <Text size="sm" c="dimmed" px="sm" py={4}>
            {t('noProcesses')}
          </Text>
        )}
        {admin && (
          <RailLink
            to="/gallery"
            search={{ new: true }}
            leftSection={<IconPlus size={18} stroke={1.75} />}
            label={process('new')}
          />
        )}
        {admin && (
          <RailLink
            activeOptions={EXACT}
            to="/gallery"
            leftSection={<IconLayoutGridAdd size={18} stroke={1.75} />}
            label={t('gallery')}
          />
        )}
        {lists && lists.length > 0 && <Heading>{t('lists')}</Heading>}
        {lists?.map((type) => (
          <TypeItem key={type.key} type={type} />
        ))}
      </div>
      <div className={classes.foot}>
        <RailLink
          activeOptions={ANY_SEARCH}
          to="/runs"
          leftSection={<IconBolt size={18} stroke={1.75} />}
          label={t('runs')}
        />
        <RailLink to="/emails" leftSection={<IconMail size={18} stroke={1.75} />} label={t('emails')} />
        {admin && (
          <RailLink
            activeOptions={ANY_SEARCH}
            to="/people"
            leftSection={<IconUsers size={18} stroke={1.75} />}
            label={t('people')}
          />
        )}
        <RailLink
          activeOptions={ANY_SEARCH}
          to="/settings"
          leftSection={<IconSettings size={18} stroke={1.75} />}
          label={t('settings')}
        />
      </div>
    </Stack>
  );
}

function TypeItem({ type }: { type: PublishedType }) {
  const { label } = useFormats();
  return (
    <RailLink
      activeOptions={ANY_SEARCH}
      to={type.funnels?.length ? '/p/$entityType' : '/p/$entityType/table'}
      params={{ entityType: type.key }}
      leftSection={<EntityIcon name={type.icon} color={type.color} />}
      label={label(type.namePlural ?? type.name)}
    />
  );
}

/** A line of the rail, marked while its screen or one below it is shown. */
const RailLink = createLink(
  ({ className: _, ...props }: NavLinkProps & Omit<ComponentProps<'a'>, keyof NavLinkProps>) => (
    <NavLink component="a" {...props} active={props['aria-current'] === 'page'} className={classes.item} />
  ),
);

const Heading = ({ children }: { children: string }) => (
  <Text size="xs" fw={600} c="dimmed" px="sm" pt="md" pb={4}>
    {children}
  </Text>
);
