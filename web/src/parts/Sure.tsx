import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Failure } from "./Failure";

interface Props {
  opened: boolean;
  title: string;
  /** What will be gone, or what follows. */
  text: string;
  /** The verb of the button. */
  action: string;
  busy: boolean;
  error: Error | null;
  close: () => void;
  carryOut: () => void;
}

/** Asks once more before something that cannot be taken back. */
export function Sure({ opened, title, text, action, busy, error, close, carryOut }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack>
        <Text>{text}</Text>
        {error && <Failure error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t("cancel")}
          </Button>
          <Button color="red.9" onClick={carryOut} loading={busy}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
