import { decodeBytes } from "../charset/decode.ts";
import { type MapiProperty, readProperties } from "./mapi.ts";
import { decompressRtf, readRtf } from "./rtf.ts";

/** What an Outlook rich-text container holds. */
export interface Tnef {
  readonly text: string | null;
  readonly html: string | null;
  readonly files: readonly TnefFile[];
}

export interface TnefFile {
  readonly name: string;
  readonly contentType: string;
  readonly contentId: string | null;
  readonly bytes: Buffer;
}

const SIGNATURE = 0x223e9f78;
/** Attributes ([MS-OXTNEF] §2.1.3.3). */
const OEM_CODEPAGE = 0x9007;
const BODY = 0x800c;
const MESSAGE_PROPERTIES = 0x9003;
const ATTACHMENT_STARTS = 0x9002;
const ATTACHMENT_TITLE = 0x8010;
const ATTACHMENT_DATA = 0x800f;
const ATTACHMENT_PROPERTIES = 0x9005;
/** Properties ([MS-OXPROPS]). */
const PR_BODY = 0x1000;
const PR_RTF_COMPRESSED = 0x1009;
const PR_HTML = 0x1013;
const PR_ATTACH_DATA = 0x3701;
const PR_ATTACH_LONG_FILENAME = 0x3707;
const PR_ATTACH_MIME_TAG = 0x370e;
const PR_ATTACH_CONTENT_ID = 0x3712;
const UNICODE = 0x1f;
const OBJECT = 0x0d;
const MOST_FILES = 500;

interface Draft {
  title: string;
  data: Buffer | null;
  properties: readonly MapiProperty[];
}

/** Unpacks `winmail.dat` ([MS-OXTNEF]); null when the bytes are none. Damaged ones give what stands before the damage. */
export function readTnef(bytes: Buffer): Tnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null;
  let codepage = "windows-1252";
  let body: string | null = null;
  let properties: readonly MapiProperty[] = [];
  const drafts: Draft[] = [];
  for (const { id, data } of attributesOf(bytes)) {
    const draft = drafts.at(-1);
    if (id === OEM_CODEPAGE && data.length >= 4) codepage = `windows-${data.readUInt32LE(0)}`;
    else if (id === BODY) body = text(data, codepage);
    else if (id === MESSAGE_PROPERTIES) properties = readProperties(data);
    else if (id === ATTACHMENT_STARTS && drafts.length < MOST_FILES)
      drafts.push({ title: "", data: null, properties: [] });
    else if (draft === undefined) continue;
    else if (id === ATTACHMENT_TITLE) draft.title = text(data, codepage);
    else if (id === ATTACHMENT_DATA) draft.data = data;
    else if (id === ATTACHMENT_PROPERTIES) draft.properties = readProperties(data);
  }
  return { ...bodyOf(properties, body, codepage), files: drafts.map((draft) => fileOf(draft, codepage)) };
}

function* attributesOf(bytes: Buffer): Generator<{ id: number; data: Buffer }> {
  let at = 6;
  while (at + 9 <= bytes.length) {
    const id = bytes.readUInt16LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    const end = at + 9 + length;
    if (end > bytes.length) return;
    yield { id, data: bytes.subarray(at + 9, end) };
    at = end + 2;
  }
}

function text(data: Buffer, codepage: string): string {
  return decodeBytes(data, codepage).text.replace(/\r\n?/g, "\n");
}

function propertyText(property: MapiProperty | undefined, codepage: string): string {
  if (property === undefined) return "";
  return property.type === UNICODE
    ? decodeBytes(property.value, "utf-16le").text
    : text(property.value, codepage);
}

function bodyOf(
  all: readonly MapiProperty[],
  body: string | null,
  codepage: string,
): Pick<Tnef, "text" | "html"> {
  const find = (id: number): MapiProperty | undefined => all.find((property) => property.id === id);
  const plain = propertyText(find(PR_BODY), codepage) || body;
  const html = propertyText(find(PR_HTML), codepage) || null;
  const compressed = find(PR_RTF_COMPRESSED)?.value;
  if (compressed === undefined || (plain !== null && plain !== "") || html !== null)
    return { text: plain, html };
  const rtf = decompressRtf(compressed);
  const read = rtf === null ? null : readRtf(rtf);
  if (read === null) return { text: plain, html };
  return read.isHtml ? { text: plain, html: read.text } : { text: read.text, html };
}

function fileOf(draft: Draft, codepage: string): TnefFile {
  const find = (id: number): MapiProperty | undefined =>
    draft.properties.find((property) => property.id === id);
  const object = find(PR_ATTACH_DATA);
  // An embedded message stands behind the 16 bytes of its interface id.
  const embedded = object?.type === OBJECT ? object.value.subarray(16) : object?.value;
  return {
    name: propertyText(find(PR_ATTACH_LONG_FILENAME), codepage) || draft.title,
    contentType: propertyText(find(PR_ATTACH_MIME_TAG), codepage).toLowerCase() || "application/octet-stream",
    contentId: propertyText(find(PR_ATTACH_CONTENT_ID), codepage) || null,
    bytes: draft.data ?? embedded ?? Buffer.alloc(0),
  };
}
