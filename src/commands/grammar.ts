import { readIncident } from "./incident-words.ts";

/** One definition gives the parser, `#help`, the documentation and the mailto links. */
export interface CommandDefinition {
  readonly name: string;
  /** Other spellings; the Portuguese ones among them. */
  readonly aliases: readonly string[];
  /**
   * What follows the name on its line: nothing, nothing or one word, free text that runs to the end of the line, or A, B or C. A form:
   * lines of `field: value` below it.
   */
  readonly argument: "none" | "word" | "text" | "severity" | "form";
  readonly help: string;
  /** Whether the text below it, in a mail that begins with it, is its own and no answer to the customer. */
  readonly takesText: (argument: string) => boolean;
}

export const COMMANDS = [
  command(
    "resolve",
    "word",
    ["resolver", "resolvido"],
    "The problem is solved; a reply reopens it. It may say as what: #resolve bug.",
  ),
  command(
    "close",
    "word",
    ["fechar"],
    "Done, and as what if you like: #close duplicate. A reply soon after reopens it; a later one opens a new ticket.",
  ),
  command("reopen", "none", ["reabrir"], "Open a resolved or closed ticket again."),
  command(
    "wait",
    "text",
    ["esperar"],
    "Wait for customer or upstream, until they write or a day: #wait customer 3d.",
  ),
  command("note", "text", ["nota"], "Keep the whole mail as an internal note; the customer does not see it."),
  command("mine", "none", ["meu"], "Make me the assignee."),
  command("assign", "text", ["atribuir"], "Give it to a person or a team: #assign ana."),
  command(
    "severity",
    "severity",
    ["severidade", "gravidade"],
    "Set the severity: A, B or C. The customer is told if our promise is later now, or if it became A.",
  ),
  command("kind", "text", ["tipo"], "Say what it is: #kind commercial or technical."),
  command("service", "text", ["servico", "serviço"], "Say which service it is about: #service azure."),
  command(
    "customer",
    "text",
    ["cliente"],
    "Say whose ticket it is, by name or domain: #customer fabrikam.example.",
  ),
  command(
    "cc",
    "text",
    [],
    "Change who gets the customer's mails: #cc +ben@fabrikam.example -eva@fabrikam.example.",
  ),
  command("allow", "text", ["permitir"], "Let held mails and people join; all of them, or one address."),
  command(
    "merge",
    "text",
    ["juntar"],
    "This ticket goes on in another of the same customer: #merge 1002, or #merge 1002 duplicate.",
  ),
  command("unmerge", "text", ["separar"], "Take back a merge into this ticket: #unmerge 1001."),
  command("slip", "none", ["atraso"], "Send the customer the prepared mail that says we will be late."),
  command(
    "new",
    "text",
    ["novo"],
    "In a new mail: open a ticket and write to the customer: #new eva@fabrikam.example (by phone at 09:12).",
  ),
  command(
    "undo",
    "none",
    ["desfazer"],
    "Do not send my last answer, if it has not left yet; take back what I said of an incident, and a unit that I gave back.",
  ),
  command("send", "none", ["enviar"], "Send my answer that was held."),
  command("drop", "none", ["descartar"], "Do not send my answer that was held."),
  command("dryrun", "none", ["ensaio"], "Show me this mail as the customer would get it, and do nothing."),
  command("why", "none", ["porque"], "Answer with the computation of the clocks."),
  command("history", "none", ["historico", "histórico"], "Answer with what was written on the ticket."),
  command(
    "move",
    "text",
    ["mover"],
    "The message this notice shows belongs to another ticket, or to one of its own: #move 1002, #move new.",
  ),
  command(
    "time",
    "text",
    ["tempo"],
    "Write down working time: #time 25m, #time 1h30 read the logs; #time -10m corrects.",
  ),
  command(
    "diagnosis",
    "form",
    ["diagnostico", "diagnóstico"],
    "What was found out: a field a line below it, as in the form of the notice.",
  ),
  command(
    "files",
    "text",
    ["ficheiros", "arquivos"],
    "Answer with the files of the conversation attached; #files 2 3: these, by the numbers of the notice.",
  ),
  command(
    "attach",
    "text",
    ["anexar"],
    "I looked through these files and they go along when the issue leaves: #attach 1 3; alone it lists them.",
  ),
  command(
    "unable",
    "text",
    ["impossivel", "impossível"],
    "Say why we cannot solve it although it is ours to solve: #unable only the vendor sees that log.",
  ),
  command(
    "escalate",
    "text",
    ["escalar"],
    "Take it further by the way that fits, or by the one you name; what is missing is told at once.",
  ),
  command(
    "override",
    "text",
    ["dispensar"],
    "Pass over what blocks, if your role may, with the reason: #override missing_diagnosis whole site down.",
  ),
  command(
    "upstream",
    "text",
    ["fabricante"],
    "Write down the number they gave our case: #upstream 2612010050001234.",
  ),
  command(
    "incident",
    "text",
    ["incidente"],
    "It is part of a published incident: #incident MO1234567; tell (what stands below, or that it is known) or resolved behind it writes to all its customers, off takes it off.",
    (argument) => readIncident(argument)?.act === "tell",
  ),
  command("handback", "text", ["devolver"], "Take the ticket back from upstream, with the reason."),
  command(
    "price",
    "text",
    ["preco", "preço"],
    "Ask the customer to accept a price before work that is charged: #price 120 EUR for two hours.",
  ),
  command("ack", "none", ["visto"], "I have seen this warning and act on it; it climbs no further for now."),
  command("sorted", "none", ["triado"], "What was proposed for kind, service and severity is right."),
  command("list", "none", ["lista"], "Answer with my work list: what is due, nearest promise first."),
  command("find", "text", ["procurar"], "Answer with tickets that have these words: #find outlook fabrikam."),
  command("help", "none", ["ajuda"], "Answer with this list."),
] as const satisfies readonly CommandDefinition[];
export type CommandName = (typeof COMMANDS)[number]["name"];

function command<Name extends string>(
  name: Name,
  argument: CommandDefinition["argument"],
  aliases: readonly string[],
  help: string,
  takesText: (argument: string) => boolean = () => false,
): CommandDefinition & { readonly name: Name } {
  return { name, argument, aliases, help, takesText };
}

type Known = (typeof COMMANDS)[number];
const BY_WORD: ReadonlyMap<string, Known> = new Map(
  COMMANDS.flatMap((command) => [command.name, ...command.aliases].map((word) => [word, command] as const)),
);

/** The command of a word, whatever its case; undefined when there is none. */
export function commandOf(word: string): Known | undefined {
  return BY_WORD.get(word.toLowerCase());
}

/** The known word nearest to a mistyped one: at most one letter added, lost, changed or swapped with its neighbour. */
export function nearestCommand(word: string): string | undefined {
  const wanted = word.toLowerCase();
  return [...BY_WORD.keys()].find((known) => known !== wanted && isOneStepAway(wanted, known));
}

function isOneStepAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)];
  const swapped = restA.length === 2 && restB === `${restA[1]}${restA[0]}`;
  return swapped || (restA.length <= 1 && restB.length <= 1);
}
