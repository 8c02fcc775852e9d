import fc from 'fast-check';
import { companyName } from './company-name.ts';

const key = (text: string): string => {
  const { name, form } = companyName(text);
  return `${name} ${form}`;
};

/** Each line is one company, written in different ways. */
const SAME: string[][] = [
  [
    '株式会社ソニー',
    'ソニー株式会社',
    'ソニー(株)',
    '（株）ソニー',
    '㈱ソニー',
    '㍿ソニー',
    'ｿﾆｰ㈱',
    'ｶ)ｿﾆｰ',
    'ｿﾆｰ(ｶ',
    'ソニー　株式会社',
    '株式會社ソニー',
    'カブシキガイシャソニー',
    'ｶﾌﾞｼｷｶﾞｲｼﾔ ｿﾆ-',
    'ソニー【株】',
    '株)ソニー',
    'ソニーＫ．Ｋ．',
    'ソニー Kabushiki Kaisha',
    '㊑ソニー',
  ],
  ['有限会社山田', '㈲山田', '山田(有)', 'ﾕ)山田', '山田有限會社', '（有）山 田'],
  ['合同会社ひかり', '(同)ひかり', 'ﾄﾞ)ひかり', 'ひかり合同会社', 'ひかりG.K.'],
  ['合資会社桜', '櫻(資)', 'ｼ)桜', '㈾桜'],
  ['合名会社桜', '㈴櫻', 'ﾒ)桜'],
  ['一般社団法人みどり', '(一社)みどり', 'みどり 一般社団法人'],
  ['NPO法人みどり', '特定非営利活動法人みどり', 'ＮＰＯ法人 みどり', '(特非)みどり', 'NPO みどり'],
  ['株式会社齋藤製作所', '斎藤製作所㈱', '斉藤製作所(株)', '齊藤製作所株式会社'],
  ['株式会社佐々木', '佐佐木㈱'],
  ['国立研究開発法人みどり', '(国研)みどり'],
  ['株式会社林', '㈱林', '林(株)', 'ｶ)林'],
  ['株式会社髙島屋', '(株)高島屋'],
  ['渡邊商店株式会社', '渡邉商店(株)', '㈱渡辺商店'],
  ['山﨑製パン株式会社', '山崎製パン㈱', '山崎製ﾊﾟﾝ(株)'],
  ['キヤノン株式会社', 'キャノン(株)', 'ｷﾔﾉﾝ㈱', 'ｷｬﾉﾝ㈱'],
  ['株式会社滝澤鉄工', '瀧澤鐵工㈱', '滝沢鉄工株式会社'],
  ['Acme Inc.', 'ACME, Inc', 'acme incorporated', 'Ａｃｍｅ　Ｉｎｃ．', ' Acme  INC '],
  ['Acme LLC', 'Acme, L.L.C.', 'acme llc', 'Acme L. L. C.', 'Acme Limited Liability Company'],
  ['Acme Ltd', 'Acme Limited', 'ACME LTD.', 'Acme Co., Ltd.', 'Acme Company Limited', 'Acme Co Ltd'],
  ['Acme Corp', 'Acme Corporation', 'Acme Corp.'],
  ['Acme PLC', 'Acme plc', 'Acme P.L.C.', 'Acme Public Limited Company'],
  [
    'Müller GmbH',
    'MÜLLER GMBH',
    'Mueller GmbH',
    'Muller G.m.b.H.',
    'Müller Gesellschaft mit beschränkter Haftung',
    'GmbH Müller',
  ],
  [
    'Müller GmbH & Co. KG',
    'Müller GmbH & Co KG',
    'Müller GmbH und Co. KG',
    'Müller GmbH&Co.KG',
    'Müller GmbH & Co. Kommanditgesellschaft',
    'Müller GmbH + Co. KG',
    'Müller GmbH u. Co. KG',
  ],
  ['Größe & Söhne KG', 'Groesse & Soehne KG', 'GRÖSSE UND SÖHNE KG'],
  ['Tata Motors Pvt. Ltd.', 'Tata Motors Private Limited', 'Tata Motors Private Ltd'],
  ['Müller AG', 'Müller Aktiengesellschaft', 'müller a.g.', 'AG Müller'],
  ['Müller KG', 'Müller Kommanditgesellschaft'],
  ['Müller UG', 'Müller UG (haftungsbeschränkt)'],
  ['Société Générale S.A.', 'SOCIETE GENERALE SA', 'Societe Generale, S. A.'],
  ['Dupont SAS', 'Dupont S.A.S.'],
  ['Dupont SARL', 'Dupont S.à r.l.', 'SARL Dupont', 'Dupont S.A.R.L.'],
  ['Rossi S.r.l.', 'ROSSI SRL', 'Rossi s.r.l', 'S.R.L. Rossi'],
  ['Rossi S.p.A.', 'ROSSI SPA', 'Rossi SpA', 'S.p.A. Rossi', 'Rossi Società per Azioni'],
  ['García S.L.', 'Garcia SL', 'GARCÍA, S.L.'],
  ['Philips N.V.', 'Philips NV'],
  ['Jansen B.V.', 'Jansen BV'],
  ['AB Volvo', 'Volvo AB', 'A B Volvo', 'Volvo AB (publ)'],
  ['Ørsted A/S', 'Orsted AS', 'ØRSTED A/S'],
  ['Nokia Oy', 'Oy Nokia', 'Nokia Oy Ab', 'Oy Nokia Ab'],
  ['Kowalski Sp. z o.o.', 'KOWALSKI SP Z OO', 'Kowalski Sp.z o.o.', 'Kowalski Spółka z o.o.', 'Kowalski sp. z. o. o.'],
  [
    'ООО «Ромашка»',
    'Ромашка ООО',
    'ООО "РОМАШКА"',
    'ооо ромашка',
    '"Ромашка", ООО',
    'Общество с ограниченной ответственностью «Ромашка»',
    'OOO Ромашка',
    'О.О.О. Ромашка',
  ],
  ['ООО «Ёлка»', 'ООО Елка'],
  ['ПАО «Газ»', 'Газ, ПАО', 'Публичное акционерное общество "Газ"'],
  ['АО «Заря»', 'Заря АО', 'Акционерное общество „Заря“'],
  ['ИП Иванов И.И.', 'Иванов И. И. ИП', 'Индивидуальный предприниматель Иванов И.И.'],
  [
    'ТОВ «Ромашка»',
    'TOB "Ромашка"',
    'ТзОВ Ромашка',
    'Ромашка ТОВ',
    'Товариство з обмеженою відповідальністю "Ромашка"',
  ],
  ["ПП «Об'єкт»", 'ПП Об’єкт', 'Приватне підприємство Обʼєкт'],
  ['ФОП Шевченко', 'Шевченко ФОП', 'Фізична особа-підприємець Шевченко'],
  ['ПрАТ «Дніпро»', 'Дніпро, ПрАТ', 'Приватне акціонерне товариство Дніпро'],
  ['АТ «Банк»', 'Банк АТ', 'Акціонерне товариство «Банк»'],
  ['ABC株式会社', '㈱ Ａ Ｂ Ｃ', 'A.B.C.(カブ)'],
  ['Foo Kft.', 'Kft. Foo', 'FOO KFT'],
  ['Foo ehf.', 'FOO EHF'],
  ['Công ty TNHH Hoa Sen', 'HOA SEN TNHH'],
  ['유한책임회사 하늘', '하늘 유한책임회사'],
  ['The Coca-Cola Company', 'Coca Cola Co.', 'COCA-COLA COMPANY'],
];

/** Each line holds one name under forms that make it different companies. */
const DIFFERENT: string[][] = [
  [
    '株式会社ひかり',
    '合同会社ひかり',
    '有限会社ひかり',
    '合資会社ひかり',
    '合名会社ひかり',
    '一般社団法人ひかり',
    '公益社団法人ひかり',
    'NPO法人ひかり',
    '医療法人ひかり',
  ],
  [
    'Acme Inc.',
    'Acme LLC',
    'Acme Ltd',
    'Acme Corp',
    'Acme PLC',
    'Acme GmbH',
    'Acme AG',
    'Acme KG',
    'Acme UG',
    'Acme GmbH & Co. KG',
    'Acme S.A.',
    'Acme SAS',
    'Acme SARL',
    'Acme S.r.l.',
    'Acme SpA',
    'Acme S.L.',
    'Acme B.V.',
    'Acme N.V.',
    'Acme AB',
    'Acme A/S',
    'Acme Oy',
    'Acme Sp. z o.o.',
  ],
  [
    'ООО Ромашка',
    'ОАО Ромашка',
    'ЗАО Ромашка',
    'ПАО Ромашка',
    'АО Ромашка',
    'ИП Ромашка',
    'ТОВ Ромашка',
    'ПП Ромашка',
    'ФОП Ромашка',
    'ПрАТ Ромашка',
    'АТ Ромашка',
  ],
];

const NOISE = [...'abcOoSsAaGg oo.,&/()（）「」«»"\'-ーｰ株式会社(ｶ)ｶｼｷｲｼﾔッャ齋髙ОоАПП ИТё', 'ﾌﾞ', 'ｶﾞ'];

const WAYS: ((text: string) => string)[] = [
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => `  ${text.replaceAll(' ', '  ')} `,
  (text) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  (text) => `«${text}»`,
];

describe('a company name', () => {
  it.each(SAME)('is one for every way of writing %s', (...ways) => {
    expect(new Map(ways.map((way) => [way, key(way)]))).toEqual(new Map(ways.map((way) => [way, key(ways[0] ?? '')])));
    expect(companyName(ways[0] ?? '').form).not.toBe('');
  });

  it.each(DIFFERENT)('is another under each legal form: %s', (...names) => {
    const parts = names.map(companyName);
    expect(new Set(parts.map(({ name }) => name)).size).toBe(1);
    expect(new Set(parts.map(({ form }) => form)).size).toBe(names.length);
  });

  it('keeps a form that is all there is, and finds none within words', () => {
    expect(companyName('SPA')).toEqual({ name: 'spa', form: '' });
    expect(companyName('株式会社')).toEqual({ name: '株式会社', form: '' });
    expect(companyName('Incognito')).toEqual({ name: 'incognito', form: '' });
    expect(companyName('Саша')).toEqual({ name: 'саша', form: '' });
    expect(companyName('')).toEqual({ name: '', form: '' });
  });

  it('stays apart from names that only look alike', () => {
    expect(key('ООО Сайт')).not.toBe(key('ООО Саит'));
    expect(key('株式会社かき')).not.toBe(key('株式会社がき'));
    for (const [one, other] of [
      ['Bauer', 'Baur'],
      ['Neue Welt', 'Neu Welt'],
      ['Quelle', 'Qulle'],
      ['Müller', 'Möller'],
    ]) {
      expect(key(`${one} GmbH`)).not.toBe(key(`${other} GmbH`));
    }
    expect(key('Blue Inc.')).not.toBe(key('Blu Inc.'));
    expect(key('Grab Pte. Ltd.')).not.toBe(key('Grab Pvt. Ltd.'));
    expect(key('Acme North Inc.')).not.toBe(key('Acme South Inc.'));
  });

  it('is the same in any case, width and spacing, and taken apart again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SAME.flat(), ...DIFFERENT.flat()),
        fc.constantFrom(...WAYS),
        (text, way) => key(way(text)) === key(text),
      ),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...NOISE), maxLength: 20 }),
        fc.constantFrom(...SAME.flat()),
        (noise, name) => {
          for (const text of [noise, `${name} ${noise}`, `${noise}${name}`]) {
            const once = companyName(text);
            expect(companyName(once.name).name).toBe(once.name);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has its form before or behind alike', () => {
    const forms: [before: string, behind: string][] = [
      ['株式会社', '㈱'],
      ['(有)', '有限会社'],
      ['ООО ', ' ООО'],
      ['ТОВ ', ', ТОВ'],
      ['SARL ', ' S.A.R.L.'],
    ];
    fc.assert(
      fc.property(
        fc.constantFrom('日本工業', 'ﾃｽﾄ', 'Зеніт', 'Orion'),
        fc.constantFrom(...forms),
        (name, [before, behind]) => key(`${before}${name}`) === key(`${name}${behind}`),
      ),
    );
  });
});
