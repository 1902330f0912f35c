const DEEPEST_QUOTE = 50;

/** A state of the writer. */
export interface Place {
  readonly lines: number;
  readonly line: string[];
  readonly length: number;
  readonly quotes: number;
  readonly owed: number;
  readonly space: boolean;
}

/** Puts text together line by line; white space as HTML collapses it. */
export class Writer {
  size = 0;
  readonly #lines: string[] = [];
  #line: string[] = [];
  #quotes = 0;
  /** Empty lines owed before the next text. */
  #owed = 0;
  #space = false;
  #cells = 0;

  text(text: string, preformatted: boolean): void {
    if (preformatted) {
      for (const [index, line] of text.split(/\r?\n/).entries()) {
        if (index > 0) this.lineBreak();
        if (line !== "") this.#push(line);
      }
      return;
    }
    const collapsed = text.replace(/[ \t\r\n\f]+/g, " ");
    const bare = collapsed.trim() === "" && !collapsed.includes("\u00a0") ? "" : collapsed;
    if (collapsed.startsWith(" ") || bare === "") this.#space ||= collapsed !== "";
    if (bare === "") return;
    const starts = this.#line.length === 0;
    const words = collapsed.replace(/^ | $/g, "").replaceAll("\u00a0", " ");
    this.#push(this.#space && !starts ? ` ${words}` : words);
    this.#space = collapsed.endsWith(" ");
  }

  /** Text that stands at the line's start and counts as nothing until more follows. Gives a place for `since`. */
  mark(text: string): number {
    if (text !== "") this.#push(text);
    if (text !== "") this.#space = false;
    return this.#line.length;
  }

  since(from: number): string {
    return this.#line.slice(from).join("");
  }

  cell(): void {
    this.#cells += 1;
    if (this.#line.length === 0) return;
    this.#space = false;
    if (this.#line.at(-1) !== "\t") this.#push("\t");
  }

  lineBreak(): void {
    this.#flushOwed();
    this.#endLine();
  }

  /** Ends the line; `breaks` 2 owes one empty line before the next text. */
  block(breaks: number): void {
    if (breaks === 0) return;
    if (this.#line.length > 0) this.#endLine();
    if (this.#lines.length > 0) this.#owed = Math.max(this.#owed, breaks - 1);
  }

  /** Lines owed before a quote's end stand behind it. */
  quote(change: 1 | -1): void {
    if (change === 1) this.#flushOwed();
    this.#quotes = Math.min(DEEPEST_QUOTE, Math.max(0, this.#quotes + change));
  }

  /** Where the text stands, to come back to by `restore`. */
  place(): Place {
    const length = this.#line.length;
    return {
      lines: this.#lines.length,
      line: this.#line,
      length,
      quotes: this.#quotes,
      owed: this.#owed,
      space: this.#space,
    };
  }

  restore(place: Place): void {
    this.#lines.length = place.lines;
    this.#line = place.line;
    this.#line.length = place.length;
    this.#quotes = place.quotes;
    this.#owed = place.owed;
    this.#space = place.space;
  }

  finish(): string {
    if (this.#line.length > 0) this.#endLine();
    return this.#lines.join("\n").replace(/\n+$/, "");
  }

  #push(text: string): void {
    this.#flushOwed();
    this.#line.push(text);
    this.size += text.length;
  }

  #flushOwed(): void {
    if (this.#line.length === 0)
      for (; this.#owed > 0; this.#owed--) this.#lines.push(this.#prefix().trimEnd());
    this.#owed = 0;
  }

  #endLine(): void {
    const text = this.#line.join("").trimEnd();
    this.#lines.push(text === "" ? this.#prefix().trimEnd() : this.#prefix() + text);
    this.size += 1 + this.#quotes * 2;
    this.#line = [];
    this.#space = false;
  }

  #prefix(): string {
    return this.#quotes === 0 ? "" : `${">".repeat(this.#quotes)} `;
  }
}
