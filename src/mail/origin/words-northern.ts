import { list } from "../list.ts";
import type { ResponderWords } from "./words.ts";

export const de: ResponderWords = {
  automatic: list(`
    automatische antwort | automatische rückantwort | automatisch generierte antwort |
    automatische rückmeldung | automatische eingangsbestätigung | abwesenheitsnotiz |
    abwesenheitsbenachrichtigung | abwesenheitsmeldung | abwesenheitsassistent | abwesenheitsnachricht |
    abwesenheitsagent | auto-antwort | autoantwort | automatische e-mail-antwort
  `),
  absent: list(`
    abwesend | abwesenheit | nicht im büro | außer haus | ausser haus | im urlaub | urlaub |
    ich bin nicht im büro | ich bin im urlaub | bin außer haus | bin ausser haus | ferienabwesenheit |
    ferienhalber abwesend
  `),
  states: list(`
    automatische antwort | automatisch generiert | automatisch erzeugt | automatisch erstellt |
    automatisch versendet | automatische nachricht | automatische benachrichtigung |
    nicht auf diese e-mail | nicht auf diese nachricht | antworten sie nicht auf
  `),
  away: list(`
    nicht im büro | nicht im haus | außer haus | ausser haus | im urlaub | in den ferien | in elternzeit |
    auf dienstreise | auf geschäftsreise | bin abwesend | abwesend | verreist | derzeit nicht erreichbar |
    zurzeit nicht erreichbar | zur zeit nicht erreichbar | bin ich nicht erreichbar |
    nicht mehr im unternehmen | nicht mehr bei | nicht im büro sein | nicht mehr für | krankheitsbedingt
  `),
  later: list(`
    nach meiner rückkehr | nach meinem urlaub | bei meiner rückkehr | wieder erreichbar | wieder im büro |
    wieder für sie da | wieder da | schnellstmöglich | so bald wie möglich | so schnell wie möglich |
    nicht weitergeleitet | weder gelesen | nur eingeschränkt | nur sporadisch | zurück am | kehre zurück | in kürze bei ihnen melden | umgehend bei ihnen melden |
    werden uns bei ihnen melden | melden uns bei ihnen | ihre nachricht nach meiner
  `),
  instead: list(`
    in dringenden fällen | in dringenden angelegenheiten | bei dringenden | wenn es dringend |
    im notfall | in meiner abwesenheit | während meiner abwesenheit | wenden sie sich bitte |
    bitte wenden sie sich | bitte kontaktieren sie | steht ihnen | meine vertretung
  `),
  received: list(`
    vielen dank für ihre nachricht | vielen dank für ihre e-mail | vielen dank für ihre mail |
    vielen dank für ihre anfrage | vielen dank für deine nachricht | vielen dank für deine mail |
    danke für ihre nachricht | danke für ihre e-mail | danke für deine nachricht | danke für deine mail |
    ihre nachricht ist eingegangen | ihre anfrage ist | haben ihre nachricht erhalten |
    haben ihre anfrage erhalten | haben ihre e-mail erhalten
  `),
};

export const nl: ResponderWords = {
  automatic: list(`
    automatisch antwoord | automatische reactie | automatische beantwoording | automatisch bericht |
    afwezigheidsbericht | afwezigheidsassistent | afwezigheidsmelding
  `),
  absent: list(`
    afwezig | afwezigheid | niet aanwezig | niet op kantoor | op vakantie | met vakantie |
    buiten kantoor
  `),
  states: list(`
    automatisch antwoord | automatisch bericht | automatisch gegenereerd | automatische reactie |
    automatisch verzonden | niet op deze e-mail | niet te beantwoorden
  `),
  away: list(`
    niet op kantoor | ben ik afwezig | ik ben afwezig | niet aanwezig | op vakantie | met vakantie |
    met verlof | niet bereikbaar | niet meer werkzaam
  `),
  later: list(`
    bij terugkomst | na mijn vakantie | wanneer ik terug | weer aanwezig | weer op kantoor |
    weer bereikbaar | zo snel mogelijk | zo spoedig mogelijk | niet doorgestuurd | beperkt toegang
  `),
  instead: list(`
    in dringende gevallen | voor dringende | voor spoed | bij spoed | in mijn afwezigheid |
    tijdens mijn afwezigheid | contact opnemen met | neem contact op met | kunt u terecht bij
  `),
  received: list(`
    bedankt voor uw e-mail | bedankt voor uw bericht | bedankt voor uw mail | bedankt voor je mail |
    bedankt voor je bericht | dank voor uw | hebben uw bericht ontvangen | hebben uw e-mail ontvangen |
    is ontvangen
  `),
};

export const sv: ResponderWords = {
  automatic: list(`
    autosvar | automatiskt svar | automatiskt meddelande | frånvaromeddelande | frånvaroassistent
  `),
  absent: list(`
    frånvaro | frånvarande | ej på kontoret | inte på kontoret | på semester | semester
  `),
  states: list(`
    autosvar | automatiskt svar | automatiskt meddelande | automatiskt genererat | skickas automatiskt |
    går inte att svara på
  `),
  away: list(`
    inte på kontoret | på semester | semester | föräldraledig | jag är ledig | jag är borta |
    tjänsteresa | slutat på
  `),
  later: list(`
    tillbaka | när jag kommer | så snart som möjligt | så snart jag kan | begränsad tillgång |
    åter på kontoret
  `),
  instead: list(`
    vid brådskande | i brådskande | brådskande ärenden | akuta ärenden | under min frånvaro | vänligen kontakta |
    kontakta min kollega
  `),
  received: list(`
    tack för ditt mail | tack för ditt mejl | tack för ditt meddelande | tack för ert | vi har mottagit |
    har tagits emot
  `),
};

export const da: ResponderWords = {
  automatic: list(`
    automatisk svar | autosvar | automatisk besked | fraværsbesked | fraværsmeddelelse
  `),
  absent: list(`
    ikke til stede | fravær | fraværende | ikke på kontoret | på ferie | ferie | ude af kontoret
  `),
  states: list(`
    automatisk svar | autosvar | automatisk genereret | sendt automatisk | automatisk besked |
    kan ikke besvares
  `),
  away: list(`
    ikke på kontoret | på ferie | holder ferie | på barsel | på forretningsrejse | ikke til stede |
    fratrådt
  `),
  later: list(`
    tilbage på kontoret | tilbage igen | er tilbage | når jeg er tilbage | hurtigst muligt |
    så hurtigt som muligt | begrænset adgang
  `),
  instead: list(`
    i hastende tilfælde | hastesager | hvis det haster | under mit fravær | i mit fravær |
    kontakt venligst | bedes du kontakte
  `),
  received: list(`
    tak for din mail | tak for din e-mail | tak for din besked | tak for din henvendelse |
    vi har modtaget
  `),
};

export const nb: ResponderWords = {
  automatic: list(`
    automatisk svar | autosvar | automatisk melding | fraværsmelding | fraværsassistent
  `),
  absent: list(`
    fravær | fraværende | ikke på kontoret | ikke til stede | på ferie | ferie | utenfor kontoret
  `),
  states: list(`
    automatisk svar | autosvar | automatisk generert | sendt automatisk | automatisk melding |
    ikke svar på denne
  `),
  away: list(`
    ikke på kontoret | på ferie | har ferie | i permisjon | på reise | borte fra kontoret | sluttet i
  `),
  later: list(`
    tilbake på kontoret | er tilbake | når jeg er tilbake | så snart som mulig | så fort som mulig |
    begrenset tilgang
  `),
  instead: list(`
    i hastesaker | ved hastesaker | hvis det haster | i mitt fravær | under mitt fravær |
    vennligst kontakt | ta kontakt med
  `),
  received: list(`
    takk for din e-post | takk for e-posten | takk for din henvendelse | takk for din melding |
    vi har mottatt
  `),
};

export const fi: ResponderWords = {
  automatic: list(`
    automaattinen vastaus | automaattivastaus | poissaoloilmoitus | poissaoloviesti | poissaolovastaus
  `),
  absent: list(`
    poissa | poissaolo | poissa toimistosta | lomalla | olen lomalla | olen poissa
  `),
  states: list(`
    automaattinen vastaus | automaattivastaus | automaattinen viesti | automaattisesti |
    älä vastaa tähän
  `),
  away: list(`
    olen lomalla | olen poissa | poissa toimistosta | vuosilomalla | vanhempainvapaalla | työmatkalla |
    en ole tavoitettavissa
  `),
  later: list(`
    palattuani | palaan | takaisin | mahdollisimman pian | luen sähköpostia satunnaisesti
  `),
  instead: list(`
    kiireellisissä | kiireelliset | kiireisissä | kiireasioissa | poissaoloni aikana | ota yhteyttä |
    ottakaa yhteyttä
  `),
  received: list(`
    kiitos viestistäsi | kiitos sähköpostistasi | kiitos yhteydenotostasi | olemme vastaanottaneet |
    viestisi on vastaanotettu
  `),
};
