import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ComposedText, composeText } from "../../outbound/compose-text.ts";
import { previewAcknowledgement } from "../../outbound/preview.ts";
import { BUILT_IN } from "../../outbound/templates/find.ts";
import { TEMPLATE_NAMES, TEMPLATES, type TemplateName } from "../../outbound/templates/names.ts";
import { SAMPLES } from "../../outbound/templates/samples.ts";
import { defaultPlan } from "../../policy/published.ts";
import { SEVERITIES, type Severity } from "../../policy/schema.ts";
import { momentOf } from "./moment.ts";
import { count, type Done, type Files, fail, publishedOf, say } from "./policy-shared.ts";

export interface PreviewOptions extends Files {
  readonly at?: string;
  readonly severity?: string;
  readonly plan?: string;
  readonly language?: string;
  readonly zone?: string;
  readonly subject: string;
  readonly proved?: boolean;
  readonly html?: boolean;
}

export function preview(text: string, options: PreviewOptions): void {
  const name = TEMPLATE_NAMES.find((each) => each === text);
  if (name === undefined) {
    fail(2, `There is no text ${JSON.stringify(text)}; there are: ${TEMPLATE_NAMES.join(", ")}.`);
    return;
  }
  const done = publishedOf(options);
  const composed =
    done && (name === "acknowledgement" ? acknowledged(done, options) : sample(name, done, options));
  if (!composed) return;
  say(options.html ? composed.html : `Subject: ${composed.subject}\n\n${composed.text}`);
}

function acknowledged({ files, published }: Done, options: PreviewOptions): ComposedText | null {
  const { desk } = published.policy;
  const severity = (options.severity ?? published.desk.defaults.severity) as Severity;
  const plan = options.plan ?? defaultPlan(published);
  if (!SEVERITIES.includes(severity)) return fail(2, `--severity: read ${severity}, expected A, B or C.`);
  if (!Object.hasOwn(published.policy.plans, plan)) {
    return fail(
      2,
      `--plan: read ${plan}, expected one of: ${Object.keys(published.policy.plans).join(", ")}.`,
    );
  }
  const receivedAt = momentOf(options);
  if (receivedAt === null) return null;
  return previewAcknowledgement(published, {
    severity,
    plan,
    receivedAt,
    language: options.language ?? desk.languages[0]!,
    timeZone: options.zone ?? desk.timeZone,
    proved: options.proved ?? false,
    subject: options.subject,
    templates: files.templates,
  });
}

function sample(
  name: Exclude<TemplateName, "acknowledgement">,
  { files, published }: Done,
  options: PreviewOptions,
): ComposedText {
  const { desk } = published.policy;
  const values = {
    ...SAMPLES[name],
    desk: desk.name,
    ...(desk.policyUrl ? { policyUrl: desk.policyUrl } : {}),
  };
  return composeText(name, options.language ?? desk.languages[0]!, values as never, files.templates);
}

export function templates(options: { readonly to?: string; readonly language?: string }): void {
  const languages = Object.keys(BUILT_IN).filter(
    (each) => options.language === undefined || each === options.language,
  );
  if (languages.length === 0) {
    fail(2, `--language: read ${options.language}, expected one of: ${Object.keys(BUILT_IN).join(", ")}.`);
    return;
  }
  if (options.to === undefined) {
    for (const name of TEMPLATE_NAMES) say(`${name.padEnd(24)} to ${TEMPLATES[name].audience}`);
    return;
  }
  const written = languages.flatMap((language) =>
    writeTemplates(join(options.to!, language), BUILT_IN[language]!),
  );
  say(
    `${count(written.length, "text")} written below ${options.to}. Next: name that directory in desk.yaml, \`templates: …\`.`,
  );
}

function writeTemplates(
  directory: string,
  set: { readonly [name in TemplateName]?: string },
): readonly string[] {
  mkdirSync(directory, { recursive: true });
  return Object.entries(set)
    .filter(([name, text]) => {
      try {
        // Never over what somebody wrote.
        writeFileSync(join(directory, `${name}.txt`), text, { flag: "wx" });
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
        throw error;
      }
    })
    .map(([name]) => name);
}
