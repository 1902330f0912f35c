/** What Intl does not know of a language tag or a time zone, as a sentence; null: both are right. */
export function notKnownToIntl(language: string | undefined, timeZone: string | undefined): string | null {
  try {
    if (language !== undefined) Intl.getCanonicalLocales(language);
  } catch {
    return `--language ${language}: expected a language tag such as pt-PT.`;
  }
  try {
    if (timeZone !== undefined) new Intl.DateTimeFormat("en", { timeZone });
  } catch {
    return `--time-zone ${timeZone}: expected a time zone such as Europe/Lisbon.`;
  }
  return null;
}
