/** Domains whose addresses anybody can have: two people there need not know each other. Not complete, and need not be. */
const FREE_MAIL: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com yahoo.com ymail.com rocketmail.com
  icloud.com me.com mac.com aol.com aim.com gmx.com gmx.net gmx.de gmx.at gmx.ch web.de t-online.de freenet.de mail.de
  posteo.de mailbox.org proton.me protonmail.com pm.me tutanota.com tuta.io fastmail.com fastmail.fm hushmail.com zoho.com
  mail.com email.com usa.com yandex.com yandex.ru ya.ru mail.ru bk.ru inbox.ru list.ru rambler.ru qq.com foxmail.com
  163.com 126.com yeah.net sina.com sohu.com aliyun.com naver.com daum.net hanmail.net nate.com docomo.ne.jp ezweb.ne.jp
  softbank.ne.jp yahoo.co.jp outlook.pt hotmail.pt sapo.pt clix.pt iol.pt netcabo.pt mail.telepac.pt uol.com.br bol.com.br
  terra.com.br ig.com.br globo.com globomail.com yahoo.com.br hotmail.com.br outlook.com.br yahoo.es hotmail.es outlook.es
  telefonica.net terra.es yahoo.fr hotmail.fr outlook.fr live.fr orange.fr wanadoo.fr free.fr laposte.net sfr.fr
  bbox.fr yahoo.de hotmail.de outlook.de live.de yahoo.it hotmail.it outlook.it live.it libero.it virgilio.it alice.it
  tin.it tiscali.it yahoo.co.uk hotmail.co.uk live.co.uk btinternet.com sky.com virginmedia.com talktalk.net ziggo.nl
  kpnmail.nl planet.nl home.nl telenet.be skynet.be bluewin.ch hispeed.ch telia.com comhem.se online.no wp.pl o2.pl
  onet.pl interia.pl gazeta.pl seznam.cz email.cz centrum.cz atlas.cz azet.sk zoznam.sk freemail.hu citromail.hu abv.bg
  mail.bg ukr.net i.ua meta.ua comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net
  earthlink.net juno.com shaw.ca rogers.com sympatico.ca telus.net bigpond.com optusnet.com.au rediffmail.com`.split(
    /\s+/,
  ),
);

/** Whether addresses of a domain say nothing about where their owners belong. */
export function isFreeMail(domain: string): boolean {
  return FREE_MAIL.has(domain.toLowerCase());
}
