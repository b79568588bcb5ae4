import { Group, Paper, type PaperProps, Title } from "@mantine/core";
import type { ComponentPropsWithoutRef, ReactNode } from "react";
import { Help } from "./Help";
import type { Term } from "./terms";

type Props = PaperProps &
  Omit<ComponentPropsWithoutRef<"section">, "title"> & {
    title: string;
    /** What has to be explained about it. */
    help?: Term;
    /** What can be done with all of it, or how it stands. */
    actions?: ReactNode;
  };

/** One thing of a page in a frame: its name, then what there is to know. */
export function Section({ title, help, actions, children, ...others }: Props) {
  return (
    <Paper withBorder p="md" component="section" {...others}>
      <Group justify="space-between" mb="sm" wrap="nowrap" align="flex-start">
        <Group gap={4} wrap="nowrap">
          <Title order={2} size="h4">
            {title}
          </Title>
          {help && <Help term={help} />}
        </Group>
        {actions && (
          <Group gap="xs" justify="flex-end">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </Paper>
  );
}
