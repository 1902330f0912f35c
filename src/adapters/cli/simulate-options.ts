/** What `simulate` is told. */
export interface SimulateOptions {
  readonly policy: string;
  readonly desk: string;
  readonly since?: string;
  readonly mail?: string;
  readonly deskAddress?: readonly string[];
  readonly severity?: string;
  readonly plan?: string;
  readonly html?: string;
  readonly json?: boolean;
}
