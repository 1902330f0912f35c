/** A list of phrases written as text: `one | two`; spaces and line ends around each go. */
export function list(text: string): readonly string[] {
  return text
    .split("|")
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== "");
}
