/** A file found inside another part: uuencoded in its text, or in a TNEF container. */
export interface UnpackedFile {
  readonly filename: string;
  readonly contentType: string;
  readonly contentId: string | null;
  readonly bytes: Buffer;
  /** Behind the outer part's path: `2/tnef/0`, `1/uu/0`. */
  readonly path: string;
}
