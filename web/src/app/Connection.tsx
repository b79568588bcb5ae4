import { Alert } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { WifiOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Liveness } from "../api/live";

/** Silent while all is well; says when what is shown may be old. */
export function Connection({ liveness }: { liveness: Liveness }) {
  const { t } = useTranslation();
  const { online } = useNetwork();
  if (online && liveness !== "cut") return null;
  return (
    <Alert
      className="no-print"
      mb="md"
      color="gray"
      variant="light"
      icon={<WifiOff size={18} aria-hidden />}
      role="status"
    >
      {t(online ? "connection.cut" : "connection.offline")}
    </Alert>
  );
}
