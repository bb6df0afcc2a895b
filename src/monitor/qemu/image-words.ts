// Image words: the command line of an image as one text, quoted as driver/pc/command-line.ts reads it. Layer: monitor.

/** Joins words so that the image gets each as it is. */
export function imageWords(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

function quoted(word: string): string {
  const escaped = word.replace(/[\\"]/g, '\\$&');
  return escaped === '' || escaped.includes(' ') ? `"${escaped}"` : escaped;
}
