import { Button, Group, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../api/problems";
import { Failure } from "./Failure";

interface Props {
  title: string;
  /** The verb of the button that carries it out. */
  action: string;
  carryOut: () => void;
  close: () => void;
  running: { isPending: boolean; error: Error | null };
  ready: boolean;
  /** What is there now, for the case that somebody else was faster. */
  standsNow?: string;
  children?: ReactNode;
}

/** Something that changes things: at most three fields, a button that says what it does, and what was refused beside it. */
export function Dialog({ title, action, carryOut, close, running, ready, standsNow, children }: Props) {
  const { t } = useTranslation("works");
  const conflict = running.error instanceof Problem && running.error.status === 412;
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          carryOut();
        }}
      >
        <Stack>
          {children}
          {running.error && <Failure error={running.error} />}
          {conflict && standsNow && <p role="status">{t("changed_meanwhile", { state: standsNow })}</p>}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("cancel")}
            </Button>
            <Button type="submit" disabled={!ready} loading={running.isPending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
