// Words in a drawing: how wide they are, and where they may break.

// A word with the space after it, or one Han character with the punctuation that may not leave it.
const PIECES = /[（《「『“]*\p{Script=Han}[、，。；：！？）》」』”]*|[^\s\p{Script=Han}（《「『“]+\s*|\S\s*/gu;

/** How wide a text of a weight is drawn, in px. */
export function measure(family, size) {
  const context = document.createElement("canvas").getContext("2d");
  return (text, weight) => {
    context.font = `${weight} ${size}px ${family}`;
    return context.measureText(text).width;
  };
}

/** Lines no wider than `width`. A word that is wider is broken, nothing is left out. */
export function wrap(text, width, length) {
  const lines = [];
  let line = "";
  for (const piece of text.match(PIECES) || []) {
    if (line && length((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    for (const letter of length(piece.trimEnd()) > width ? [...piece] : [piece]) {
      if (line && length(line + letter.trimEnd()) > width) {
        lines.push(line);
        line = "";
      }
      line += letter;
    }
  }
  return line.trim() ? [...lines, line.trimEnd()] : lines;
}
