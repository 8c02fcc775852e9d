import type { NewView, View, ViewDefault, ViewList, Whose } from '@etapa/shared/api/views';
import { Button, Group, Modal, MultiSelect, Radio, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rolesQuery, teamsQuery } from '../data/people.ts';
import { ProblemNotice } from '../data/problem-notice.tsx';
import { useMe } from '../data/session.ts';
import { useChangeView, useChooseView, useSaveView } from '../data/views.ts';

interface Props {
  entityType: string;
  views: ViewList;
  /** Absent: a new one. */
  view: View | undefined;
  /** What a new one shows. */
  shown: Omit<NewView, 'name'>;
  onClose: () => void;
  onSaved: (view: View) => void;
}

type Audience = 'me' | 'everyone' | 'some';

/** Name of a view, who sees it and for whom it opens first. */
export function ViewForm({ entityType, views, view, shown, onClose, onSaved }: Props) {
  const { t } = useTranslation('views');
  const { t: common } = useTranslation('common');
  const me = useMe();
  const roles = useQuery(rolesQuery).data;
  const teams = useQuery(teamsQuery).data;
  const save = useSaveView(entityType);
  const change = useChangeView(entityType);
  const choose = useChooseView(entityType);
  const [name, setName] = useState(view?.name ?? '');
  const [audience, setAudience] = useState<Audience>(audienceOf(view));
  const [chosenRoles, setRoles] = useState(view?.roles ?? []);
  const [teamIds, setTeams] = useState(view?.teamIds ?? []);
  const before = firstFor(views.defaults, view?.id);
  const [first, setFirst] = useState(before);
  const mayChange = view?.mayChange ?? true;
  const error = save.error ?? change.error ?? choose.error;

  const roleOptions = (roles ?? me.user.roles.map((key) => ({ key, name: key }))).map(({ key, name }) => ({
    value: key,
    label: name,
  }));
  const teamOptions = (teams ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const some = audience === 'some';
  const groups = [
    { value: 'me', label: t('whose.me') },
    ...(views.mayChoose && audience === 'everyone' ? [{ value: 'everyone', label: t('whose.everyone') }] : []),
    ...(views.mayChoose && audience !== 'me'
      ? [
          ...roleOptions
            .filter(({ value }) => !some || chosenRoles.includes(value))
            .map((role) => ({ value: `role:${role.value}`, label: t('whose.role', { role: role.label }) })),
          ...teamOptions
            .filter(({ value }) => !some || teamIds.includes(value))
            .map((team) => ({ value: `team:${team.value}`, label: t('whose.team', { team: team.label }) })),
        ]
      : []),
  ];
  const offered = new Set(groups.map(({ value }) => value));

  const submit = async () => {
    const sharing = {
      shared: audience === 'everyone',
      roles: some ? chosenRoles : [],
      teamIds: some ? teamIds : [],
    };
    const own = { name: name.trim(), ...sharing };
    let made = view;
    if (!view) made = await save.mutateAsync({ ...shown, ...own });
    else if (mayChange) made = await change.mutateAsync({ id: view.id, ...own });
    if (!made) return;
    const wanted = first.filter((whose) => offered.has(whose));
    for (const whose of before.filter((each) => !wanted.includes(each))) {
      await choose.mutateAsync({ for: whoseOf(whose), viewId: null });
    }
    for (const whose of wanted.filter((each) => !before.includes(each))) {
      await choose.mutateAsync({ for: whoseOf(whose), viewId: made.id });
    }
    onClose();
    if (!view) onSaved(made);
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={view ? t('settingsTitle', { name: view.name }) : t('newTitle')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // What was refused is shown below.
          if (name.trim() !== '') submit().catch(() => undefined);
        }}
      >
        <Stack gap="md">
          {mayChange && (
            <>
              <TextInput
                label={t('name')}
                required
                maxLength={200}
                data-autofocus
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Radio.Group
                label={t('audience.label')}
                value={audience}
                onChange={(next) => setAudience(next as Audience)}
              >
                <Stack gap={6} mt={6}>
                  {(['me', 'everyone', 'some'] as const).map((each) => (
                    <Radio key={each} value={each} label={t(`audience.${each}`)} />
                  ))}
                </Stack>
              </Radio.Group>
              {some && (
                <Group grow align="flex-start">
                  <MultiSelect
                    searchable
                    label={t('roles')}
                    data={roleOptions}
                    value={chosenRoles}
                    onChange={setRoles}
                  />
                  <MultiSelect searchable label={t('teams')} data={teamOptions} value={teamIds} onChange={setTeams} />
                </Group>
              )}
            </>
          )}
          <MultiSelect
            searchable
            label={t('opensFirstFor')}
            description={t('opensFirstHelp')}
            data={groups}
            value={first.filter((whose) => offered.has(whose))}
            onChange={setFirst}
          />
          <ProblemNotice error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending || change.isPending || choose.isPending}>
              {common('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function audienceOf(view: View | undefined): Audience {
  if (!view) return 'me';
  if (view.shared) return 'everyone';
  return view.roles.length + view.teamIds.length > 0 ? 'some' : 'me';
}

/** `me`, `everyone`, `role:<key>`, `team:<id>`: for whom a view opens first. */
function firstFor(defaults: ViewDefault[], viewId: string | undefined): string[] {
  return defaults
    .filter((each) => each.viewId === viewId)
    .map(({ for: whose }) => {
      if (typeof whose === 'string') return whose;
      return 'role' in whose ? `role:${whose.role}` : `team:${whose.teamId}`;
    });
}

function whoseOf(text: string): Whose {
  if (text === 'me' || text === 'everyone') return text;
  return text.startsWith('role:') ? { role: text.slice('role:'.length) } : { teamId: text.slice('team:'.length) };
}
