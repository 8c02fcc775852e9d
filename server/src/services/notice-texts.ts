import type { NoticeKind } from '@etapa/shared/process/notice';

/** What e-mails of notifications say, in one language. `{text}` is somebody's words, `{reader}` a name, `{n}` a number. */
export interface NoticeTexts {
  hello: string;
  /** Of each kind: one thing. */
  one: Record<NoticeKind, string>;
  /** Of the kinds that may come in numbers: several at once, by plural. */
  many: Partial<Record<NoticeKind, Partial<Record<Intl.LDMLPluralRule, string>>>>;
  /** A card one follows that changed several times, by plural. */
  followedTimes: Partial<Record<Intl.LDMLPluralRule, string>>;
  /** Subject of an e-mail that tells several things, by plural. */
  several: Partial<Record<Intl.LDMLPluralRule, string>>;
  choices: string;
}

const en: NoticeTexts = {
  hello: 'Hello, {text}',
  one: {
    mention: 'You were mentioned: {text}',
    assigned: 'Task for you: {text}',
    record: 'You are now responsible for: {text}',
    approval: 'Your approval is asked for: {text}',
    taskDue: 'Due soon: {text}',
    taskOverdue: 'Overdue: {text}',
    overNorm: 'In its stage for longer than the norm: {text}',
    followed: 'Changed: {text}',
    rule: '{text}',
    ruleTrouble: 'A rule needs attention: {text}',
    reportTrouble: '“{text}” was not sent to {reader}: they may see nothing of it',
  },
  many: {
    record: { one: 'You are now responsible for {n} card', other: 'You are now responsible for {n} cards' },
    taskDue: { one: '{n} task is due soon', other: '{n} tasks are due soon' },
    taskOverdue: { one: '{n} task is overdue', other: '{n} tasks are overdue' },
    overNorm: { one: '{n} card stands longer than its norm', other: '{n} cards stand longer than their norm' },
    followed: { one: '{n} card you follow has changed', other: '{n} cards you follow have changed' },
  },
  followedTimes: { one: 'Changed {n} time: {text}', other: 'Changed {n} times: {text}' },
  several: { one: '{n} thing for you in Etapa', other: '{n} things for you in Etapa' },
  choices: 'Choose what you are told of, and how:',
};

const ja: NoticeTexts = {
  hello: '{text} さん',
  one: {
    mention: 'あなたへのメンション：{text}',
    assigned: 'あなたのタスク：{text}',
    record: '担当になりました：{text}',
    approval: '承認の依頼：{text}',
    taskDue: '期限が近づいています：{text}',
    taskOverdue: '期限超過：{text}',
    overNorm: '標準日数を超えています：{text}',
    followed: '変更がありました：{text}',
    rule: '{text}',
    ruleTrouble: 'ルールの確認が必要です：{text}',
    reportTrouble: '「{text}」は {reader} さんに送信されませんでした：閲覧できる内容がありません',
  },
  many: {
    record: { other: '{n} 件のカードの担当になりました' },
    taskDue: { other: '{n} 件のタスクの期限が近づいています' },
    taskOverdue: { other: '{n} 件のタスクが期限を過ぎています' },
    overNorm: { other: '{n} 件のカードが標準日数を超えています' },
    followed: { other: 'フォロー中のカード {n} 件に変更がありました' },
  },
  followedTimes: { other: '{n} 回の変更がありました：{text}' },
  several: { other: 'Etapa からのお知らせ {n} 件' },
  choices: 'お知らせの内容と方法を選ぶ：',
};

const ru: NoticeTexts = {
  hello: 'Здравствуйте, {text}',
  one: {
    mention: 'Вас упомянули: {text}',
    assigned: 'Вам задача: {text}',
    record: 'Вы теперь отвечаете за: {text}',
    approval: 'Нужно ваше согласование: {text}',
    taskDue: 'Скоро срок: {text}',
    taskOverdue: 'Просрочено: {text}',
    overNorm: 'На этапе дольше нормы: {text}',
    followed: 'Изменилось: {text}',
    rule: '{text}',
    ruleTrouble: 'Правило требует внимания: {text}',
    reportTrouble: '«{text}» не отправлено: {reader} не видит в нём ничего',
  },
  many: {
    record: {
      one: 'Вы теперь отвечаете за {n} карточку',
      few: 'Вы теперь отвечаете за {n} карточки',
      many: 'Вы теперь отвечаете за {n} карточек',
      other: 'Вы теперь отвечаете за {n} карточки',
    },
    taskDue: {
      one: 'Скоро срок у {n} задачи',
      few: 'Скоро срок у {n} задач',
      many: 'Скоро срок у {n} задач',
      other: 'Скоро срок у {n} задачи',
    },
    taskOverdue: {
      one: 'Просрочена {n} задача',
      few: 'Просрочены {n} задачи',
      many: 'Просрочено {n} задач',
      other: 'Просрочено {n} задачи',
    },
    overNorm: {
      one: '{n} карточка стоит дольше нормы',
      few: '{n} карточки стоят дольше нормы',
      many: '{n} карточек стоят дольше нормы',
      other: '{n} карточки стоят дольше нормы',
    },
    followed: {
      one: 'Изменилась {n} карточка, за которой вы следите',
      few: 'Изменились {n} карточки, за которыми вы следите',
      many: 'Изменилось {n} карточек, за которыми вы следите',
      other: 'Изменилось {n} карточки, за которыми вы следите',
    },
  },
  followedTimes: {
    one: 'Изменилось {n} раз: {text}',
    few: 'Изменилось {n} раза: {text}',
    many: 'Изменилось {n} раз: {text}',
    other: 'Изменилось {n} раза: {text}',
  },
  several: {
    one: '{n} новость для вас в Etapa',
    few: '{n} новости для вас в Etapa',
    many: '{n} новостей для вас в Etapa',
    other: '{n} новости для вас в Etapa',
  },
  choices: 'Выбрать, о чём и как вам сообщать:',
};

const uk: NoticeTexts = {
  hello: 'Вітаємо, {text}',
  one: {
    mention: 'Вас згадали: {text}',
    assigned: 'Вам завдання: {text}',
    record: 'Ви тепер відповідаєте за: {text}',
    approval: 'Потрібне ваше погодження: {text}',
    taskDue: 'Скоро термін: {text}',
    taskOverdue: 'Прострочено: {text}',
    overNorm: 'На етапі довше норми: {text}',
    followed: 'Змінилося: {text}',
    rule: '{text}',
    ruleTrouble: 'Правило потребує уваги: {text}',
    reportTrouble: '«{text}» не надіслано: {reader} не бачить у ньому нічого',
  },
  many: {
    record: {
      one: 'Ви тепер відповідаєте за {n} картку',
      few: 'Ви тепер відповідаєте за {n} картки',
      many: 'Ви тепер відповідаєте за {n} карток',
      other: 'Ви тепер відповідаєте за {n} картки',
    },
    taskDue: {
      one: 'Скоро термін у {n} завдання',
      few: 'Скоро термін у {n} завдань',
      many: 'Скоро термін у {n} завдань',
      other: 'Скоро термін у {n} завдання',
    },
    taskOverdue: {
      one: 'Прострочено {n} завдання',
      few: 'Прострочено {n} завдання',
      many: 'Прострочено {n} завдань',
      other: 'Прострочено {n} завдання',
    },
    overNorm: {
      one: '{n} картка стоїть довше норми',
      few: '{n} картки стоять довше норми',
      many: '{n} карток стоять довше норми',
      other: '{n} картки стоять довше норми',
    },
    followed: {
      one: 'Змінилася {n} картка, за якою ви стежите',
      few: 'Змінилися {n} картки, за якими ви стежите',
      many: 'Змінилося {n} карток, за якими ви стежите',
      other: 'Змінилося {n} картки, за якими ви стежите',
    },
  },
  followedTimes: {
    one: 'Змінилося {n} раз: {text}',
    few: 'Змінилося {n} рази: {text}',
    many: 'Змінилося {n} разів: {text}',
    other: 'Змінилося {n} раза: {text}',
  },
  several: {
    one: '{n} новина для вас в Etapa',
    few: '{n} новини для вас в Etapa',
    many: '{n} новин для вас в Etapa',
    other: '{n} новини для вас в Etapa',
  },
  choices: 'Обрати, про що та як вам повідомляти:',
};

const ALL: { [language: string]: NoticeTexts } = { en, ja, ru, uk };

/** In a person's language, else in English. */
export const noticeTexts = (language: string): NoticeTexts => ALL[language] ?? en;

/** The form for a number, in a language. */
export function plural(forms: Partial<Record<Intl.LDMLPluralRule, string>>, count: number, language: string): string {
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other ?? '';
  return form.replaceAll('{n}', () => new Intl.NumberFormat(language).format(count));
}
