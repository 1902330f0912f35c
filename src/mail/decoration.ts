import type { Attachment } from "./message.ts";

const LEAST_PICTURE_BYTES = 6 * 1024;

/** A small picture within the text: of a signature, not of a fault. */
export function isDecoration({
  inline,
  contentType,
  size,
}: Pick<Attachment, "inline" | "contentType" | "size">): boolean {
  return inline && /^image\//i.test(contentType) && size < LEAST_PICTURE_BYTES;
}
