/** How much of one mail is read. What lies beyond is cut and named in the message's defects; the raw mail keeps all. */
export const BOUNDS = {
  /** Bytes of one whole mail; larger ones are `too-large`. */
  mailBytes: 150 * 1024 * 1024,
  /** Header fields of one part. */
  headerFields: 2_000,
  /** Bytes of one header field's value. */
  fieldBytes: 256 * 1024,
  /** Bytes of all fields of one header block. */
  headerBytes: 4 * 1024 * 1024,
  /** Multiparts inside multiparts. */
  depth: 32,
  /** MIME parts of one mail. */
  parts: 1_000,
  /** Mailboxes of one address field. */
  addresses: 2_000,
  /** Msg-ids of one field. */
  msgIds: 500,
  /** Decoded bytes of one text part. */
  textBytes: 4 * 1024 * 1024,
  /** Characters of the whole body, text and HTML each. */
  bodyChars: 4_000_000,
  /** Lines of text that are looked through for quotes, signatures and signs. */
  lines: 20_000,
  /** Characters of text that are looked through for them. */
  lineChars: 1_000_000,
  /** Characters of a machine-readable part. */
  reportChars: 1024 * 1024,
  /** Decoded bytes of a TNEF file that is opened. */
  tnefBytes: 64 * 1024 * 1024,
  /** Characters of a file name. */
  filenameChars: 200,
} as const;
