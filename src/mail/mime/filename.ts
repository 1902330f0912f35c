import { BOUNDS } from "../bounds.ts";
import { cleanValue } from "../header/text.ts";

/** Direction marks and zero-width characters: they make `gpj.exe` read as `exe.jpg`. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
const LOOKS_LIKE_PATH = /^[a-z]:[\\/]|^[\\/~]|(?:^|[\\/])\.\.(?:[\\/]|$)/i;

/** Usual extensions, for parts that come without a name. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  "text/plain": "txt",
  "text/html": "html",
  "text/calendar": "ics",
  "text/csv": "csv",
  "text/vcard": "vcf",
  "text/x-vcard": "vcf",
  "text/rfc822-headers": "txt",
  "text/x-amp-html": "html",
  "image/jpeg": "jpg",
  "image/jpg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/svg+xml": "svg",
  "image/tiff": "tif",
  "image/bmp": "bmp",
  "image/heic": "heic",
  "application/pdf": "pdf",
  "application/zip": "zip",
  "application/json": "json",
  "application/xml": "xml",
  "text/xml": "xml",
  "application/msword": "doc",
  "application/rtf": "rtf",
  "text/rtf": "rtf",
  "audio/wav": "wav",
  "audio/mpeg": "mp3",
  "video/mp4": "mp4",
  "message/delivery-status": "txt",
  "message/feedback-report": "txt",
  "message/disposition-notification": "txt",
};

/** Names a reader knows such parts by. */
const NAMES: Readonly<Record<string, string>> = {
  "text/calendar": "invite.ics",
  "application/ics": "invite.ics",
  "application/pgp-signature": "signature.asc",
  "application/pgp-encrypted": "version.txt",
  "application/pkcs7-signature": "smime.p7s",
  "application/x-pkcs7-signature": "smime.p7s",
  "application/pkcs7-mime": "smime.p7m",
  "application/x-pkcs7-mime": "smime.p7m",
  "application/ms-tnef": "winmail.dat",
  "message/delivery-status": "delivery-status.txt",
  "message/global-delivery-status": "delivery-status.txt",
  "message/feedback-report": "feedback-report.txt",
  "message/disposition-notification": "disposition-notification.txt",
  "text/rfc822-headers": "headers.txt",
};

/**
 * A file name that is safe to show and to save under: no path, no control, direction or zero-width character, no
 * trailing dot, at most `filenameChars` characters with the extension kept. "" when nothing is left.
 */
export function safeFilename(name: string): string {
  const visible = cleanValue(name).replace(INVISIBLE, "").normalize("NFC");
  const last = LOOKS_LIKE_PATH.test(visible)
    ? visible.slice(lastSlash(visible) + 1)
    : visible.replace(/[\\/]/g, "_");
  const trimmed = last.replace(/^[\s.]*\.(?=\.)|^\s+/g, "").replace(/[\s.]+$/, "");
  return shorten(trimmed);
}

function lastSlash(path: string): number {
  return Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
}

function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= BOUNDS.filenameChars) return name;
  const extension = /\.[\w-]{1,12}$/.exec(name)?.[0] ?? "";
  return characters.slice(0, BOUNDS.filenameChars - extension.length).join("") + extension;
}

/** A name for a part that has none, e.g. `image-2.png`; `number` counts from 1 through the mail. */
export function nameFor(contentType: string, number: number): string {
  const known = NAMES[contentType];
  if (known !== undefined) return known;
  const stem = contentType.startsWith("image/") ? "image" : "attachment";
  return `${stem}-${number}.${EXTENSIONS[contentType] ?? "bin"}`;
}
