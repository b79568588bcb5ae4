/** Lists as files that a spreadsheet opens: UTF-8 with its mark, and nothing that it would take for a formula. */

export type Cell = string | number | null | undefined;

function written(cell: Cell): string {
  const text = cell === null || cell === undefined ? "" : String(cell);
  const safe = typeof cell === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf(rows: Cell[][]): string {
  return `\uFEFF${rows.map((row) => row.map(written).join(",")).join("\r\n")}\r\n`;
}

export function saveCsv(name: string, rows: Cell[][]): void {
  save(name, new Blob([csvOf(rows)], { type: "text/csv;charset=utf-8" }));
}

export function save(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
