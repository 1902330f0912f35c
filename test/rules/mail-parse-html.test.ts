import fc from "fast-check";
import sanitizeHtml from "sanitize-html";
import { describe, expect, test } from "vitest";
import { ALLOWED } from "../../src/mail/html/allowed.ts";
import { htmlToText } from "../../src/mail/html/to-text.ts";
import { safeHtml } from "../../src/mail/html.ts";

const safe = (html: string): string => safeHtml(html, { cid: (id) => (id === "logo@b" ? "/files/1" : null) });

/** What another parser finds in HTML: each element's name and attributes. */
function elementsOf(html: string): { name: string; attributes: Record<string, string> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  sanitizeHtml(html, { onOpenTag: (name, attributes) => found.push({ name, attributes }) });
  return found;
}

const ATTRIBUTES = new Set(
  (
    "href title target rel src alt width height align valign bgcolor border cellpadding cellspacing colspan rowspan " +
    "span start type value color size dir lang style"
  ).split(" "),
);

function assertHarmless(html: string): void {
  for (const { name, attributes } of elementsOf(html)) {
    expect(ALLOWED).toContain(name);
    for (const [attribute, value] of Object.entries(attributes)) {
      expect(ATTRIBUTES).toContain(attribute);
      if (attribute === "href") expect(value).toMatch(/^(?:https?:|mailto:|tel:)/i);
      if (attribute === "src")
        expect(value).toMatch(/^(?:\/files\/1$|data:image\/(?:png|gif|jpe?g|webp);base64,)/i);
      if (attribute === "style") expect(value).not.toMatch(/url|expression|import|position|[<>\\]/i);
    }
  }
}

const PIECES = [
  "<a href=",
  "javascript:alert(1)",
  "java\tscript:",
  "&#106;",
  "&#x6A;avascript&colon;",
  "data:text/html,x",
  "vbscript:",
  "<img src=x onerror=alert(1)",
  "<svg/onload=alert(1)>",
  "<math><mi xlink:href=",
  "<style>@import",
  "</style>",
  "<script>",
  "</script>",
  "<!--",
  "-->",
  "--!>",
  "<![CDATA[",
  "]]>",
  "<template>",
  '<noscript><p title="</noscript><img src=x onerror=y>">',
  "<textarea>",
  "</textarea>",
  "<title>",
  "<iframe srcdoc=",
  "<form action=",
  "<input autofocus onfocus=",
  "<base href=",
  "<meta http-equiv=refresh",
  "<link rel=stylesheet href=",
  '<p style="background:url(javascript:x)">',
  "style='color:red;position:fixed'",
  '"',
  "'",
  "`",
  ">",
  "<",
  "=",
  " ",
  "/",
  "\0",
  "&lt;script&gt;",
  "&quot;",
  "<b>",
  "</b>",
  "<table><tr><td>",
  "<p>",
  "text",
  "cid:logo@b",
  "http://t.example/x.png",
  "<plaintext>",
  "<xmp>",
  "<isindex>",
  '<a title="<img src=x onerror=y>"',
  "<b id=x class=y name=z>",
  "\u2028",
  "<ſcript>",
  "<object data=",
  "<embed src=",
];

describe("safe HTML", () => {
  test.each([
    ["a link whose scheme is split by a line break", '<a href="java\nscript:alert(1)">x</a>', "<a>x</a>"],
    [
      "a link whose scheme is written in entities",
      '<a href="&#x6A;&#97;vascript&#58;alert(1)">x</a>',
      "<a>x</a>",
    ],
    ["a link after control characters", '<a href="\x01\x02javascript:alert(1)">x</a>', "<a>x</a>"],
    ["a relative link", '<a href="/admin">x</a>', "<a>x</a>"],
    ["an attribute that would run", '<b onclick="x()" id="a" class="b">x</b>', "<b>x</b>"],
    ["an element nobody knows", "<x-y><b>x</b></x-y>", "<b>x</b>"],
    ["elements that are never closed", "<div><b>x", "<div><b>x</b></div>"],
    ["closing tags that would leave our page", "</div></td></body>x<b>y</b></b></div>", "x<b>y</b>"],
    ["elements closed in another order", "<b><i>x</b>y</i>", "<b><i>x</i></b>y"],
    ["a part the mail holds", '<img src="cid:logo@b" alt="L" onload=x>', '<img src="/files/1" alt="L">'],
    ["a part the mail does not hold", '<img src="cid:other" alt="L">', "[L]"],
    ["an image that counts readers", '<img src="http://t.example/1" width="1" height="1">', ""],
    [
      "a style that hides",
      '<p style="color:red;position:fixed;display:none">x</p>',
      '<p style="color: red">x</p>',
    ],
    ["a link to the host it names", '<a href="https://www.b.example/x">b.example</a>', /b\.example<\/a>$/],
    [
      "a link to another host than it names",
      '<a href="https://evil.example/b.example">https://b.example</a>',
      / \[leads to evil\.example\]<\/a>$/,
    ],
    [
      "a link with the other host before an at",
      '<a href="https://b.example@evil.example/">b.example</a>',
      / \[leads to evil\.example\]<\/a>$/,
    ],
    ["text that speaks of tags", "a &lt;script&gt; b", "a &lt;script&gt; b"],
  ])("%s", (_name, html, expected) => {
    if (typeof expected === "string") expect(safe(html)).toBe(expected);
    else expect(safe(html)).toMatch(expected);
  });

  test("whatever comes in, another parser finds nothing harmful in what comes out", () => {
    const html = fc
      .array(fc.oneof(fc.constantFrom(...PIECES), fc.string()), { maxLength: 40 })
      .map((list) => list.join(""));
    fc.assert(
      fc.property(html, (text) => assertHarmless(safe(text))),
      { numRuns: 2_000, seed: 5 },
    );
  });

  test("what came out stays as it is when it goes in again", () => {
    const html = fc.array(
      fc.constantFrom("<b>", "</b>", "<p>", "<li>", "<ul>", "</ul>", "<td>", "<table>", "x", "&lt;"),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(html, (list) => {
        expect(safe(safe(list.join("")))).toBe(safe(list.join("")));
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});

describe("text from HTML", () => {
  test.each([
    ["comments that never end lose nothing behind their tag", "a<!-- b>c", "ac"],
    ["a style that never ends is not read", "<style>p{}", ""],
    ["an SVG that never ends hides nothing", "<svg>a", "a"],
    ["a hidden element that never ends hides nothing", '<div style="display:none">a', "a"],
    [
      "a hidden element ends where its like opened inside it ends",
      '<div style="display: none"><div>a</div>b</div>c',
      "c",
    ],
    ["images say what they show", 'a <img alt="Logo"> b', "a [Logo] b"],
    ["lists in lists", "<ol start=3><li>a<ul><li>b</ul><li>c</ol>", "3. a\n  * b\n4. c"],
    ["white space is one space", "a \n\t b<b> c</b>", "a b c"],
    ["a link without words shows nothing", '<a href="https://b.example/"><img></a>x', "x"],
    ["quotes in quotes", "<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n>\n>> b\n\nc"],
  ])("%s", (_name, html, text) => expect(htmlToText(html)).toBe(text));
});
