import type { Label } from '../fields/field.ts';

/** Names of what a diagram does not name and a process needs. */
export const WORDS = {
  process: { en: 'Process', ja: 'プロセス', ru: 'Процесс', uk: 'Процес' },
  begin: { en: 'New', ja: '新規', ru: 'Новая', uk: 'Нова' },
  done: { en: 'Done', ja: '完了', ru: 'Готово', uk: 'Готово' },
  stopped: { en: 'Stopped', ja: '中止', ru: 'Прекращено', uk: 'Припинено' },
  title: { en: 'Title', ja: '件名', ru: 'Название', uk: 'Назва' },
  main: { en: 'Main', ja: '基本', ru: 'Основное', uk: 'Основне' },
  step: { en: 'Step', ja: 'ステップ', ru: 'Шаг', uk: 'Крок' },
  waiting: { en: 'Waiting', ja: '待機', ru: 'Ожидание', uk: 'Очікування' },
} as const satisfies { [word: string]: Label };

/** Ends of which the name says that it did not work out, in the languages that diagrams are drawn in. */
const LOST = new RegExp(
  [
    ...[
      'reject',
      'refus',
      'declin',
      'cancel',
      'lost',
      'fail',
      'abort',
      'denied',
      'deny',
      'error',
      'terminat',
      'withdraw',
    ],
    ...[
      'not (approved|needed|accepted)',
      'unsuccessful',
      'storn',
      'abgelehnt',
      'abbruch',
      'abgebrochen',
      'gescheitert',
    ],
    ...['annul', 'échec', 'rechaz', 'отказ', 'отклон', 'отмен', 'прекращ', 'ошибк', 'відмов', 'відхил', 'скасов'],
    ...['却下', '中止', '失注', '取消', 'キャンセル', '不採用', '失敗', '否決'],
  ].join('|'),
  'i',
);

export const soundsLost = (name: string): boolean => LOST.test(name);
