import { describe, expect, test } from "vitest";
import { answerBodies } from "../../src/outbound/answer-bodies.ts";

const SIGNATURE = "Ana Sousa\nContoso Cloud Support";
const PICTURE = { filename: "image001.png", contentId: "image001.png@01DC8A.5B3C" };

describe("the bodies of an answer", () => {
  test("the text is the agent's to the letter, the signature stands below a mark that clients know", () => {
    const script = "# restarts the sync\n\tGet-Service -Name 'sync*' | % { $_.Stop() }  \n\n# end\n";
    expect(answerBodies(script, SIGNATURE, [], "en")).toEqual({
      text: `${script}\n\n-- \n${SIGNATURE}`,
      html: null,
    });
  });

  test("no signature, nothing below", () => {
    expect(answerBodies("Done.", "", [], "en").text).toBe("Done.");
  });

  test("an answer of files only has the signature alone", () => {
    expect(answerBodies("", SIGNATURE, [PICTURE], "en")).toEqual({ text: `-- \n${SIGNATURE}`, html: null });
  });

  test.each([
    [
      "where Outlook left its mark",
      `Press here:\n[cid:${PICTURE.contentId}]\nThen wait.`,
      "Press here:\n[image001.png]\nThen wait.",
    ],
    ["where Gmail left its mark", "Press here:\n[image: image001.png]", "Press here:\n[image: image001.png]"],
  ])("a picture stands %s", (_name, text, plain) => {
    const bodies = answerBodies(text, "", [PICTURE], "en");
    expect(bodies.text).toBe(plain);
    expect(bodies.html).toMatch(
      /Press here:<br>\s*<img src="cid:image001\.png@01DC8A\.5B3C" alt="image001\.png"/,
    );
    expect(bodies.html).not.toContain("[cid:");
  });

  test("a picture without a mark stands at the end", () => {
    const { html } = answerBodies("See below.", SIGNATURE, [PICTURE], "pt-PT");
    expect(html).toMatch(/lang="pt-PT"[\s\S]*See below\.[\s\S]*<img[^>]*>\s*<\/p>\s*<\/body>/);
  });

  test("names and marks with markup in them stay text", () => {
    const bad = { filename: `"><script>x</script>.png`, contentId: `a"b` };
    const { html } = answerBodies(`<b>no</b> [cid:a"b] $& $1`, "", [bad], "en");
    expect(html).not.toMatch(/<script>|<b>/);
    expect(html).toContain(`<img src="cid:a&quot;b"`);
    expect(html).toContain("$&amp; $1");
  });
});
