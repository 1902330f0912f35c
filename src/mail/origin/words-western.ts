import { list } from "../list.ts";
import type { ResponderWords } from "./words.ts";

export const en: ResponderWords = {
  automatic: list(`
    automatic reply | automatic response | automatic answer | automated reply | automated response |
    auto reply | auto-reply | autoreply | auto response | auto-response | autoresponse | autoresponder |
    vacation reply | vacation response | vacation autoreply | out of office autoreply |
    out of office auto reply | out-of-office reply | out of office reply | out of office notification |
    auto
  `),
  absent: list(`
    out of office | out of the office | out-of-office | ooo | away from my mail | away from the office |
    on vacation | on holiday | on leave | on annual leave | on maternity leave | on parental leave |
    away from office | vacation | i am away | i'm away | i am on leave | i am out of the office |
    i am out of office | i'm out of the office | absence notice | office closed | no longer with
  `),
  states: list(`
    this is an automatic | this is an automated | this is an auto | automatically generated |
    auto-generated | automated response | automatic response | automatic reply | automated reply |
    auto-reply | autoreply | generated automatically | sent automatically | system generated |
    system-generated | do not reply to this | please do not respond to this |
    this mailbox is not monitored | this mailbox is unmonitored | mailbox is no longer monitored | you have received a voice message |
    you have a new voice | would like to recall the message | you received a voice | you have received a new voice | you have received a fax |
    you have received a new fax
  `),
  away: list(`
    out of the office | out of office | away from the office | away from my desk | on vacation |
    on holiday | on annual leave | on parental leave | on maternity leave | on paternity leave |
    on sick leave | on leave | on a business trip | i am currently away | i'm currently away |
    i am travelling | i am traveling | no longer with the company | no longer work | no longer employed |
    have left the company | not in the office | our office is closed | our offices are closed
  `),
  later: list(`
    upon my return | on my return | when i return | when i am back | when i'm back | once i return |
    after my return | as soon as i return | i will return | i'll return | i will be back | i'll be back |
    returning on | back in the office | limited access to | no access to my e | no access to e |
    intermittent access | will not be checking | not be able to read | emails will not be forwarded |
    email will not be forwarded | mail will not be forwarded | will not return until | not be back until |
    your message will not be forwarded | will respond to your | will reply to your | get back to you |
    we will respond | respond as soon as | will be reviewing your | will review your |
    will be in touch | will contact you | will send you a personal
  `),
  instead: list(`
    in urgent cases | for urgent matters | for urgent issues | for urgent requests | for anything urgent |
    if urgent | if your request is urgent | if your matter is urgent | if it is urgent |
    if this is urgent | immediate assistance | immediate attention | in my absence | during my absence |
    in case of emergency | please contact my colleague | please direct your | while i am away | for all matters | for all enquiries | for all inquiries | please contact my | please direct all |
    in the meantime | urgent, please
  `),
  received: list(`
    thank you for your e-mail | thank you for your email | thank you for your message |
    thank you for your mail | thanks for your e-mail | thanks for your email | thanks for your message |
    thanks for your mail | thank you for contacting | thank you for writing | thank you for reaching out |
    thanks for contacting | thanks for reaching out | we have received your | we've received your |
    we received your | has been received | your request has been | ticket has been created |
    case has been created | i have received your message
  `),
};

export const pt: ResponderWords = {
  automatic: list(`
    resposta automática | resposta automatica | resposta automática de ausência | auto-resposta |
    autorresposta | resposta de ausência
  `),
  absent: list(`
    fora do escritório | fora do escritorio | ausência temporária | ausência do escritório | ausência |
    ausente | de férias | em férias | estou ausente | estou de férias | férias
  `),
  states: list(`
    resposta automática | mensagem automática | e-mail automático | email automático |
    gerada automaticamente | gerado automaticamente | enviada automaticamente | não responda a est |
    por favor não responda | favor não responder
  `),
  away: list(`
    fora do escritório | estou ausente | estarei ausente | encontro-me ausente | de férias | em férias |
    de licença | em viagem | não estou no escritório | já não trabalha | não trabalha mais
  `),
  later: list(`
    no meu regresso | quando regressar | assim que regressar | quando voltar | assim que voltar |
    após o meu regresso | ao meu retorno | no meu retorno | quando retornar | assim que retornar |
    regresso no dia | retorno no dia | acesso limitado | sem acesso ao e | assim que possível |
    responderei | regressarei | retornarei | voltarei | responderei sua | não retornarei até
  `),
  instead: list(`
    em caso de urgência | em casos urgentes | caso seja urgente | se for urgente | assuntos urgentes |
    assunto urgente | na minha ausência | durante a minha ausência | durante minha ausência |
    contacte o meu colega | contacte a minha colega | contactar o meu colega | entre em contato com |
    por favor contacte | por favor, contacte
  `),
  received: list(`
    obrigado pelo seu e | obrigado pelo seu contacto | obrigado pelo seu contato |
    obrigado pela sua mensagem | obrigada pelo seu e | obrigada pela sua mensagem |
    agradecemos o seu contacto | agradecemos o seu contato | agradecemos o seu e |
    agradecemos a sua mensagem | agradeço o seu e | agradeço a sua mensagem | agradeço o contacto |
    recebemos o seu | recebemos a sua | recebemos seu | recebemos sua | foi recebid |
    pedido foi registad | pedido foi registrad | chamado foi aberto | ticket foi criado
  `),
};

export const es: ResponderWords = {
  automatic: list(`
    respuesta automática | respuesta automatica | contestación automática | autorespuesta |
    autorrespuesta
  `),
  absent: list(`
    fuera de la oficina | fuera de oficina | ausente | ausencia | de vacaciones | estoy de vacaciones |
    estoy fuera de la oficina | estoy ausente | vacaciones
  `),
  states: list(`
    respuesta automática | mensaje automático | correo automático | generado automáticamente |
    generada automáticamente | enviado automáticamente | no responda a este | por favor no responda
  `),
  away: list(`
    fuera de la oficina | fuera de oficina | estoy ausente | estaré ausente | me encuentro ausente |
    de vacaciones | de baja | de viaje | ya no trabaja
  `),
  later: list(`
    a mi regreso | a mi vuelta | cuando regrese | cuando vuelva | tan pronto como regrese |
    acceso limitado | sin acceso al correo | a la mayor brevedad | lo antes posible | responderé |
    regresaré | volveré | me incorporaré
  `),
  instead: list(`
    en caso de urgencia | en caso urgente | si es urgente | asuntos urgentes | para cualquier urgencia |
    asunto urgente | en mi ausencia | durante mi ausencia | por favor contacte | por favor, contacte |
    póngase en contacto con | puede contactar con
  `),
  received: list(`
    gracias por su correo | gracias por tu correo | gracias por su mensaje | gracias por tu mensaje |
    gracias por su e | gracias por contactar | gracias por ponerse en contacto | hemos recibido su |
    hemos recibido tu | ha sido recibid
  `),
};

export const fr: ResponderWords = {
  automatic: list(`
    réponse automatique | reponse automatique | réponse automatique d'absence | message automatique |
    réponse d'absence
  `),
  absent: list(`
    absence du bureau | absent du bureau | absente du bureau | absent | absente | absence |
    message d'absence | notification d'absence | avis d'absence | en congés | en congé | en vacances |
    je suis absent | je suis absente | je suis en congé | hors du bureau
  `),
  states: list(`
    réponse automatique | message automatique | généré automatiquement | envoyé automatiquement |
    ne pas répondre à ce | courriel automatique | mail automatique
  `),
  away: list(`
    absent du bureau | absente du bureau | je suis absent | je suis actuellement absent |
    je serai absent | en congé | en vacances | en déplacement | hors du bureau | ne travaille plus |
    n'est plus dans | ne fait plus partie
  `),
  later: list(`
    à mon retour | dès mon retour | lors de mon retour | de retour le | je serai de retour |
    accès limité | pas accès à m | dans les meilleurs délais | dès que possible | vous répondrai |
    ne seront pas transférés
  `),
  instead: list(`
    en cas d'urgence | pour toute urgence | si votre demande est urgente | si urgent |
    pour toute demande urgente | en mon absence | pendant mon absence | durant mon absence |
    veuillez contacter | merci de contacter | vous pouvez contacter | vous pouvez joindre
  `),
  received: list(`
    merci pour votre message | merci pour votre mail | merci pour votre e-mail |
    merci pour votre courriel | merci de votre message | merci de votre mail | j'ai bien reçu votre |
    nous avons bien reçu | avons reçu votre | a bien été reçu | nous vous remercions de votre |
    je vous remercie de votre | je vous remercie pour votre
  `),
};

export const it: ResponderWords = {
  automatic: list(`
    risposta automatica | risponditore automatico | messaggio automatico
  `),
  absent: list(`
    fuori sede | fuori ufficio | fuori dall'ufficio | assente dall'ufficio | assente | assenza |
    in ferie | messaggio di assenza | sono in ferie | sono fuori ufficio | avviso di assenza
  `),
  states: list(`
    risposta automatica | messaggio automatico | generato automaticamente | generata automaticamente |
    inviato automaticamente | non rispondere a quest | si prega di non rispondere
  `),
  away: list(`
    fuori ufficio | fuori sede | fuori dall'ufficio | sono assente | sarò assente | in ferie |
    in trasferta | in malattia | in maternità | non lavora più
  `),
  later: list(`
    al mio rientro | al rientro | al mio ritorno | rientrerò | tornerò | accesso limitato |
    appena possibile | prima possibile | risponderò | sarò di ritorno | sarò di nuovo
  `),
  instead: list(`
    in caso di urgenza | per urgenze | per questioni urgenti | per comunicazioni urgenti | se urgente |
    in mia assenza | durante la mia assenza | si prega di contattare | potete contattare |
    può contattare | contattare il collega
  `),
  received: list(`
    grazie per la sua e | grazie per la tua e | grazie per il suo messaggio |
    grazie per il tuo messaggio | grazie per il messaggio | grazie per averci contattato |
    grazie per l'e | abbiamo ricevuto | ho ricevuto il | è stata ricevuta
  `),
};
