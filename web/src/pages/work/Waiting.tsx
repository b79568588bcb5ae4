import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Cell } from "../../parts/csv";
import { SaveCsv } from "../../parts/SaveCsv";
import classes from "./work.module.css";

/** Heading and cell of the file. */
export type Columns<T> = [heading: string, cell: (row: T) => Cell][];

interface Props<T> {
  name: string;
  rows: T[];
  columns: Columns<T>;
  children: (row: T) => ReactNode;
}

/** One sort of what waits for the reader's word, with how many there are, also as a file. */
export function Waiting<T>({ name, rows, columns, children }: Props<T>) {
  const { t } = useTranslation("work");
  const title = t(`waits.${name}`);
  return (
    <section aria-labelledby={`waits-${name}`} data-section={name}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="xs">
        <Title order={2} size="h4" id={`waits-${name}`}>
          {title} ({rows.length})
        </Title>
        {rows.length > 0 && <SaveCsv name={title} rows={() => rows} columns={columns} />}
      </Group>
      {rows.length === 0 ? (
        <Text c="dark.4">{t("waits.nothing")}</Text>
      ) : (
        <ul className={classes.rows}>{rows.map(children)}</ul>
      )}
    </section>
  );
}
