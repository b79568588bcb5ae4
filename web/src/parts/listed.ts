/** What was typed as a list: its parts without what is empty. */
export function listed(text: string, separator: string | RegExp): string[] {
  return text
    .split(separator)
    .map((one) => one.trim())
    .filter(Boolean);
}
