import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router/dom";
import { queries } from "../api/queries";
import "./language";
import { router } from "./router";
import { nonce, quiet, theme } from "./theme";

export function App() {
  return (
    <MantineProvider theme={theme} getStyleNonce={nonce} cssVariablesResolver={quiet} forceColorScheme="light">
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
