/** A mail's words, rendered for one reader in one language. */
export interface Words {
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}
