import type { UPSTREAM_TEMPLATES } from "./names.ts";

export const FR_UPSTREAM: { readonly [name in keyof typeof UPSTREAM_TEMPLATES]: string } = {
  "handed-on": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Où en est votre demande {{/subject}}[{{number}}]

Nous avons examiné {{number}} aussi loin que nous le pouvons nous-mêmes. Votre demande est maintenant entre les mains de {{#name}}{{name}}{{/name}}{{^name}}spécialistes avec lesquels nous travaillons{{/name}}, avec ce que nous avons constaté.
{{#caseNumber}}
Son numéro là-bas est {{caseNumber}}. Vous n'en avez pas besoin pour nous écrire.
{{/caseNumber}}

Pour vous, rien ne change : nous restons votre interlocuteur, nous suivons la demande et vous dirons ce qu'il en est. Si vous avez quelque chose à ajouter, répondez à ce message.
{{#nextNewsAt}}

Vous aurez de nos nouvelles avant le {{nextNewsAt}}.
{{/nextNewsAt}}

{{desk}}
`,
  "incident-news": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}À propos de votre demande {{/subject}}[{{number}}]

{{#isKnown}}
Ce que vous nous avez écrit fait partie d'un incident que le fabricant du service a publié. Son numéro est {{incident}}, et il y travaille.

Nous le suivons et vous prévenons quand il est terminé. Si ce que vous voyez est autre chose, ou si cela s'aggrave, répondez à ce mail.
{{/isKnown}}
{{#isNews}}
Il y a du nouveau sur l'incident publié {{incident}}, dont votre demande {{number}} fait partie :

{{news}}
{{/isNews}}
{{#isOver}}
L'incident publié {{incident}}, dont votre demande {{number}} fait partie, est annoncé comme résolu.

Veuillez réessayer. Si cela ne fonctionne toujours pas, répondez à ce mail : votre demande reste ouverte jusqu'à ce que vous ou nous disions le contraire.
{{/isOver}}

{{desk}}
`,
  "upstream-handoff": `Subject: [{{number}}] {{subject}}

Bonjour,

merci de prendre en charge cette demande. Notre numéro est {{number}} : gardez-le dans l'objet et donnez-nous le vôtre.
{{#expected}}
Nous attendons votre première réponse avant le {{expected}}.
{{/expected}}
{{#unable}}
Si vous ne pouvez pas la résoudre, répondez avec #unable et la raison sur la première ligne ; elle nous revient alors.
{{/unable}}

Numéro: {{number}}
Titre: {{subject}}
Client: {{customer}}
{{#tenantId}}
Tenant: {{tenantId}}
{{/tenantId}}
{{#cloud}}
Cloud: {{cloud}}
{{/cloud}}
{{#subscriptionId}}
Abonnement: {{subscriptionId}}
{{/subscriptionId}}
Service: {{service}}
Type: {{kind}}
Gravité: {{severity}}
{{#fields}}
{{label}}: {{value}}
{{/fields}}
Contact: {{contact}}, {{address}}
Fuseau horaire: {{timeZone}}
Langue: {{language}}
{{#attachments}}

Pièces jointes : {{attachments}}
{{/attachments}}

Merci d'écrire à nous seuls, et non au client.

{{desk}}
`,
  "upstream-word": `Subject: Re: [{{number}}] {{subject}}

{{#isReminder}}
Nous n'avons pas eu de vos nouvelles au sujet de {{number}}{{#caseNumber}} (chez vous {{caseNumber}}){{/caseNumber}} depuis le {{since}}.{{#expected}} Nous attendions une réponse avant le {{expected}}.{{/expected}}

Où en êtes-vous, et quand aurons-nous de vos nouvelles ?
{{/isReminder}}
{{#isEnded}}
Pour nous, {{number}}{{#caseNumber}} (chez vous {{caseNumber}}){{/caseNumber}} est résolu. Vous pouvez clore la demande ; il ne nous faut rien de plus. Merci.
{{/isEnded}}
{{#isTakenBack}}
Nous reprenons {{number}}{{#caseNumber}} (chez vous {{caseNumber}}){{/caseNumber}} et continuons nous-mêmes. Merci de clore la demande.

La raison : {{reason}}
{{/isTakenBack}}

{{desk}}
`,
  "agent-upstream": `Subject: {{subject}} [{{number}}]

De l'extérieur : {{partner}} au sujet de {{number}}{{#caseNumber}}, là-bas {{caseNumber}}{{/caseNumber}}
Expéditeur : {{sender}}
{{#held}}
Retenu : {{held}}
{{/held}}
Client : {{customer}}
Gravité : {{severity}} {{severityName}}
{{#promise}}
Promis au client : {{promise}}{{#left}} (il reste {{left}} de service){{/left}}
{{/promise}}

Une réponse à ce message va à {{partner}}, pas au client. Le client n'en a rien reçu ; pour l'informer, répondez à un avis le concernant.
{{#unable}}

Ils ne peuvent pas résoudre : la demande nous revient.
{{/unable}}

{{message}}
{{#attachments}}

Pièces jointes : {{attachments}}
{{/attachments}}
{{#staying}}

Conservé, non joint : {{staying}}
{{/staying}}
{{#gone}}

Non joint, le message d'origine n'est plus conservé : {{gone}}
{{/gone}}
{{#unreadable}}

Non joint, illisible dans le message d'origine : {{unreadable}}
{{/unreadable}}
{{#links}}

{{label}} : {{href}}
{{/links}}
{{#history}}

--- {{at}}, {{who}}{{#note}} (note, non envoyée){{/note}} :
{{text}}
{{/history}}
`,
  "agent-portal": `Subject: {{subject}} [{{number}}]

À déposer auprès de {{partner}} : {{number}}
Client : {{customer}}

1. Ouvrez ici, dans le contexte du client : {{link}}
{{#noTenant}}
Le tenant du client n'est pas connu : cherchez-le, et vérifiez que vous n'êtes pas dans le nôtre.
{{/noTenant}}
{{#checklist}}
- {{line}}
{{/checklist}}

2. Copiez d'ici, champ par champ :
{{#fields}}

{{label}}
{{value}}
{{/fields}}
{{#hasFiles}}

À joindre aussi, tels qu’attachés à ce message :
{{/hasFiles}}
{{#files}}
- {{line}}
{{/files}}

3. Envoyez le numéro qu'ils lui donnent, seul sur une ligne : {{fileHref}}
La commande seule : tout autre texte dans une réponse à ce message va au client.
{{#expected}}

Dès lors, une réponse est attendue sous {{expected}}.
{{/expected}}
`,
  "agent-handoff": `Subject: {{subject}} [{{number}}]

{{#isUnfiled}}
{{number}} devait être déposé auprès de {{partner}} et ne l'est pas, à notre connaissance, depuis le {{since}}. Le texte préparé se trouve dans un message précédent de cette conversation ; la page pour le déposer : {{link}}
Une fois déposé, répondez avec #upstream et son numéro.
{{/isUnfiled}}
{{#isUnanswered}}
{{partner}} n'a pas répondu au sujet de {{number}}{{#caseNumber}} (là-bas {{caseNumber}}){{/caseNumber}}.{{#expected}} La réponse était attendue avant le {{expected}}.{{/expected}}
{{#reminded}}
Rappels envoyés : {{reminded}}.
{{/reminded}}
{{#link}}
Voyez là-bas : {{link}}
{{/link}}
{{/isUnanswered}}
{{#isToClose}}
{{number}} est terminé. Merci de le clore aussi auprès de {{partner}}{{#caseNumber}} : c'est {{caseNumber}} là-bas{{/caseNumber}}. {{link}}
{{/isToClose}}
{{#isFailed}}
Notre mail à {{partner}} au sujet de {{number}} n'est pas arrivé à {{address}}. La demande est de nouveau chez nous.
{{#said}}
Le serveur de messagerie a répondu : {{said}}
{{/said}}

Que faire : corriger l'adresse (partners dans desk.yaml) ou leur en demander une autre ; ensuite #escalate la transmet à nouveau.
{{/isFailed}}
{{#isUnreached}}
Notre mail à {{partner}} au sujet de {{number}}{{#caseNumber}} (chez eux {{caseNumber}}){{/caseNumber}} n'est pas arrivé à {{address}}. La demande y est ouverte et c'est à nous d'agir : écrivez-le dans le portail. {{link}}
{{#said}}
Le serveur de messagerie a répondu : {{said}}
{{/said}}
{{/isUnreached}}
{{#isGone}}
{{number}} n'a pas été transmise : {{partner}} n'est plus partenaire dans desk.yaml. La demande est de nouveau chez nous : #escalate décide à nouveau.
{{/isGone}}
{{#isWithoutFiles}}
{{number}} part chez {{partner}} sans des fichiers qui devaient l'accompagner.
{{#gone}}
Leur message n'est plus conservé : {{gone}}
{{/gone}}
{{#unreadable}}
Illisibles dans leur message : {{unreadable}}
{{/unreadable}}
{{#others}}
Ne peuvent plus partir, leur message étant retenu ou passé à une autre demande : {{others}}
{{/others}}
Si vous les avez, envoyez-les vous-même.
{{/isWithoutFiles}}

{{#answersThem}}
Une réponse à ce message va à {{partner}}, pas au client.
{{/answersThem}}
{{^answersThem}}
Des commandes seulement : tout autre texte dans une réponse à ce message va au client.
{{/answersThem}}

Client : {{customer}}
Responsable : {{assignee}}{{^assignee}}personne{{/assignee}}
{{#links}}

{{label}} : {{href}}
{{/links}}
`,
};
