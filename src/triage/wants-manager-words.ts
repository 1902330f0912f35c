/** Words of one language for the ways people ask for somebody above. Regular expressions on folded text. */
export interface Asking {
  /** Somebody who can decide over the one who answers. */
  readonly boss: string;
  /** The same without a title: `someone more senior`. */
  readonly somebody: string;
  /** What is said before that person: `your`, `a`, but never `our`. */
  readonly yours: string;
  /** Wanting to reach somebody; stands before the person. */
  readonly reach: string;
  /** The person shall do something; stands after them. */
  readonly shall: string;
  /** Whole phrases that say it without naming anybody. */
  readonly phrases: readonly string[];
  /** Takes the wish back; stands before it in the same sentence. */
  readonly not: string;
}

/** English, Portuguese, Spanish, German, French. */
export const ASKING: readonly Asking[] = [
  {
    boss: "(?:(?:support |service |customer service |duty |line |general |senior )?managers?|supervisors?|superiors?|boss|team ?lead(?:er)?|shift lead(?:er)?|head of (?:the )?(?:support|service|department|customer \\w+)|(?:support |service )?director|senior management|management(?: team)?|superior officer|person in charge|next level up)",
    somebody:
      "(?:someone|somebody|anyone|a person) (?:more senior|senior|higher up|above you|in charge|with (?:more |some )?authority|(?:in|from) (?:your )?management|who can (?:decide|make decisions))|(?:whoever|who ever|the one|the person) (?:is )?in charge",
    yours: "(?:your|yr|ur|a|an|any|the|someone's|somebody from your|with)",
    reach:
      "(?:speak(?:ing)? (?:to|with)|talk(?:ing)? (?:to|with)|escalat(?:e|ed|ing)(?: \\S+){0,5} (?:to|with)|put(?: me| us)? through to|connect(?: me| us)? (?:to|with)|transfer(?: me| us)? to|pass(?:ed)?(?: \\S+){0,4} (?:on )?to|(?:raise|take)(?: \\S+){0,4} (?:with|up with|to)|complain(?:ing)? to|hear (?:back )?from|(?:a )?call(?:ed)?(?: back)? (?:from|by)|involve|bring in|get(?: me)?|demand|insist on|(?:want|need|require|request|expect|like)(?: to have)?|(?:name|number|contact(?: details)?|details|e-?mail(?: address)?) of|who is|cc|copy(?:ing)? in|(?:forward|send)(?: \\S+){0,4} to|contact(?:ed)?(?: by)?|meeting with|attention of|attn)",
    shall:
      "(?:to )?(?:call|contact|ring|phone|write|reply|get (?:back|in touch)|look (?:at|into)|step in|be involved|take over|handle|deal|give me|explain|respond)",
    phrases: [
      "(?:your|a) (?:manager|supervisor|boss),? please",
      "(?:please |must |kindly |will |now |(?:want|need|like|wish|ask|request|you|this|want you) to (?:be )?)(?:escalate|escalated) (?:this|it|my|our|the)(?: (?!to )\\S+){0,3}?(?= (?:now|immediately|internally|urgently|further|today|as|because|since|and|please|within|for|asap)|,|$)",
      "(?:please|kindly|asking for|request(?:ing)?|demand|want|need)(?: \\S+){0,2} (?:an? )?(?:internal |immediate |formal |management )?escalation(?! privileges| path| to)",
      "(?:want|wants|wish|like|going|have|need|must|please|will|would|to|hereby|am|are)(?: \\S+){0,3} (?:raise|raising|make|making|file|filing|lodge|lodging|register|registering|submit|submitting|open|log) (?:a|an|this as a|my|our)(?: \\S+){0,2} complaint",
      "(?:this is|consider this|treat this as|take this as)(?: \\S+){0,2} (?:a )?(?:formal|official|written) complaint",
      "(?:formal|official) complaint (?:about|against|regarding|concerning|over|with)(?: \\S+){0,2} (?:your|the|this|how)",
      "complain(?:ts)? (?:about|against|over) (?:your (?:support|service|company|agent|colleague|team)|how (?:this|my|our) (?:case|ticket|request|issue) )",
      "who (?:do i|can i|should i|to) complain",
      "complaints? (?:procedure|department|process)",
    ],
    not: "(?:no need|(?:do|did|does|would|will|is|was|need|should)(?: ?n't|nt| not) (?:want|need|wish|intend|ask|require|have to|mean|trying)|never (?:asked|wanted|needed)|without having|rather than|instead of|not necessary|nor)",
  },
  {
    boss: "(?:gerentes?|supervisora?|gestora?|chefes?|chefia|superior(?:es)?|coordenadora?|diretora?|diretoria|direcao|gerencia|responsavel|encarregad[oa]|lider da equipe|ouvidoria|provedor do cliente)",
    somebody:
      "alguem (?:acima|superior|com (?:mais )?(?:autoridade|poder|autonomia)|d[ao] (?:gerencia|diretoria|direcao|chefia)|que (?:decida|possa decidir|mande))",
    yours:
      "(?:(?:o |a |com o |com a )?(?:seu|sua|teu|tua|vosso|vossa|seus|vossos)|um|uma|o|a|os|algum|alguma|do|da|ao|com|de)",
    reach:
      "(?:fal(?:ar|e|em|o)(?: directamente| diretamente)? (?:com|ao)|convers(?:ar|e) com|escal(?:ar|e|em|ado|ada|onar)(?: \\S+){0,5} (?:para|a|ao|com)|pass(?:ar|e|em|a)(?:-me|-nos)?(?: \\S+){0,4} (?:para|ao|a|com)|encaminh(?:ar|e|em)(?: \\S+){0,4} (?:para|ao|a|com)|lev(?:ar|e|em)(?: \\S+){0,4} (?:ao|para|a)|reclamar (?:com|junto)|(?:contacto|contato|telefone|nome|e-?mail) d[oae]s?|quem e|envolv(?:er|am|a)|exijo|exigimos|quero|queremos|cham(?:a|e|em|ar)|um retorno|resposta|contact(?:ado|ar|ada)|contat(?:ado|ar|ada)|(?:reuniao|chamada) com|atencao d[oa])",
    shall:
      "(?:que )?(?:me |nos )?(?:lig(?:ue|asse|ar)|contact(?:e|asse|ar)|contat(?:e|ar)|respond(?:a|er)|fal(?:e|asse)|entr(?:e|asse) em conta[c]?to|interven(?:ha|iesse)|assuma|trate|veja)",
    phrases: [
      "(?:seu|vosso|um) (?:gerente|supervisor|chefe|superior),? por favor",
      "(?:por favor|favor|peco|pedimos|solicito|solicitamos|exijo|podem?|precis[oa] (?:de )?|quero|agradeco)(?: \\S+){0,4} (?:escal(?:ar|em|e|onar)|escalamento|escalonamento|escalacao)(?: (?:este|esta|isto|isso|o|a|do|da|meu|minha|nosso|nossa)(?: \\S+){0,3}?)?(?= (?:com urgencia|urgente|ja|hoje|internamente|imediat\\S+|pois|porque|por favor)|,|$)",
      "(?:apresent(?:ar|o|amos)|formaliz(?:ar|o|amos)|registr?(?:ar|o|amos)|fazer|abrir|regist(?:ar|o))(?: \\S+){0,3} (?:reclamacao|queixa)",
      "(?:reclamacao|queixa) (?:formal|oficial|por escrito)",
      "livro de reclamacoes",
      "(?:no|ao|o) procon\\b",
      "reclame aqui",
      "reclam(?:ar|acao|o) (?:do|sobre o|contra o|quanto ao) (?:vosso|seu|atendimento|servico|suporte)",
    ],
    not: "(?:nao (?:e |ha |foi )?(?:preciso|precisamos|necessario|necessidade|quero|queremos|precisa|vale|pretendo|queria|pedi)(?: \\S+){0,3}|nao falei|sem (?:precisar|ter|necessidade)|em vez de|escusado|nao (?:estou|estamos))",
  },
  {
    boss: "(?:gerentes?|supervisora?|jefes?|jefa|superior(?:es)?|encargad[oa]|responsables?|directora?|direccion|gerencia|coordinadora?|lider (?:de|del) equipo|mando superior)",
    somebody:
      "alguien (?:con (?:mas )?(?:autoridad|poder|capacidad)|superior|por encima|de (?:la )?(?:gerencia|direccion)|que (?:decida|pueda decidir|mande))",
    yours:
      "(?:(?:el |la |con el )?(?:su|tu|vuestro|vuestra|sus)|un|una|el|la|los|algun|alguna|del|al|con|de)",
    reach:
      "(?:habl(?:ar|e|o)(?: directamente)? con|convers(?:ar|e) con|escal(?:ar|e|en|ado|ada)(?:lo|la)?(?: \\S+){0,5} (?:a|al|con)|pas(?:ar|e|en|eme|enme|arme)(?:me|nos|lo)?(?: \\S+){0,4} (?:con|a|al)|comun(?:icar|ique|iqueme|iquenme|icarme)(?: \\S+){0,3} con|pong(?:a|an)(?:me|nos)?(?: \\S+){0,3} con|elev(?:ar|e|en)(?:lo)?(?: \\S+){0,4} (?:a|al)|tras?lad(?:ar|e|en|enlo)(?: \\S+){0,4} (?:a|al)|quejarme (?:con|a|ante)|(?:contacto|telefono|nombre|correo|datos) de(?:l)?|quien es|involucr(?:ar|en)|exijo|exigimos|quiero|queremos|necesito|llamada de(?:l)?|respuesta de(?:l)?|reunion con|atencion de(?:l)?)",
    shall:
      "(?:que )?(?:me |nos )?(?:llame|llamara|contacte|contactara|responda|escriba|intervenga|se ponga en contacto|se haga cargo|de una respuesta|atienda|revise)",
    phrases: [
      "(?:su|vuestro|un) (?:gerente|supervisor|jefe|superior|responsable),? por favor",
      "(?:por favor|favor de|pido|pedimos|solicito|solicitamos|exijo|pueden?|necesito|quiero|ruego|rogamos)(?: \\S+){0,4} (?:escal(?:ar|en|e|arlo|arla|enlo|elo)|escalamiento|escalado|escalacion)(?: (?:este|esta|esto|el|la|mi|nuestro|nuestra|del|de)(?: \\S+){0,3}?)?(?= (?:con urgencia|urgente|ya|hoy|internamente|inmediat\\S+|pues|porque|por favor)|,|$)",
      "escal(?:en|e)(?:lo|la)?(?: (?:este|esta|esto|el|mi|nuestro)(?: \\S+){0,2})?(?= (?:ya|hoy|urgente|por favor|inmediat\\S+)|,|$)",
      "(?:present(?:ar|o|amos)|poner|pongo|interpon(?:er|go|emos)|formul(?:ar|o)|hacer|registrar|formaliz(?:ar|o))(?: \\S+){0,3} (?:queja|reclamacion(?! de (?:la )?factura)|reclamo)",
      "(?:queja|reclamacion|reclamo) (?:formal|oficial|por escrito)",
      "hojas? de reclamacion(?:es)?",
      "libro de reclamaciones",
      "quej(?:a|arme|arnos) (?:de|del|sobre|por|contra) (?:el |la )?(?:su|vuestro|servicio|atencion|soporte|trato)",
    ],
    not: "(?:no (?:hace falta|es necesario|necesito|quiero|queremos|queria|hay que|pedi|fue necesario|pretendo)(?: \\S+){0,3}|sin (?:necesidad|tener|que)|en vez de|en lugar de)",
  },
  {
    boss: "(?:vorgesetzte[rn]?|vorgesetzten|chefs?|chefin|teamleit(?:er|erin|ung)s?|abteilungsleit(?:er|erin|ung)|supportleit(?:er|erin|ung)|serviceleit(?:er|erin|ung)|leiter(?:in)? (?:des|der|vom) (?:supports?|kundendienste?s?|services?|abteilung)|geschaftsfuhr(?:er|erin|ung)|geschaftsleitung|manager(?:in)?|supervisor|verantwortlichen|nachsthohere[rn]? (?:stelle|ebene)|management|leitung)",
    somebody:
      "(?:jemand|jemanden|jemandem) (?:hoherem|hoheren|mit (?:mehr )?(?:entscheidungsbefugnis|befugnis|kompetenz|verantwortung)|aus (?:der|ihrer) (?:leitung|geschaftsleitung|fuhrung)|aus dem management|daruber|der (?:etwas )?entscheiden (?:kann|darf))",
    yours: "(?:ihre[nmrs]?|ihr|deine[nmrs]?|eure[nmrs]?|eine[nmrs]?|ein|den|dem|der|die|das|zum|zur|jemand)",
    reach:
      "(?:sprechen mit|(?:mochte|will|wollen|muss|kann|konnte|mochten|wurde|bitte)(?: \\S+){0,4} mit|rede(?:n)? mit|gesprach mit|verbinden sie mich(?: \\S+){0,2} mit|(?:eskalier(?:en|t|e)|eskalation|leiten|geben|weiter(?:leiten|geben))(?: \\S+){0,6} (?:an|bei)|anruf (?:von|durch)|ruckruf (?:von|durch)|(?:name|namen|kontakt|telefonnummer|durchwahl|kontaktdaten|mailadresse)(?: von)?|wer ist|verlange|verlangen|fordere|beschwere(?:n)? (?:mich|uns)(?: \\S+){0,2} bei|holen sie|einbeziehen|ich wende mich an|zu handen)",
    shall:
      "(?:soll|sollte|moge|muss|mochte|kann|konnte|bitte)?(?: \\S+){0,4} (?:melden|anrufen|zuruckrufen|kontaktieren|einschalten|kummern|ubernehmen|schreiben|antworten|sprechen|hinzuziehen|einbeziehen|ansehen)",
    phrases: [
      "(?:ihren?|einen?) (?:vorgesetzten?|chef|teamleiter),? bitte",
      "(?:bitte|ich bitte|wir bitten|muss|mussen|sie|sofort|jetzt)(?: \\S+){0,6} (?:(?:eskalieren|zu eskalieren|eskaliert)(?! (?:sie |wir |das |es )*(?:an|zu[mr]?) )|eskalation(?! an| zu| der rechte))",
      "eskalieren sie(?: (?:das|dies|dieses|diesen|den|es))?(?: (?!an |zu|bei )\\S+){0,3}?(?= (?:bitte|sofort|umgehend|intern|heute|jetzt)|,|$)",
      "(?:beschwerde|reklamation)(?: \\S+){0,6} (?:einreichen|einlegen|einzureichen|einzulegen|vorbringen|erheben|ein$)",
      "(?:lege|legen|reiche|reichen|erhebe|erheben)(?: \\S+){0,4} beschwerde",
      "(?:mochte|mochten|will|wollen|verlange)(?: \\S+){0,3} (?:ihren?|den|die|einen?|euren?) (?:vorgesetzten?|chefin|chef|teamleiter(?:in)?|abteilungsleiter(?:in)?|manager|supervisor)(?: \\S+){0,2} sprechen",
      "an (?:ihre[nr]?|eure[nr]?) (?:vorgesetzten?|chefin|chef|teamleit\\w+|abteilungsleit\\w+|geschaftsleitung|geschaftsfuhrung|leitung)(?: \\S+){0,2} (?:weiter(?:zu)?(?:geben|leiten)|eskalieren)",
      "(?:formelle|offizielle|formliche|schriftliche)[rn]? beschwerde",
      "(?:beschwere|beschweren) (?:mich|uns)",
      "(?:mich|uns)(?: \\S+){0,6} (?:beschweren|zu beschweren)",
      "beschwerde (?:uber|gegen|wegen) (?:ihren?|den|die|eure?n?) (?:support|service|kundendienst|mitarbeiter|umgang|bearbeitung)",
    ],
    not: "(?:nicht (?:notig|notwendig|erforderlich)|(?:ich|wir) (?:mochte|will|wollen|muss|mochten|werde|habe)(?: \\S+){0,3} (?:nicht|keine[nmrs]?)|ohne(?: \\S+){0,3}|statt|anstatt|keine[nmr]?|musste nicht|braucht)",
  },
  {
    boss: "(?:responsables?|superviseur|superieurs?(?: hierarchiques?)?|chef(?:fe)? (?:d'equipe|de service|du service|du support)|chef|manager|directeur|directrice|direction|hierarchie|patron)",
    somebody: "quelqu'un (?:de plus haut place|au-dessus|qui (?:decide|puisse decider)|de la direction)",
    yours: "(?:votre|ton|vos|un|une|le|la|les|du|au|avec|a|de|d'un|l'un de vos)",
    reach:
      "(?:parler (?:a|avec|au)|discuter avec|m'entretenir avec|escalader(?: \\S+){0,5} (?:a|au|vers|aupres)|passe[rz](?:-moi)?(?: \\S+){0,4}|mettre en (?:relation|contact) avec|mettez-moi(?: \\S+){0,3} avec|remonte[rz](?: \\S+){0,5} (?:a|au|aupres)|transmet(?:tre|tez)(?: \\S+){0,5} (?:a|au)|me plaindre (?:a|aupres)|(?:coordonnees|nom|numero|contact|adresse) d[eu]|qui est|exige(?: de)?|exigeons|veux|voudrais|(?:rappel|appel|reponse) d[eu]|implique[rz]|l'attention d[eu]|joindre)",
    shall:
      "(?:me |nous )?(?:rappelle|appelle|contacte|reponde|ecrive|intervienne|prenne(?: \\S+){0,2}|s'en (?:occupe|charge))",
    phrases: [
      "(?:votre|un) (?:responsable|superieur|manager|chef),? (?:s'il vous plait|svp|merci)",
      "(?:merci d[e']|veuillez|priere d[e']|pouvez-vous|je demande|nous demandons|il faut|je souhaite)(?: \\S+){0,3} ?(?:escalader|escalade|remonter en interne)(?: (?:ce|cette|le|la|mon|ma|notre|du|de)(?: \\S+){0,3}?)?(?= (?:en interne|rapidement|immediat\\S+|aujourd'hui|au plus vite|svp|car)|,|$)",
      "(?:deposer|depose|formuler|formule|faire|adresser|adresse|porter)(?: \\S+){0,3} (?:reclamation(?! de facture)|plainte)",
      "(?:reclamation|plainte) (?:officielle|formelle|ecrite)",
      "(?:me|nous) plaindre (?:de|du|d')(?: \\S+){0,1} ?(?:votre|service|support|traitement)",
    ],
    not: "(?:(?:pas|inutile) (?:besoin|necessaire|la peine)?(?: \\S+){0,2}|inutile d[e']|(?:ne|n')(?: \\S+){1,3} pas(?: \\S+){0,3}|sans(?: \\S+){0,2}|plutot que|au lieu)",
  },
];
