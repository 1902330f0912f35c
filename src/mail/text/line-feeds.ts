/** Text with LF line ends. */
export function lineFeeds(text: string): string {
  return text.includes("\r") ? text.replaceAll(/\r+\n?/g, "\n") : text;
}
