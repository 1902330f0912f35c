import { partBytes } from "./mime/bytes.ts";
import { openMail } from "./mime/open.ts";
import type { Part } from "./mime/part.ts";
import { contentInside } from "./unpack/containers.ts";

/**
 * The decoded bytes of the attachment that `parseMessage` gave this `path`; null where the mail has no such part.
 *
 * Never throws. Reads the whole mail again: for one download, not for a loop.
 */
export function attachmentContent(bytes: Uint8Array, path: string): Uint8Array | null {
  const [, partPath = path, container, index] = /^(.+)\/(tnef|uu)\/(\d{1,5})$/.exec(path) ?? [];
  try {
    const opened = openMail(bytes);
    const part = opened === null ? null : findPart(opened.root, partPath);
    if (part === null) return null;
    return container === undefined
      ? partBytes(part)
      : contentInside(part, container as "tnef" | "uu", Number(index));
  } catch {
    return null;
  }
}

function findPart(part: Part, path: string): Part | null {
  if (part.children.length === 0) return part.path === path ? part : null;
  for (const child of part.children) {
    const found = findPart(child, path);
    if (found !== null) return found;
  }
  return null;
}
