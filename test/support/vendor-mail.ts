/** A notice of a published incident as the vendor mails it; in our own words. */
export const NOTICE = `Service degradation, incident MO1234567

Title: Some users may be unable to sign in

User impact: Users may be unable to sign in to any of their applications, and nothing works for them. Everybody is affected.

Current status: We're reviewing what our telemetry says of the outage.

Scope of impact: Any user served through the affected infrastructure.

Next update by: Thursday, December 3, 2026, 12:00 UTC`;

export const NOTICES: readonly (readonly [language: string, subject: string, text: string])[] = [
  ["English", "MO1234567: some users may be unable to sign in", NOTICE],
  [
    "Portuguese",
    "Integridade do serviço: EX7654321",
    "Degradação do serviço EX7654321\n\nImpacto no utilizador: ninguém consegue abrir a caixa de correio, tudo parado.\n\nEstado atual: estamos a investigar a falha.\n\nPróxima atualização: 12:00 UTC",
  ],
  [
    "Brazilian Portuguese",
    "TM7654321 Interrupção do serviço",
    "Interrupção do serviço TM7654321\n\nImpacto no usuário: as chamadas caem.\n\nStatus atual: restaurando o serviço.\n\nEscopo do impacto: todos os usuários.",
  ],
  [
    "Spanish",
    "Estado del servicio: EX7654321",
    "Interrupción del servicio EX7654321\n\nImpacto en el usuario: nadie puede abrir el correo, todo caído.\n\nEstado actual: estamos investigando.\n\nPróxima actualización: 12:00 UTC",
  ],
  [
    "German",
    "Dienststatus: SP765432",
    "Dienstbeeinträchtigung SP765432\n\nBenutzerauswirkung: niemand kann Dateien öffnen, alles steht.\n\nAktueller Status: wir untersuchen den Ausfall.\n\nNächstes Update: 12:00 UTC",
  ],
  [
    "French",
    "État du service : EX7654321",
    "Dégradation du service EX7654321\n\nImpact sur les utilisateurs : personne n'ouvre sa messagerie.\n\nStatut actuel : nous examinons la panne.\n\nProchaine mise à jour : 12:00 UTC",
  ],
];

/** As a mail client passes a mail on. */
export function passedOn(
  above: string,
  subject = "MO1234567: some users may be unable to sign in",
  text = NOTICE,
  from = "Service health <no-reply@microsoft.com>",
): string {
  return `${above}

---------- Forwarded message ---------
From: ${from}
Date: Thu, 3 Dec 2026 at 09:31
Subject: ${subject}
To: <carla@fabrikam.example>

${text}
`;
}
