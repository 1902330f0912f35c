import { list } from "../list.ts";
import type { ResponderWords } from "./words.ts";

/** Names of an automatic answer in languages of which nothing more is known here. */
export const others: ResponderWords = {
  automatic: list(`
    자동 회신 | 자동 응답 | automatikus válasz | házon kívül | răspuns automat | αυτόματη απάντηση |
    automatická odpoveď | automatski odgovor | аутоматски одговор | samodejni odgovor |
    resposta automàtica | erantzun automatikoa | automatinis atsakymas | automātiskā atbilde |
    automaatvastus | автоматичен отговор | balasan otomatis | jawapan automatik | מענה אוטומטי |
    תגובה אוטומטית | תשובה אוטומטית | הודעה אוטומטית | الرد التلقائي | رد تلقائي | การตอบกลับอัตโนมัติ | ตอบกลับอัตโนมัติ |
    sjálfvirkt svar | autosvar
  `),
  absent: list(`
    부재 중 | 부재중 | szabadságon | în afara biroului | εκτός γραφείου | mimo kancelárie | izvan ureda |
    извън офиса
  `),
  states: [],
  away: [],
  later: [],
  instead: [],
  received: [],
};
