import { Center, Stack, Text } from "@mantine/core";
import { Inbox } from "lucide-react";
import type { ReactNode } from "react";

/** Nothing is there, why, and what one may do about it. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <Center py="xl">
      <Stack align="center" gap="xs">
        <Inbox size={32} aria-hidden />
        <Text c="dark.4" ta="center">
          {children}
        </Text>
        {action}
      </Stack>
    </Center>
  );
}
