import type { UPSTREAM_TEMPLATES } from "./names.ts";

export const DE_UPSTREAM: { readonly [name in keyof typeof UPSTREAM_TEMPLATES]: string } = {
  "handed-on": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Wo Ihr Anliegen jetzt liegt {{/subject}}[{{number}}]

Wir haben {{number}} so weit untersucht, wie wir es selbst können. Das Anliegen liegt jetzt bei {{#name}}{{name}}{{/name}}{{^name}}Fachleuten, mit denen wir zusammenarbeiten{{/name}}, zusammen mit dem, was wir herausgefunden haben.
{{#caseNumber}}
Die Nummer dort ist {{caseNumber}}. Wenn Sie uns schreiben, brauchen Sie sie nicht.
{{/caseNumber}}

Für Sie ändert sich nichts: Wir bleiben Ihr Ansprechpartner, fassen nach und sagen Ihnen, was dabei herauskommt. Wenn Sie etwas ergänzen möchten, antworten Sie auf diese E-Mail.
{{#nextNewsAt}}

Sie hören bis {{nextNewsAt}} von uns.
{{/nextNewsAt}}

{{desk}}
`,
  "incident-news": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Zu Ihrem Fall {{/subject}}[{{number}}]

{{#isKnown}}
Was Sie uns geschrieben haben, gehört zu einem Vorfall, den der Hersteller des Dienstes veröffentlicht hat. Seine Nummer ist {{incident}}, und es wird daran gearbeitet.

Wir verfolgen ihn und sagen Ihnen, wenn er vorbei ist. Wenn es bei Ihnen etwas anderes ist oder schlimmer wird, antworten Sie auf diese Mail.
{{/isKnown}}
{{#isNews}}
Es gibt Neues zum veröffentlichten Vorfall {{incident}}, zu dem Ihr Fall {{number}} gehört:

{{news}}
{{/isNews}}
{{#isOver}}
Der veröffentlichte Vorfall {{incident}}, zu dem Ihr Fall {{number}} gehört, gilt als behoben.

Bitte versuchen Sie es noch einmal. Wenn es noch nicht geht, antworten Sie auf diese Mail: Ihr Fall bleibt offen, bis Sie oder wir etwas anderes sagen.
{{/isOver}}

{{desk}}
`,
  "upstream-handoff": `Subject: [{{number}}] {{subject}}

Guten Tag,

bitte übernehmen Sie diesen Fall. Unsere Nummer ist {{number}}: Lassen Sie sie im Betreff stehen und nennen Sie uns Ihre.
{{#expected}}
Wir erwarten Ihre erste Antwort bis {{expected}}.
{{/expected}}
{{#unable}}
Wenn Sie ihn nicht lösen können, antworten Sie mit #unable und dem Grund in der ersten Zeile; dann kommt er zu uns zurück.
{{/unable}}

Nummer: {{number}}
Titel: {{subject}}
Kunde: {{customer}}
{{#tenantId}}
Tenant: {{tenantId}}
{{/tenantId}}
{{#cloud}}
Cloud: {{cloud}}
{{/cloud}}
{{#subscriptionId}}
Abonnement: {{subscriptionId}}
{{/subscriptionId}}
Dienst: {{service}}
Art: {{kind}}
Schweregrad: {{severity}}
{{#fields}}
{{label}}: {{value}}
{{/fields}}
Kontakt: {{contact}}, {{address}}
Zeitzone: {{timeZone}}
Sprache: {{language}}
{{#attachments}}

Angehängt: {{attachments}}
{{/attachments}}

Bitte schreiben Sie nur uns und nicht dem Kunden.

{{desk}}
`,
  "upstream-word": `Subject: Re: [{{number}}] {{subject}}

{{#isReminder}}
Wir haben zu {{number}}{{#caseNumber}} (bei Ihnen {{caseNumber}}){{/caseNumber}} seit {{since}} nichts von Ihnen gehört.{{#expected}} Erwartet hatten wir eine Antwort bis {{expected}}.{{/expected}}

Wie weit sind Sie, und wann hören wir von Ihnen?
{{/isReminder}}
{{#isEnded}}
{{number}}{{#caseNumber}} (bei Ihnen {{caseNumber}}){{/caseNumber}} ist für uns gelöst. Sie können den Fall schließen; wir brauchen nichts weiter. Vielen Dank.
{{/isEnded}}
{{#isTakenBack}}
Wir nehmen {{number}}{{#caseNumber}} (bei Ihnen {{caseNumber}}){{/caseNumber}} zurück und machen selbst weiter. Bitte schließen Sie den Fall.

Der Grund: {{reason}}
{{/isTakenBack}}

{{desk}}
`,
  "agent-upstream": `Subject: {{subject}} [{{number}}]

Von außen: {{partner}} zu {{number}}{{#caseNumber}}, dort {{caseNumber}}{{/caseNumber}}
Absender: {{sender}}
{{#held}}
Zurückgehalten: {{held}}
{{/held}}
Kunde: {{customer}}
Schweregrad: {{severity}} {{severityName}}
{{#promise}}
Dem Kunden zugesagt: {{promise}}{{#left}} (noch {{left}} Servicezeit){{/left}}
{{/promise}}

Eine Antwort hierauf geht an {{partner}}, nicht an den Kunden. Der Kunde hat nichts davon bekommen; um ihn zu informieren, antworten Sie auf einen Hinweis zu ihm.
{{#unable}}

Sie können es nicht lösen: Der Fall liegt wieder bei uns.
{{/unable}}

{{message}}
{{#attachments}}

Angehängt: {{attachments}}
{{/attachments}}
{{#staying}}

Bleibt beim Desk, nicht mitgeschickt: {{staying}}
{{/staying}}
{{#gone}}

Nicht angehängt, die E-Mail dazu wird nicht mehr aufbewahrt: {{gone}}
{{/gone}}
{{#unreadable}}

Nicht angehängt, aus der E-Mail dazu nicht lesbar: {{unreadable}}
{{/unreadable}}
{{#links}}

{{label}}: {{href}}
{{/links}}
{{#history}}

--- {{at}}, {{who}}{{#note}} (Notiz, nicht gesendet){{/note}}:
{{text}}
{{/history}}
`,
  "agent-portal": `Subject: {{subject}} [{{number}}]

Bei {{partner}} einzureichen: {{number}}
Kunde: {{customer}}

1. Hier öffnen, im Kontext des Kunden: {{link}}
{{#noTenant}}
Der Tenant des Kunden ist nicht bekannt: Suchen Sie ihn heraus und prüfen Sie, dass Sie nicht in unserem sind.
{{/noTenant}}
{{#checklist}}
- {{line}}
{{/checklist}}

2. Von hier kopieren, Feld für Feld:
{{#fields}}

{{label}}
{{value}}
{{/fields}}
{{#hasFiles}}

Dazu hochladen, so wie an dieser Mail angehängt:
{{/hasFiles}}
{{#files}}
- {{line}}
{{/files}}

3. Die Nummer schicken, die es dort bekommt, allein in einer Zeile: {{fileHref}}
Nur den Befehl: Anderer Text in einer Antwort hierauf geht an den Kunden.
{{#expected}}

Ab dann wird eine Antwort innerhalb von {{expected}} erwartet.
{{/expected}}
`,
  "agent-handoff": `Subject: {{subject}} [{{number}}]

{{#isUnfiled}}
{{number}} sollte bei {{partner}} eingereicht werden und ist es, soweit wir wissen, seit {{since}} nicht. Der vorbereitete Text steht in einer früheren E-Mail dieser Unterhaltung; die Seite dafür: {{link}}
Sobald es eingereicht ist, antworten Sie mit #upstream und der Nummer.
{{/isUnfiled}}
{{#isUnanswered}}
{{partner}} hat zu {{number}}{{#caseNumber}} (dort {{caseNumber}}){{/caseNumber}} nicht geantwortet.{{#expected}} Erwartet war es bis {{expected}}.{{/expected}}
{{#reminded}}
Erinnerungen bisher: {{reminded}}.
{{/reminded}}
{{#link}}
Sehen Sie dort nach: {{link}}
{{/link}}
{{/isUnanswered}}
{{#isToClose}}
{{number}} ist erledigt. Bitte schließen Sie den Fall auch bei {{partner}}{{#caseNumber}}: Dort ist es {{caseNumber}}{{/caseNumber}}. {{link}}
{{/isToClose}}
{{#isFailed}}
Unsere Mail an {{partner}} zu {{number}} hat {{address}} nicht erreicht. Der Fall liegt wieder bei uns.
{{#said}}
Der Mailserver sagte: {{said}}
{{/said}}

Was zu tun ist: die Adresse berichtigen (partners in desk.yaml) oder dort nach einer anderen fragen; danach gibt #escalate den Fall neu weiter.
{{/isFailed}}
{{#isUnreached}}
Unsere Mail an {{partner}} zu {{number}}{{#caseNumber}} (dort {{caseNumber}}){{/caseNumber}} hat {{address}} nicht erreicht. Der Fall ist dort offen, und wir sind am Zug: Tragen Sie es im Portal ein. {{link}}
{{#said}}
Der Mailserver sagte: {{said}}
{{/said}}
{{/isUnreached}}
{{#isGone}}
{{number}} wurde nicht übergeben: {{partner}} steht nicht mehr als Partner in desk.yaml. Der Fall liegt wieder bei uns: #escalate entscheidet neu.
{{/isGone}}
{{#isWithoutFiles}}
{{number}} geht an {{partner}} ohne Dateien, die mitgehen sollten.
{{#gone}}
Ihre E-Mail wird nicht mehr aufbewahrt: {{gone}}
{{/gone}}
{{#unreadable}}
Aus ihrer E-Mail nicht lesbar: {{unreadable}}
{{/unreadable}}
{{#others}}
Dürfen nicht mehr hinaus, weil ihre E-Mail zurückgehalten wird oder zu einem anderen Fall kam: {{others}}
{{/others}}
Wenn Sie sie selbst haben, schicken Sie sie nach.
{{/isWithoutFiles}}

{{#answersThem}}
Eine Antwort hierauf geht an {{partner}}, nicht an den Kunden.
{{/answersThem}}
{{^answersThem}}
Nur Befehle: Anderer Text in einer Antwort hierauf geht an den Kunden.
{{/answersThem}}

Kunde: {{customer}}
Zuständig: {{assignee}}{{^assignee}}niemand{{/assignee}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
};
