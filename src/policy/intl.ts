/** Formatters are slow to make and never change; there are as many as languages and zones in use. */
const MADE = new Map<string, Intl.DateTimeFormat>();
const MOST_KEPT = 500;

/** `Intl.DateTimeFormat`, made once for the same locale and options. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const made = MADE.get(key);
  if (made !== undefined) return made;
  if (MADE.size >= MOST_KEPT) MADE.clear();
  const format = new Intl.DateTimeFormat(locale, options);
  MADE.set(key, format);
  return format;
}
