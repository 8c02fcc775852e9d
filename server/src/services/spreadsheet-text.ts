/**
 * A text that no spreadsheet runs as a formula: one that begins like a formula gets an apostrophe, which makes it
 * text. Plain numbers stay numbers. (OWASP, "CSV Injection".)
 */
export function harmless(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}
