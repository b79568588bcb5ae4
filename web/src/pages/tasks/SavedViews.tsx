import { Button, Menu, TextInput } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { Bookmark, BookmarkPlus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { Dialog } from "../../parts/Dialog";

type Views = Record<string, string>;

/** Filters by name, kept in this browser: the address is what is kept. */
export function SavedViews({ tenant }: { tenant: string }) {
  const { t } = useTranslation("tasks");
  const go = useNavigate();
  const [address] = useSearchParams();
  const [views, keep] = useLocalStorage<Views>({ key: `tiendo.views.${tenant}`, defaultValue: {} });
  const [naming, name] = useState(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<Bookmark size={16} aria-hidden />}>
            {t("views.title")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {Object.entries(views).map(([called, search]) => (
            <Menu.Item key={called} onClick={() => void go(`?${search}`)}>
              {called}
            </Menu.Item>
          ))}
          <Menu.Item leftSection={<BookmarkPlus size={16} aria-hidden />} onClick={() => name(true)}>
            {t("views.save")}
          </Menu.Item>
          {Object.keys(views).map((called) => (
            <Menu.Item
              key={called}
              leftSection={<Trash2 size={16} aria-hidden />}
              onClick={() => keep(({ [called]: _, ...others }) => others)}
            >
              {t("views.remove", { name: called })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <Naming
          close={() => name(false)}
          save={(called) => keep((known) => ({ ...known, [called]: address.toString() }))}
        />
      )}
    </>
  );
}

function Naming({ close, save }: { close: () => void; save: (called: string) => void }) {
  const { t } = useTranslation("tasks");
  const [called, call] = useState("");
  return (
    <Dialog
      title={t("views.save")}
      action={t("views.keep")}
      close={close}
      running={{ isPending: false, error: null }}
      ready={called.trim() !== ""}
      carryOut={() => {
        save(called.trim());
        close();
      }}
    >
      <TextInput
        label={t("views.name")}
        required
        maxLength={60}
        value={called}
        onChange={(event) => call(event.currentTarget.value)}
        data-autofocus
      />
    </Dialog>
  );
}
