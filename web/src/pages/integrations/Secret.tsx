import { Alert, Button, Code, CopyButton, Modal, Stack, Text } from "@mantine/core";
import { Copy, KeyRound } from "lucide-react";
import { useTranslation } from "react-i18next";

/** Shown once: when the window is closed nobody, not even the server, can show it again. */
export function Secret({ secret, close }: { secret: string | null; close: () => void }) {
  const { t } = useTranslation("integrations");
  return (
    <Modal
      opened={secret !== null}
      onClose={close}
      title={t("secret.title")}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Stack>
        <Alert color="yellow" icon={<KeyRound size={18} aria-hidden />}>
          {t("secret.once")}
        </Alert>
        <Code block data-testid="secret">
          {secret}
        </Code>
        <CopyButton value={secret ?? ""}>
          {({ copied, copy }) => (
            <Button leftSection={<Copy size={16} aria-hidden />} onClick={copy} data-autofocus>
              {t(copied ? "secret.copied" : "secret.copy")}
            </Button>
          )}
        </CopyButton>
        <Text size="sm">{t("secret.next")}</Text>
        <Button variant="default" onClick={close}>
          {t("secret.kept")}
        </Button>
      </Stack>
    </Modal>
  );
}
