import Type, { type Static } from 'typebox';
import { Changes, OneOf } from './lists.ts';
import { route, strict } from './route.ts';

export const Choice = strict({ app: Type.Boolean(), email: Type.Boolean() });
export type Choice = Static<typeof Choice>;

const Choices = strict({
  mention: Choice,
  assigned: Choice,
  record: Choice,
  approval: Choice,
  taskDue: Choice,
  taskOverdue: Choice,
  overNorm: Choice,
  followed: Choice,
  rule: Choice,
  ruleTrouble: Choice,
  reportTrouble: Choice,
});

export const NotificationSettings = strict({
  choices: Choices,
  /** E-mails one by one as things happen, or all of a day in one. */
  delivery: OneOf(['atOnce', 'daily']),
  /** When the one of the day goes out, in the reader's time zone. */
  dailyAt: Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
  /** Minutes before a task is due. */
  remindBefore: Type.Integer({ minimum: 0, maximum: 20_160 }),
  /** Follows the records one is responsible for. */
  followOwn: Type.Boolean(),
  /** Follows records one is mentioned on. */
  followMentioned: Type.Boolean(),
});
export type NotificationSettings = Static<typeof NotificationSettings>;

const told = (app: boolean, email: boolean): Choice => ({ app, email });

/** How people are told who have not chosen yet: what is asked of them also by e-mail, the rest in the app. */
export const DEFAULT_SETTINGS: NotificationSettings = {
  choices: {
    mention: told(true, true),
    assigned: told(true, true),
    record: told(true, false),
    approval: told(true, true),
    taskDue: told(true, false),
    taskOverdue: told(true, true),
    overNorm: told(true, false),
    followed: told(true, false),
    rule: told(true, false),
    ruleTrouble: told(true, false),
    reportTrouble: told(true, false),
  },
  delivery: 'atOnce',
  dailyAt: '08:00',
  remindBefore: 60,
  followOwn: true,
  followMentioned: true,
};

export const SettingsChanges = Changes(
  strict({ ...NotificationSettings.properties, choices: Type.Partial(Choices, { additionalProperties: false }) }),
);
export type SettingsChanges = Static<typeof SettingsChanges>;

export const notificationSettingsRoutes = {
  get: route({
    method: 'GET',
    path: '/notification-settings',
    summary: 'How one wants to be told of things, in the app and by e-mail',
    answer: NotificationSettings,
  }),
  update: route({
    method: 'PATCH',
    path: '/notification-settings',
    summary: 'Change how one wants to be told of things',
    body: SettingsChanges,
    answer: NotificationSettings,
  }),
};
