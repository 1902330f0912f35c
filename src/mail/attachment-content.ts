import { partBytes } from "./mime/bytes.ts";
import { openMail } from "./mime/open.ts";
import type { Part } from "./mime/part.ts";
import { contentInside } from "./unpack/containers.ts";

/** The decoded bytes of several attachments by path, from one reading of the mail. Paths that lead nowhere are left out. Never throws. */
export function attachmentContents(
  bytes: Uint8Array,
  paths: ReadonlySet<string>,
): ReadonlyMap<string, Uint8Array> {
  const root = rootOf(bytes);
  const found = [...paths].flatMap((path): [string, Uint8Array][] => {
    const content = root === null ? null : contentAt(root, path);
    return content === null ? [] : [[path, content]];
  });
  return new Map(found);
}

/**
 * The decoded bytes of the attachment that `parseMessage` gave this `path`; null where the mail has no such part.
 *
 * Never throws. Reads the whole mail again: for one download, not for a loop.
 */
export function attachmentContent(bytes: Uint8Array, path: string): Uint8Array | null {
  const root = rootOf(bytes);
  return root === null ? null : contentAt(root, path);
}

function rootOf(bytes: Uint8Array): Part | null {
  try {
    return openMail(bytes)?.root ?? null;
  } catch {
    return null;
  }
}

function contentAt(root: Part, path: string): Uint8Array | null {
  const [, partPath = path, container, index] = /^(.+)\/(tnef|uu)\/(\d{1,5})$/.exec(path) ?? [];
  try {
    const part = findPart(root, partPath);
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
