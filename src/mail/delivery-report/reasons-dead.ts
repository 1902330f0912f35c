import { list } from "../list.ts";
import type { Reason } from "./reason.ts";

/** The address will never take mail again: no such user, account closed, no such domain. */
export const DEAD: readonly Reason[] = [
  {
    name: "no such user",
    class: "hard",
    status: "5.1.1",
    phrases: list(`
      user unknown | unknown user | no valid recipients | user not found | no such user | nosuchuser | no such recipient |
      no such mailbox | no such address | no such account | no such person | no such local user |
      no user named | no mailbox here | no mailbox by that name | no mailbox for |
      no account by that name | no such domain user | unknown mailbox | unknown recipient |
      recipient unknown | unknown local | unknown address | address unknown | unknown account |
      unknown or illegal alias | unknown e-mail | recipient not found | recipientnotfound |
      recipnotfound | recipient was not found | recipient could not be found | address not found |
      account not found | mailbox not found | addressee unknown | not found by smtp address lookup |
      not listed in | not a known user | not a valid user | not a valid mailbox | not a valid recipient |
      not a valid address | not a valid account | not our customer | isn't a valid | is not known |
      not known at this | not known here | is not a customer |  
       no longer available | no longer valid | no longer exists | no longer in use |
      no longer active | no longer on server | no longer receiv | no longer accepts | has left the |
      unrouteable address | unroutable address | unrouteable mail | unable to find recipient |
      recipient name is not recognized | couldn't be found | could not be found or is misspelled |
      email address you entered couldn | e-mail account does not exist |
      destination mailbox address invalid | invalid recipient | invalid mailbox | invalid user |
      user doesn't exist | user is unknown | user invalid | mailbox invalid | address invalid |
      recipient invalid | bad destination mailbox address | bad address | badrecipient |
      account that you tried to reach does not exist | this user doesn't | not a local | user not local |
      is not local | not exist in | nobody here by | no one by that name | not a user | isn't a user |
      no person | not in my list | recipient rejected: user | recipient address rejected: user |
      recipient address rejected: undeliverable | undeliverable address | recipient address has been |
      address rejected: not found | not our user | user has moved | has moved | relocated |
      adr.recipnotfound | adr.exrecipnotfound | resolver.adr | status: 5.1.1 | mailbox unknown | chkuser |
      chkusr | vpopmail | delivery error: dd this user | dd requested mail action | unknown virtual |
      no matches to nameserver query for user | unable to validate recipient | ruleset=user_unknown |
      deliverable mailbox | invalid address | empfänger unbekannt | unbekannter empfänger |
      empfänger nicht gefunden | benutzer unbekannt | unbekannter benutzer | adresse existiert nicht |
      adresse unbekannt | postfach existiert nicht | keine mailbox | konnte nicht gefunden werden |
      wurde nicht gefunden | nicht gefunden wurde | adresse nicht gefunden | 존재하지 않는 | utilisateur inconnu | destinataire inconnu | adresse inconnue |
      n'existe pas | est introuvable | introuvable | boîte inexistante | compte inexistant |
      usuario desconocido | no existe | no se encontró | no se ha encontrado | destinatario desconocido |
      usuario no encontrado | dirección desconocida | usuário desconhecido | utilizador desconhecido |
      não existe | não foi encontrad | não encontrad | destinatário desconhecido | destinatário inválido |
      nao existe | utente sconosciuto | non esiste | destinatario sconosciuto | utente non trovato |
      non è stato trovato | indirizzo inesistente | utente inesistente | casella inesistente |
      onbekende gebruiker | gebruiker onbekend | bestaat niet | niet gevonden | nie istnieje |
      nieznany użytkownik | nieznany odbiorca | nie znaleziono | brak użytkownika | brak takiego |
      okänd användare | finns inte | kunde inte hittas | hittades inte | går inte att hitta | kunne ikke findes | finner ikke |
      nu a fost găsit | nem található | δεν βρέθηκε | 찾을 수 없 | não foi possível encontrar |
      impossibile trovare | n'a pas été trouvé | kan niet worden gevonden | nelze najít | не удалось найти | ukendt bruger | findes ikke | blev ikke fundet |
      ukjent bruker | finnes ikke | ble ikke funnet | tuntematon käyttäjä | ei löydy | ei löytynyt |
      neexistuje | neznámý uživatel | nebyla nalezena | nebyl nalezen | не существует | не найден |
      неизвестный пользователь | пользователь неизвестен | нет такого | не существу | не знайдено |
      не існує | невідомий користувач | không tồn tại | không tìm thấy | bulunamadı |
      kullanıcı bilinmiyor | mevcut değil | geçersiz alıcı | 宛先不明 | 存在しません | 見つかりません | ユーザーが存在 | 宛先が見つか |
      不存在 | 用户未知 | 找不到 | 查無此 | 无此用户 | 收件人不存在
    `),
    patterns: [
      /(?:\b(?:user|recipient|customer|addressee)|@) (?:does not|doesn't) have an?\b/,
      /\b(?:user|mailbox|mail ?box|account|recipient|address|addressee|alias|inbox|person|customer|mail[- ]?drop)\b(?:[^.;]|\.\S){0,80}(?:does ?n[o']t ?exist|do(?:es)? not exist|doesn't exist|not exist|unknown|could ?n[o']t be found|couldn't be found|wasn't found|was not found|not found|is invalid|not recognized|is not recognised|has moved|isn't here|not here|nicht gefunden|existiert nicht|unbekannt)/,
      /\b(?:unknown|invalid|bad|incorrect|nonexistent|non-existent|non-existing|nonexisting) (?:user|mailbox|recipient|account|address|e-?mail|destination mailbox|local part|forward path|final delivery)/,
      /\bno (?:valid |such )?(?:user|mailbox|recipient|account)s?(?: here| by| with| named| found|$|\.)/,
      /\b5\.4\.1\b.{0,80}recipient address rejected: access denied/,
      /recipient address rejected: access denied[.;,]? *as\(/,
    ],
  },
  {
    name: "account closed",
    class: "hard",
    status: "5.2.1",
    phrases: list(`
      user(s) account is disabled | disableduser | account disabled |
      mailbox disabled, not accepting messages | not accepting messages | tried to reach is disabled |
      tried to reach is inactive | konto ist gesperrt | konto wurde gesperrt | deaktiviert | désactivé |
      desactivad | desativad | disattivat | заблокирован | отключен | деактив |
      not accepting mail | 已停用 | 禁用 | 停用 | 冻结
    `),
    patterns: [
      /\b(?:account|mailbox|mail ?box|user|recipient|address|inbox)(?:[^.;]|\.\S){0,60}(?:\bdisabled|deactivated|discontinued|suspended|inactive|not active|inactivated|dormant|retired)/,
      /\b(?:account|mailbox|mail ?box|inbox)(?:[^.;]|\.\S){0,40}(?:\bclosed|terminated|expired|cancell?ed|deleted|removed|is locked)/,
      /\b(?:due to|because of|for) inactivity\b/,
      /\b(?:disabled|inactive|suspended|deactivated|closed|expired|deleted|terminated|dormant|cancell?ed|inactivated) (?:account|mailbox|user|recipient|address|e-?mail)/,
    ],
  },
  {
    name: "no such domain",
    class: "hard",
    status: "5.1.2",
    phrases: list(`
      nxdomain | name or service not known | couldn't find any host | could not find any host |
      couldn't find a host | no such domain | domain isn't | no mx record | no mx or | no mail exchanger |
      no mail hosts for domain | no mx host | no mail server | no such host |
      all relevant mx records point to non-existent | dns query failed: nxdomain | infodomainnonexistent |
      dnsdomaindoesnotexist | domaindoesnotexist | domain has no | domain lookup failed |
      does not accept mail | doesn't accept mail | null mx | nullmx | no valid mx | no mx, no a |
      no a or mx | mx lookup failed | unrouteable mail domain | unroutable domain |
      unable to route: no mail hosts | could not be resolved | cannot resolve | can't resolve |
      unable to resolve | hostname lookup failed | name service error for name | couldn't resolve |
      isn't configured to receive | domain couldn't be found | domäne wurde nicht |
      domain existiert nicht | domaine inconnu | domaine n'existe | dominio no | domínio não |
      dominio inesistente | домен не | 域名 | bad destination system | bad destination host |
      no route found to domain | illegal host | dd unknown domain | non-existent hosts
    `),
    patterns: [
      /\b(?:host|domain|domain name|hostname|server|mail exchanger|mx)\b(?:[^.;]|\.\S){0,80}(?:not found|unknown|does ?n[o']t ?exist|doesn't exist|does not exist|could not be found|couldn't be found|couldn't be located|no such|not resolv|cannot be resolved|invalid|not known)/,
      /\b(?:unknown|no such|invalid|nonexistent|non-existent) (?:host|domain|mail (?:host|domain))/,
    ],
  },
];
