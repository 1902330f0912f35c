import iconv from "iconv-lite";

/** Bytes that are looked at: enough for letters to show their frequency. */
const SAMPLE = 8 * 1024;

/** How well characters fit a charset's language: the share of the non-ASCII ones that its texts are full of. */
interface Candidate {
  readonly name: string;
  readonly score: (characters: readonly string[]) => number;
  /** A byte that its texts do not hold. */
  readonly never?: RegExp;
}

const SIMPLIFIED =
  "的一是不了在有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长请您谢贵司件附问题系统用户无法登录密码账号客服服务回复测试联";
const TRADITIONAL =
  "的一是不了在有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長請您謝貴司件附問題系統用戶無法登錄密碼帳號客服務回覆測試聯";

const KANJI =
  "日本人大年会国月事者同社件問合議確認送信返品注文御願様田中山川村木東京株式部長名前登録連絡電話番号書類更新接続設定失敗報告質依頼資料請求障害対応";

const share = (fits: (character: string) => boolean) => (characters: readonly string[]) =>
  characters.filter(fits).length / Math.max(1, characters.length);
const among = (letters: string) => {
  const set = new Set(letters);
  return share((character) => set.has(character));
};
const between = (from: string, to: string) => share((character) => character >= from && character <= to);

/** Halfwidth katakana is what other charsets look like when read as Japanese. */
const japanese = (characters: readonly string[]): number =>
  1.6 * between("\u3041", "\u30fc")(characters) +
  1.2 * among(KANJI)(characters) -
  2 * between("\uff61", "\uff9f")(characters);

/** Korean mail is hangul almost throughout; Chinese read as Korean is full of hanja. */
const korean = (characters: readonly string[]): number =>
  between("\uac00", "\ud7a3")(characters) - 3 * between("\u4e00", "\u9fff")(characters);

const CANDIDATES: readonly Candidate[] = [
  { name: "shift_jis", score: japanese },
  { name: "euc-jp", score: japanese, never: /[\x80-\x8d\x90-\xa0]/ },
  { name: "cp949", score: korean, never: /[\x80-\xa0]/ },
  { name: "gb18030", score: (characters) => 1.5 * among(SIMPLIFIED)(characters) },
  { name: "big5hkscs", score: (characters) => 1.5 * among(TRADITIONAL)(characters) },
  { name: "windows-1251", score: among("оеаинтсрвлкмдпуяыьгзбчйхжшію") },
  { name: "koi8-r", score: among("оеаинтсрвлкмдпуяыьгзбчйхжшію") },
  { name: "iso-8859-5", score: among("оеаинтсрвлкмдпуяыьгзбчйхжшію") },
  { name: "cp866", score: among("оеаинтсрвлкмдпуяыьгзбчйхжшію") },
  { name: "windows-1253", score: among("αειοντσςρκπμληυγδάέίόήώύθφχβω") },
  { name: "windows-1255", score: between("\u05d0", "\u05ea") },
  { name: "windows-1256", score: between("\u0621", "\u064a") },
  { name: "windows-874", score: among("กนารอเงมยลวดทสตะปบคหแจพชไใขถ่้ิีัืุู็์ำา") },
];
const GOOD_ENOUGH = 0.55;

/**
 * The charset of 8-bit text that is not UTF-8 and says nothing of itself; the name is one of iconv-lite's.
 *
 * High bytes that stand alone between ASCII letters are Latin. High bytes in runs are another script: the one whose
 * frequent characters fill the text, if one does.
 */
export function guessCharset(bytes: Buffer): string {
  const sample = bytes.subarray(0, SAMPLE);
  if (inRuns(sample) < 0.4) return latin(sample);
  const raw = sample.toString("latin1");
  let best = { name: "", score: GOOD_ENOUGH };
  for (const candidate of CANDIDATES) {
    if (candidate.never?.test(raw)) continue;
    const characters = [...iconv.decode(sample, candidate.name)].filter((character) => character > "\x7f");
    // A sample may end inside a character.
    const broken = characters.filter((character) => character === "\ufffd").length;
    if (broken > 1) continue;
    const score = candidate.score(characters);
    if (score > best.score) best = { name: candidate.name, score };
  }
  return best.name === "" ? latin(sample) : best.name;
}

/** The share of high bytes that stand in runs of three and more. */
function inRuns(sample: Buffer): number {
  const text = sample.toString("latin1");
  const high = text.replace(/[\0-\x7f]+/g, "").length;
  const runs = text.match(/[\x80-\xff]{3,}/g) ?? [];
  return high === 0 ? 0 : runs.reduce((sum, run) => sum + run.length, 0) / high;
}

/** Signs inside words are letters of another table: Polish and Czech in Windows-1250, Turkish in Windows-1254. */
function latin(sample: Buffer): string {
  const text = iconv.decode(sample, "windows-1252");
  if (
    /[A-Za-z\u00c0-\u00ff][\u00b9\u00b3\u00bf\u00bc\u00be][A-Za-z\u00c0-\u00ff]|[a-z][\u00b9\u00b3][\s,.]/.test(
      text,
    )
  ) {
    return "windows-1250";
  }
  if (/\u00f8/.test(text) && /[\u00e8\u00ec\u00f9]/.test(text) && !/[\u00e5\u00e6]/.test(text))
    return "windows-1250";
  return /[a-z][\u00f0\u00fe]/.test(text) && !/[\u00e1\u00ed\u00f3\u00fa\u00e6]/.test(text)
    ? "windows-1254"
    : "windows-1252";
}
