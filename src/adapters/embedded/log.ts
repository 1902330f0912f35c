/** What embedded parts tell while running; a pino logger is one. Never a password, address or content. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}
