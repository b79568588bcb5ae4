import { Table, type TableProps } from "@mantine/core";
import classes from "./tables.module.css";

/** A table that scrolls sideways by itself, so that the page does not; by keyboard too. */
export function WideTable({ label, children, ...rest }: TableProps & { label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <section className={classes.wide} aria-label={label} tabIndex={0}>
      <Table verticalSpacing="xs" {...rest}>
        {children}
      </Table>
    </section>
  );
}
