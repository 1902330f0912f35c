import { list } from "../list.ts";
import type { ResponderWords } from "./words.ts";

export const pl: ResponderWords = {
  automatic: list(`
    automatyczna odpowiedź | odpowiedź automatyczna | autoodpowiedź | wiadomość automatyczna |
    automatyczna odpowiedz | autoresponder
  `),
  absent: list(`
    poza biurem | nieobecność | nieobecny | nieobecna | urlop | na urlopie | nieobecność w biurze |
    poza pracą
  `),
  states: list(`
    automatyczna odpowiedź | wiadomość automatyczna | wygenerowana automatycznie |
    wygenerowany automatycznie | automatycznie wygenerowan | nie odpowiadać na t
  `),
  away: list(`
    poza biurem | na urlopie | przebywam na | jestem nieobecn | nieobecny w biurze | nieobecna w biurze |
    w delegacji | na zwolnieniu | już nie pracuje
  `),
  later: list(`
    po powrocie | po moim powrocie | wracam | wrócę | jak najszybciej | najszybciej jak |
    ograniczony dostęp
  `),
  instead: list(`
    w sprawach pilnych | w pilnych sprawach | w nagłych | pod moją nieobecność |
    podczas mojej nieobecności | w czasie mojej nieobecności | proszę o kontakt | proszę kontaktować
  `),
  received: list(`
    dziękuję za wiadomość | dziękuję za maila | dziękujemy za wiadomość | dziękujemy za kontakt |
    dziękuję za przesłaną | otrzymaliśmy | została przyjęta | zostało przyjęte
  `),
};

export const cs: ResponderWords = {
  automatic: list(`
    automatická odpověď | automaticka odpoved | automatická odpoveď | automatické oznámení
  `),
  absent: list(`
    mimo kancelář | nepřítomnost | nepřítomen | nepřítomna | dovolená | na dovolené | nejsem v kanceláři
  `),
  states: list(`
    automatická odpověď | automaticky generovan | automaticky vygenerovan | automatická zpráva |
    neodpovídejte na
  `),
  away: list(`
    mimo kancelář | na dovolené | nejsem v kanceláři | nejsem přítomen | nejsem přítomna |
    na služební cestě | nebudu k zastižení | nepřítomen | nepřítomna
  `),
  later: list(`
    po svém návratu | po mém návratu | po návratu | vrátím se | co nejdříve | omezený přístup |
    zpět budu
  `),
  instead: list(`
    v naléhavých | v urgentních | v neodkladných | v případě naléhav | v nutném případě |
    v mé nepřítomnosti | kontaktujte prosím | prosím kontaktujte | obraťte se
  `),
  received: list(`
    děkuji za váš e-mail | děkuji za vaši zprávu | děkuji za zprávu | děkujeme za váš | děkujeme za vaši |
    obdrželi jsme
  `),
};

export const ru: ResponderWords = {
  automatic: list(`
    автоматический ответ | автоответ | автоматическое сообщение | автоответчик
  `),
  absent: list(`
    вне офиса | нет на месте | отсутствие на работе | отсутствие на рабочем месте | в отпуске | отпуск |
    меня нет в офисе | отсутствую | нет в офисе
  `),
  states: list(`
    автоматический ответ | автоматическое сообщение | автоматическое уведомление |
    сформировано автоматически | отправлено автоматически | создано автоматически | не отвечайте на это |
    автоответ
  `),
  away: list(`
    в отпуске | вне офиса | нет на месте | меня нет в офисе | в командировке | на больничном |
    отсутствую | больше не работает
  `),
  later: list(`
    по возвращении | после возвращения | когда вернусь | вернусь | в ближайшее время |
    как только вернусь | ограниченный доступ | буду в офисе | выхожу на работу
  `),
  instead: list(`
    по срочным | в срочных случаях | по неотложным | в экстренных | в мое отсутствие | в моё отсутствие |
    на время моего отсутствия | во время моего отсутствия | обращайтесь к | обращаться к | свяжитесь с
  `),
  received: list(`
    спасибо за ваше письмо | спасибо за письмо | спасибо за сообщение | спасибо за ваше сообщение |
    спасибо за обращение | спасибо за ваше обращение | благодарим за обращение | благодарим вас за |
    ваше письмо получено | ваше обращение принято | ваше обращение зарегистрировано | мы получили ваш
  `),
};

export const uk: ResponderWords = {
  automatic: list(`
    автоматична відповідь | автовідповідь | автоматичне повідомлення | автовідповідач
  `),
  absent: list(`
    поза офісом | відсутній | відсутня | відсутність | у відпустці | відпустка | немає в офісі |
    не в офісі
  `),
  states: list(`
    автоматична відповідь | автоматичне повідомлення | сформовано автоматично | надіслано автоматично |
    створено автоматично | не відповідайте на ц | автовідповідь
  `),
  away: list(`
    у відпустці | поза офісом | немає в офісі | мене немає на | у відрядженні | на лікарняному |
    я відсутній | я відсутня | більше не працює
  `),
  later: list(`
    після повернення | по поверненню | коли повернуся | повернуся | найближчим часом | якнайшвидше |
    обмежений доступ | буду в офісі
  `),
  instead: list(`
    з термінових | у термінових | в термінових | з невідкладних | під час моєї відсутності |
    за моєї відсутності | звертайтеся до | звертайтесь до | зв'яжіться з
  `),
  received: list(`
    дякую за ваш лист | дякую за лист | дякуємо за ваш лист | дякуємо за звернення |
    дякуємо за ваше звернення | дякую за повідомлення | ваш лист отримано | ваше звернення прийнято |
    ми отримали ваш
  `),
};

export const tr: ResponderWords = {
  automatic: list(`
    otomatik yanıt | otomatik cevap | otomatik yanit | otomatik mesaj
  `),
  absent: list(`
    ofis dışında | ofis dışındayım | ofis dışı | izindeyim | izinde | tatildeyim | yıllık izin
  `),
  states: list(`
    otomatik yanıt | otomatik cevap | otomatik olarak | otomatik mesaj | bu e-postayı yanıtlamayın |
    cevaplamayınız
  `),
  away: list(`
    ofis dışında | ofiste değilim | ofiste olmayacağım | izinde | izindeyim | tatilde | iş seyahatinde |
    yıllık izin
  `),
  later: list(`
    döndüğümde | dönüşümde | geri döneceğim | dönüş yapacağım | en kısa sürede | en kısa zamanda |
    sınırlı erişim
  `),
  instead: list(`
    acil durumlarda | acil durumda | acil konular | acil ise | yokluğumda | iletişime geçebilirsiniz |
    ile irtibata geç | ile iletişime geç
  `),
  received: list(`
    e-postanız için teşekkür | mesajınız için teşekkür | mailiniz için teşekkür |
    bizimle iletişime geçtiğiniz için | talebiniz alınmıştır | mesajınız alınmıştır
  `),
};

export const vi: ResponderWords = {
  automatic: list(`
    trả lời tự động | thư trả lời tự động | phản hồi tự động | tự động trả lời
  `),
  absent: list(`
    vắng mặt | ngoài văn phòng | không có mặt tại văn phòng | nghỉ phép | đang nghỉ phép
  `),
  states: list(`
    trả lời tự động | thư tự động | phản hồi tự động | được gửi tự động | gửi tự động |
    vui lòng không trả lời
  `),
  away: list(`
    nghỉ phép | vắng mặt | ngoài văn phòng | không có mặt | đi công tác | nghỉ lễ
  `),
  later: list(`
    khi trở lại | khi quay lại | sau khi trở lại | trở lại vào | trong thời gian sớm nhất |
    sớm nhất có thể | hạn chế truy cập | quay lại làm việc
  `),
  instead: list(`
    trường hợp khẩn | nếu khẩn cấp | việc gấp | vấn đề khẩn | trong thời gian tôi vắng |
    vui lòng liên hệ | xin liên hệ
  `),
  received: list(`
    cảm ơn bạn đã | cám ơn bạn đã | cảm ơn quý | cảm ơn anh/chị đã | đã nhận được email |
    đã nhận được thư | đã nhận được yêu cầu
  `),
};

export const ja: ResponderWords = {
  automatic: list(`
    自動応答 | 自動返信 | 自動回答 | 不在応答 | 不在通知 | 不在連絡 | 不在のお知らせ | 不在のご連絡 | 休暇中のお知らせ | 不在時自動返信
  `),
  absent: list(`
    不在 | 外出中 | 休暇中 | 夏季休暇 | 年末年始休業 | 休暇のお知らせ | 休業のお知らせ
  `),
  states: list(`
    自動応答 | 自動返信 | 自動的に送信 | 自動送信 | 自動配信 | 返信しないでください | 返信いただいても
  `),
  away: list(`
    不在にして | 不在として | 不在のため | 不在です | 不在となり | 休暇を | 休暇中 | 出張中 | 外出して | お休みをいただ | 休業 | 退職
  `),
  later: list(`
    戻り次第 | 出社後 | 出社次第 | 復帰後 | 改めてご連絡 | 後日ご連絡 | 後日改めて | 確認次第 | 返信が遅れ | ご返信が | ご返信いたします
  `),
  instead: list(`
    お急ぎの | 急ぎの | 緊急の | 至急の | 不在中は | までご連絡 | にご連絡 | 代わりに
  `),
  received: list(`
    メールありがとうござい | メールをいただき | メールをお送りいただき | ご連絡ありがとうござい | ご連絡いただき | お問い合わせありがとう | お問い合わせいただき | 受け付けました |
    受付いたしました
  `),
};

export const zh: ResponderWords = {
  automatic: list(`
    自动答复 | 自动回复 | 自動回覆 | 自動答覆 | 自動回復 | 自动应答 | 休假自动回复 | 外出自动回复 | 自動回信
  `),
  absent: list(`
    外出 | 不在办公室 | 不在辦公室 | 休假 | 出差 | 休假通知 | 外出通知 | 休假中 | 出差中
  `),
  states: list(`
    自动答复 | 自动回复 | 自動回覆 | 自动发送 | 自動發送 | 系统自动 | 系統自動 | 请勿回复 | 請勿回覆 | 请不要回复
  `),
  away: list(`
    不在办公室 | 不在辦公室 | 正在休假 | 休假中 | 在休假 | 出差 | 外出 | 年假 | 已离职 | 已離職 | 放假
  `),
  later: list(`
    回来后 | 返回后 | 回來後 | 返回後 | 尽快回复 | 儘快回覆 | 盡快回覆 | 尽快给您 | 尽快与您 | 回到办公室 | 无法及时 | 無法及時 | 不能及时
  `),
  instead: list(`
    紧急 | 緊急 | 急事 | 如有急 | 请联系 | 請聯絡 | 請聯繫 | 请致电 | 請致電
  `),
  received: list(`
    您的邮件已收到 | 您的來信 | 您的来信 | 感谢您的来信 | 感谢您的邮件 | 感謝您的來信 | 感謝您的郵件 | 已收到您的 | 已经收到 | 邮件我已收到 | 来信已收到 | 您的邮件我
  `),
};
