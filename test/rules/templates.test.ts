import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composeText } from "../../src/outbound/compose-text.ts";
import { htmlFromText } from "../../src/outbound/html-from-text.ts";
import { renderTemplate } from "../../src/outbound/templates/engine.ts";
import { BUILT_IN, findTemplate } from "../../src/outbound/templates/find.ts";
import {
  checkTemplate,
  TEMPLATE_NAMES,
  TEMPLATES,
  type TemplateName,
} from "../../src/outbound/templates/names.ts";

const VALUES = {
  number: "C-7",
  subject: "",
  on: true,
  own: "outer",
  list: [
    { name: "a", own: "1" },
    { name: "b", own: "2" },
  ],
  none: [],
};

function text(source: string): string {
  const rendered = renderTemplate(source, VALUES);
  return rendered.kind === "rendered"
    ? `${rendered.subject}|${rendered.text}`
    : rendered.problems.map((p) => `${p.line} ${p.read}`).join("; ");
}

test.each([
  ["a value", "Subject: s\n\nIt is {{number}}.", "s|It is C-7.\n"],
  ["blanks in a tag", "Subject: {{ number }}\n\nx", "C-7|x\n"],
  ["a section that has a value", "Subject: s\n\n{{#number}}yes {{number}}{{/number}}", "s|yes C-7\n"],
  ["a section without a value", "Subject: s\n\na{{#subject}}no{{/subject}}b", "s|ab\n"],
  ["the other side", "Subject: s\n\n{{^subject}}none{{/subject}}", "s|none\n"],
  [
    "a list",
    "Subject: s\n\n{{#list}}\n- {{name}} of {{number}}\n{{/list}}\nend",
    "s|- a of C-7\n- b of C-7\nend\n",
  ],
  [
    "an entry's own value comes before the outer one",
    "Subject: s\n\n{{#list}}{{own}}{{/list}} {{own}}",
    "s|12 outer\n",
  ],
  ["an empty list", "Subject: s\n\n{{#none}}\n- {{name}}\n{{/none}}\nend", "s|end\n"],
  [
    "a section alone on its lines leaves no lines",
    "Subject: s\n\na\n{{#subject}}\nb\n{{/subject}}\nc",
    "s|a\nc\n",
  ],
  ["a remark", "Subject: s\n\na\n{{! not for customers }}\nb", "s|a\nb\n"],
  ["Windows line ends", "Subject: s\r\n\r\na\r\n{{#subject}}\r\nb\r\n{{/subject}}\r\nc", "s|a\nc\n"],
  ["a name nobody knows, with its line", "Subject: s\n\na\nb {{nmuber}}", "4 {{nmuber}}"],
  ["a list's name outside of it", "Subject: s\n\n{{name}}", "3 {{name}}"],
  ["a section that does not end", "Subject: s\n\n{{#on}}\nx", "3 {{#on}}"],
  ["an end without a start", "Subject: s\n\nx\n\n{{/on}}", "5 {{/on}}"],
  ["sections that cross", "Subject: s\n\n{{#on}}{{#list}}{{/on}}{{/list}}", "3 {{/on}}; 3 {{#on}}"],
  ["a tag that is not whole", "Subject: s\n\nx {{number", "3 {{"],
  ["all mistakes at once", "Hello\n\n{{a}}\n{{b}}", '1 "Hello"; 3 {{a}}; 4 {{b}}'],
])("%s", (_name, source, expected) => {
  expect(text(source)).toBe(expected);
});

test("what a customer wrote is never read as a template, and a subject stays one line", () => {
  const rendered = renderTemplate("Subject: Re: {{subject}}\n\n{{message}}", {
    subject: "{{number}}\r\nBcc: all@example.net\u2028",
    message: "{{#x}} {{number}}",
  });
  expect(rendered).toEqual({
    kind: "rendered",
    subject: "Re: {{number}} Bcc: all@example.net",
    text: "{{#x}} {{number}}\n",
  });
});

test("whatever is in a template or a value, rendering ends and throws nothing", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "{{",
      "}}",
      "{{#on}}",
      "{{/on}}",
      "{{^on}}",
      "{{number}}",
      "\n",
      "{{#list}}",
      "{{/list}}",
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.string(), (pieces, number) => {
      const rendered = renderTemplate(`Subject: x\n\n${pieces.join("")}`, { ...VALUES, number });
      if (rendered.kind === "refused") expect(rendered.problems.length).toBeGreaterThan(0);
      else expect(rendered.subject).toBe("x");
    }),
    { numRuns: 500 },
  );
});

test("a megabyte of tags is read within a second", () => {
  const started = performance.now();
  for (const source of ["{{#on}}".repeat(150_000), "{".repeat(1_000_000), "{{ ".repeat(300_000)])
    renderTemplate(source, VALUES);
  expect(performance.now() - started).toBeLessThan(1000);
});

describe("the built-in texts", () => {
  const all = Object.entries(BUILT_IN).flatMap(([language, set]) =>
    Object.entries(set).map(
      ([name, source]) => [`${language} ${name}`, name as TemplateName, source] as const,
    ),
  );

  test.each(all)("%s uses only the names it may", (_title, name, source) => {
    expect(checkTemplate(name, source)).toEqual([]);
  });

  test.each(["en", "pt-PT", "pt-BR"])("%s has every text", (language) => {
    expect(Object.keys(BUILT_IN[language]!).toSorted()).toEqual([...TEMPLATE_NAMES].toSorted());
  });

  test.each(["pt-PT", "pt-BR"])("%s says in each text the values that English says", (language) => {
    for (const name of TEMPLATE_NAMES) {
      const tags = (source: string) =>
        [...source.matchAll(/\{\{[#^/]?\w+\}\}/g)].map(([tag]) => tag).toSorted();
      expect([name, tags(BUILT_IN[language]![name]!)]).toEqual([name, tags(BUILT_IN["en"]![name]!)]);
    }
  });

  test("a value left out leaves no trace, in no text and no language", () => {
    for (const language of Object.keys(BUILT_IN)) {
      for (const name of TEMPLATE_NAMES) {
        const composed = composeText(name, language, { number: "C-7" } as never);
        expect(composed.text).not.toMatch(/\{\{|\}\}|undefined/);
      }
    }
  });
});

test("customers' texts have no name in them that only agents may see", () => {
  const internal = [
    "assignee",
    "message",
    "history",
    "links",
    "customer",
    "sender",
    "unverified",
    "sendHref",
  ];
  for (const name of TEMPLATE_NAMES) {
    const spec: { audience: string; values: readonly string[]; lists: object } = TEMPLATES[name];
    if (spec.audience !== "customer") continue;
    expect([...spec.values, ...Object.keys(spec.lists)].filter((value) => internal.includes(value))).toEqual(
      [],
    );
  }
});

test.each([
  ["pt-BR", "acknowledgement", "pt-BR"],
  ["pt", "acknowledgement", "pt-PT"],
  ["es-MX", "acknowledgement", "es"],
  ["de", "warning", "en"],
  ["ja", "acknowledgement", "en"],
] as const)("a reader of %s gets %s in %s", (language, name, expected) => {
  expect(findTemplate(name, language).language).toBe(expected);
});

test("the desk's own text comes before the built-in one of the same language, not before a better language", () => {
  const own = { en: { slip: "Subject: ours\n\n{{number}}" } };
  expect(findTemplate("slip", "en", own).source).toContain("ours");
  expect(findTemplate("slip", "pt-BR", own).language).toBe("pt-BR");
});

test.each([
  ["tags are text", "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"],
  [
    "links show where they lead",
    "See https://contoso.example/a?b=1&c=2.",
    '<p>See <a href="https://contoso.example/a?b=1&amp;c=2">https://contoso.example/a?b=1&amp;c=2</a>.</p>',
  ],
  [
    "a quote cannot leave the attribute",
    'https://x.example/"onmouseover="x',
    '<p><a href="https://x.example/">https://x.example/</a>&quot;onmouseover=&quot;x</p>',
  ],
  [
    "other schemes are no links",
    "javascript:alert(1) data:text/html,x",
    "<p>javascript:alert(1) data:text/html,x</p>",
  ],
  ["lists", "- a\n- b", "<ul><li>a</li><li>b</li></ul>"],
])("HTML from text: %s", (_name, source, expected) => {
  expect(htmlFromText(source, "en")).toContain(expected);
});

test.each([
  ["pt-PT", "pedido"],
  ["pt-BR", "chamado"],
])("a ticket has one name in %s: %s", (language) => {
  const others = Object.values(BUILT_IN[language]!)
    .flatMap((source) => source.split("\n"))
    .filter((line) => /\bcasos?\b/i.test(line.replaceAll(/\b(?:nesse caso|em caso|caso contrário)\b/gi, "")));
  expect(others).toEqual([]);
});
