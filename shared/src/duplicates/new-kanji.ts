/** Old forms of kanji, and forms met in names, each followed by the form in use today, or by the one it is taken for. */
const PAIRS = `
  亞亜 惡悪 壓圧 圍囲 爲為 醫医 壹壱 稻稲 飮飲 隱隠 營営 榮栄 衞衛 驛駅 悅悦 圓円 艷艶 鹽塩 奧奥 應応 橫横 歐欧 毆殴 穩穏 假仮 價価 畫画 會会 囘回 懷懐 繪絵 擴拡 殼殻 覺覚 學学 嶽岳
  樂楽 勸勧 卷巻 寬寛 歡歓 罐缶 觀観 閒間 關関 陷陥 顏顔 巖巌 氣気 歸帰 龜亀 僞偽 戲戯 犧犠 舊旧 據拠 擧挙 虛虚 峽峡 挾挟 敎教 狹狭 鄕郷 曉暁 區区 驅駆 勳勲 薰薫 徑径 惠恵 溪渓 經経
  繼継 莖茎 螢蛍 輕軽 鷄鶏 藝芸 擊撃 缺欠 儉倹 劍剣 圈圏 檢検 權権 獻献 硏研 縣県 險険 顯顕 驗験 嚴厳 效効 廣広 恆恒 鑛鉱 號号 國国 黑黒 濟済 碎砕 齋斎 劑剤 櫻桜 雜雑 參参 慘惨 棧桟
  蠶蚕 贊賛 殘残 絲糸 齒歯 兒児 辭辞 濕湿 實実 舍舎 寫写 釋釈 壽寿 收収 從従 澁渋 獸獣 縱縦 肅粛 處処 緖緒 敍叙 奬奨 將将 燒焼 證証 乘乗 剩剰 壤壌 孃嬢 條条 淨浄 疊畳 讓譲 釀醸 囑嘱
  觸触 寢寝 愼慎 晉晋 眞真 盡尽 圖図 粹粋 醉酔 穗穂 隨随 髓髄 數数 樞枢 瀨瀬 淸清 靑青 聲声 靜静 攝摂 竊窃 專専 戰戦 淺浅 潛潜 纖繊 踐践 錢銭 禪禅 曾曽 雙双 壯壮 搜捜 插挿 爭争 瘦痩
  窗窓 總総 聰聡 莊荘 裝装 騷騒 增増 藏蔵 臟臓 卽即 屬属 續続 墮堕 對対 體体 帶帯 滯滞 臺台 瀧滝 擇択 澤沢 單単 擔担 膽胆 團団 彈弾 斷断 癡痴 遲遅 晝昼 蟲虫 鑄鋳 廳庁 徵徴 聽聴 敕勅
  鎭鎮 遞逓 鐵鉄 轉転 點点 傳伝 黨党 盜盗 燈灯 當当 鬪闘 德徳 獨独 讀読 屆届 繩縄 貳弐 惱悩 腦脳 霸覇 廢廃 拜拝 賣売 麥麦 發発 髮髪 拔抜 蠻蛮 祕秘 濱浜 拂払 佛仏 變変 邊辺 邉辺 辨弁
  辯弁 瓣弁 舖舗 步歩 寶宝 襃褒 豐豊 沒没 槇槙 萬万 滿満 默黙 彌弥 藥薬 譯訳 豫予 餘余 與与 譽誉 搖揺 樣様 謠謡 遙遥 來来 賴頼 亂乱 覽覧 龍竜 兩両 獵猟 綠緑 壘塁 勵励 禮礼 隸隷 靈霊
  齡齢 戀恋 爐炉 勞労 樓楼 祿禄 灣湾 髙高 﨑崎 嵜崎 碕崎 濵浜 嶋島 嶌島 冨富 栁柳 桺柳 𠮷吉 槗橋 𣘺橋 鷗鴎 渕淵 渊淵 曻昇 籔薮 藪薮 凜凛 堯尭 瑤瑶 翆翠 桒桑 邨村 枩松 舘館 靏鶴 靍鶴
  鸖鶴 儘侭 昻昂 齊斉 齎斎 舩船 煕熙 禰祢 秊年 峯峰 埜野 栢柏 檜桧 籠篭 萠萌 箆篦 畧略 皐皋 凉涼 侫佞 亙亘 亰京 亊事 仭仞 兔兎 莵兎 菟兎 刄刃 劔剣 劒剣 匀匂 圡土 壻婿 寳宝 峩峨 崕崖
  巓巔 巗巌 廏厩 廐厩 彥彦 悳徳 慯傷 抛拋 捿棲 撹攪 斈学 斆学 旣既 晄晃 杦杉 枡桝 椙杉 槪概 橢楕 檪櫟 歷歴 歲歳 每毎 毗毘 沍冱 泪涙 泻潟 涉渉 淚涙 渴渇 溫温 滙匯 澂澄 濳潜 瀦潴 焰焔
  煇輝 熈熙 爕燮 牀床 狀状 甞嘗 畄留 畆畝 畊耕 痲痳 皁皂 盃杯 盻眄 簞箪 粤粵 緣縁 繫繋 缾瓶 羣群 聟婿 脫脱 舉挙 蘆芦 萊莱 蔣蒋 薗園 虗虚 蠅蝿 蟬蝉 衂衄 覊羇 說説 賤賎 郞郎 鄰隣 醬醤
  銳鋭 錄録 鍊錬 鑒鑑 閱閲 靱靭 頰頬 飜翻 驒騨 鬭闘 鯵鰺 鴬鶯 斎斉 㐂喜 楳梅 躰体 軆体 銕鉄 刕州 冝宜 凾函 夛多 竒奇 麪麺 麵麺 麴麹 黃黄 龎龐
`;

const newer = new Map(
  PAIRS.trim()
    .split(/\s+/)
    .map((pair): [string, string] => {
      const [old = '', current = ''] = pair;
      return [old, current];
    }),
);

/** The form of today by the old one: where an old form stands for one that is old itself, the last. */
export const NEWER_KANJI: ReadonlyMap<string, string> = new Map(
  [...newer].map(([old, current]) => {
    let last = current;
    for (let next = newer.get(last); next !== undefined; next = newer.get(last)) last = next;
    return [old, last];
  }),
);

/** A text with its old kanji in their forms of today: 齋藤 and 斎藤, 髙島 and 高島 are spelled alike. */
export const newerKanji = (text: string): string =>
  text.replace(/\p{sc=Han}/gu, (character) => NEWER_KANJI.get(character) ?? character);
