import { parameter } from "../header/parameters.ts";
import type { UnpackedFile } from "../unpack/file.ts";
import { safeFilename } from "./filename.ts";
import type { Part } from "./part.ts";

/** A leaf as the mail's reader meets it: written text, or a file. */
export type Leaf =
  | { readonly kind: "body"; readonly part: Part }
  | { readonly kind: "alternative"; readonly choices: readonly (readonly Leaf[])[] }
  | { readonly kind: "file"; readonly part: Part; readonly filename: string }
  | { readonly kind: "unpacked"; readonly file: UnpackedFile };

/** Text a client shows in place, in its own right. */
const SHOWN = new Set([
  "text/plain",
  "text/html",
  "text/enriched",
  "text/richtext",
  "text/markdown",
  "text/x-markdown",
]);

/**
 * Sorts a MIME tree into written text and files, in order.
 *
 * A text part with a name is a file, as is one whose disposition says so; not so where it must be the body: alone, as a
 * choice of multipart/alternative, as the root of multipart/related (RFC 2046 §5.1.4, RFC 2387).
 */
export function leavesOf(root: Part): readonly Leaf[] {
  const leaves = visit(root, true);
  return leaves.some(({ kind }) => kind !== "file") ? leaves : promoteNamedBody(leaves);
}

function visit(part: Part, mustBeBody: boolean): Leaf[] {
  if (part.children.length === 0) return [leaf(part, mustBeBody)];
  switch (part.type) {
    case "multipart/alternative":
      return alternative(part);
    case "multipart/related": {
      const root = relatedRoot(part);
      return part.children.flatMap((child) => (child === root ? visit(child, true) : visit(child, false)));
    }
    default:
      return part.children.flatMap((child) => visit(child, false));
  }
}

function alternative(part: Part): Leaf[] {
  const all = part.children.map((child) => visit(child, true));
  const choices = all.map((leaves) => leaves.filter(({ kind }) => kind !== "file"));
  const files = all.flatMap((leaves) => leaves.filter(({ kind }) => kind === "file"));
  const shown = files.filter((file) => file.kind !== "file" || file.part.type !== "text/x-amp-html");
  const used = choices.filter((leaves) => leaves.length > 0);
  return used.length === 0 ? shown : [{ kind: "alternative", choices: used }, ...shown];
}

function relatedRoot(part: Part): Part | undefined {
  const start = parameter(part.params, "start")?.replace(/[<>\s]/g, "");
  const named = part.children.find(
    (child) => start !== undefined && start !== "" && contentId(child) === start,
  );
  return named ?? part.children[0];
}

function leaf(part: Part, mustBeBody: boolean): Leaf {
  const filename = filenameOf(part);
  const isFile = part.disposition !== "" && part.disposition !== "inline";
  const shown = SHOWN.has(part.type) && !isFile && (mustBeBody || filename === "");
  return shown ? { kind: "body", part } : { kind: "file", part, filename };
}

/** The only text of a mail may carry a name in its Content-Type; without a disposition it is the body all the same. */
function promoteNamedBody(leaves: readonly Leaf[]): readonly Leaf[] {
  const [first, ...others] = leaves;
  if (first?.kind !== "file" || !SHOWN.has(first.part.type) || first.part.disposition !== "") return leaves;
  return [{ kind: "body", part: first.part }, ...others];
}

/** RFC 2183 §2.3 `filename`, else the `name` of RFC 2045's Content-Type; safe; "" where there is none. */
function filenameOf(part: Part): string {
  const declared = parameter(part.dispositionParams, "filename") ?? parameter(part.params, "name") ?? "";
  return safeFilename(declared);
}

/** Content-ID without brackets (RFC 2392); null where there is none. */
export function contentId(part: Part): string | null {
  const field = part.fields.find(({ name }) => name.toLowerCase() === "content-id")?.value;
  const id = field?.replace(/[<>\s\0]/g, "") ?? "";
  return id === "" ? null : id.slice(0, 500);
}
