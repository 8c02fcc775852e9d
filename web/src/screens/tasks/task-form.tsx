import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useMe } from '../../data/session.ts';
import { type Task, useChangeTask, useCreateTask } from '../../data/tasks.ts';
import { PersonPicker } from '../../fields/person-picker.tsx';
import { instantOf, wallTimeOf } from '../../fields/wall-time.ts';
import { useFormats } from '../../i18n/locale.tsx';

const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

type Values = Pick<Task, 'title' | 'description' | 'priority' | 'assigneeId' | 'dueAt' | 'remindAt'>;

export function NewTask({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const create = useCreateTask();
  const { user } = useMe();
  const empty: Values = {
    title: '',
    description: '',
    priority: 'normal',
    assigneeId: user.id,
    dueAt: null,
    remindAt: null,
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('new')} closeButtonProps={{ 'aria-label': common('close') }}>
      <TaskForm
        values={empty}
        error={create.error}
        saving={create.isPending}
        onCancel={onClose}
        onSave={(values) => create.mutate(values, { onSuccess: onClose })}
      />
    </Modal>
  );
}

export function EditTask({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const change = useChangeTask();
  const { title, description, priority, assigneeId, dueAt, remindAt } = task;
  return (
    <Modal opened onClose={onClose} title={t('edit')} closeButtonProps={{ 'aria-label': common('close') }}>
      <TaskForm
        values={{ title, description, priority, assigneeId, dueAt, remindAt }}
        error={change.error}
        saving={change.isPending}
        onCancel={onClose}
        onSave={(values) => change.mutate({ id: task.id, version: task.version, ...values }, { onSuccess: onClose })}
      />
    </Modal>
  );
}

interface Props {
  values: Values;
  error: unknown;
  saving: boolean;
  onSave: (values: Values) => void;
  onCancel: () => void;
}

function TaskForm({ values, error, saving, onSave, onCancel }: Props) {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const { timeZone, dateTime } = useFormats();
  const { register, control, handleSubmit, formState } = useForm({ defaultValues: values });
  return (
    <form onSubmit={handleSubmit(onSave)} noValidate>
      <Stack gap="sm">
        <TextInput
          label={t('field.title')}
          data-autofocus
          error={formState.errors.title?.message}
          {...register('title', { validate: (title) => title.trim() !== '' || t('titleMissing') })}
        />
        <Group grow align="flex-start">
          <Controller
            name="dueAt"
            control={control}
            render={({ field }) => (
              <DateTimePicker
                label={t('field.due')}
                clearable
                value={field.value ? wallTimeOf(field.value, timeZone) : null}
                valueFormat={(wall) => dateTime(instantOf(wall, timeZone) ?? wall)}
                onChange={(wall) => field.onChange(wall ? instantOf(wall, timeZone) : null)}
              />
            )}
          />
          <Controller
            name="priority"
            control={control}
            render={({ field }) => (
              <Select
                label={t('field.priority')}
                allowDeselect={false}
                data={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
        </Group>
        <Controller
          name="remindAt"
          control={control}
          render={({ field }) => (
            <DateTimePicker
              label={t('field.remind')}
              placeholder={t('remindUsual')}
              clearable
              value={field.value ? wallTimeOf(field.value, timeZone) : null}
              valueFormat={(wall) => dateTime(instantOf(wall, timeZone) ?? wall)}
              onChange={(wall) => field.onChange(wall ? instantOf(wall, timeZone) : null)}
            />
          )}
        />
        <Controller
          name="assigneeId"
          control={control}
          render={({ field }) => (
            <PersonPicker value={field.value} onChange={field.onChange} input={{ label: t('field.assignee') }} />
          )}
        />
        <Textarea label={t('field.description')} autosize minRows={2} maxRows={8} {...register('description')} />
        <ProblemNotice error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={saving}>
            {common('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
