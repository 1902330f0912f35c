import { partBytes } from "./mime/bytes.ts";
import { openMail } from "./mime/open.ts";
import type { Part } from "./mime/part.ts";

/** The decoded bytes of the attachment that `parseMessage` gave this `path`; null where the mail has no such part. */
export function attachmentContent(bytes: Uint8Array, path: string): Uint8Array | null {
  const opened = openMail(bytes);
  const part = opened === null ? null : findPart(opened.root, path);
  return part === null ? null : partBytes(part);
}

function findPart(part: Part, path: string): Part | null {
  if (part.children.length === 0) return part.path === path ? part : null;
  for (const child of part.children) {
    const found = findPart(child, path);
    if (found !== null) return found;
  }
  return null;
}
