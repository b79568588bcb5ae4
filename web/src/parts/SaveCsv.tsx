import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Cell, saveCsv } from "./csv";
import { isoDateOf } from "./times";

interface Props<T> {
  /** Of the file, without day and ending. */
  name: string;
  /** The day that the figures are of; today where it is left out. */
  day?: string | null;
  /** Before the list is there. */
  disabled?: boolean;
  rows: () => T[] | Promise<T[]>;
  /** Heading and cell; what is not known stays empty. */
  columns: [heading: string, cell: (row: T) => Cell][];
}

/** The whole list as a file, also what has not been scrolled to. */
export function SaveCsv<T>({ name, day, disabled, rows, columns }: Props<T>) {
  const { t } = useTranslation();
  const saving = useMutation({
    mutationFn: async () => {
      const found = await rows();
      const lines = found.map((row) => columns.map(([, cell]) => cell(row)));
      saveCsv(`${name} ${isoDateOf(day ?? new Date())}.csv`, [columns.map(([heading]) => heading), ...lines]);
    },
  });
  return (
    <Button
      className="no-print"
      variant="default"
      size="xs"
      leftSection={<Download size={14} aria-hidden />}
      disabled={disabled}
      loading={saving.isPending}
      onClick={() => saving.mutate()}
      aria-label={t("csv_of", { name })}
    >
      CSV
    </Button>
  );
}
