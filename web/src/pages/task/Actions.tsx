import { Button, Menu } from "@mantine/core";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOutletContext } from "react-router";
import { useOffices } from "../../api/offices";
import type { Session } from "../../api/session";
import type { OneWork } from "../../api/tasks";
import { ExtensionDialog } from "../../parts/ExtensionDialog";
import { StatusDialog } from "../../parts/StatusDialog";
import { ApprovalDialog, ConfirmDialog } from "./Deciding";
import { type Deed, deedsOf } from "./deeds";
import { DeadlineDialog, LeadDialog } from "./Moving";
import { ProgressDialog, UrgeDialog } from "./Telling";

interface Props {
  work: OneWork;
  tenant: string;
}

/** The next thing to do as a button, all others in a menu; nothing for whom there is nothing. */
export function Actions({ work, tenant }: Props) {
  const { t } = useTranslation("task");
  const session = useOutletContext<Session>();
  const [doing, start] = useState<Deed | null>(null);
  const [next, ...others] = deedsOf(work, session, tenant, useOffices(tenant));
  const said = (deed: Deed) => ("to" in deed ? t(`deed.${deed.does}.${deed.to}`) : t(`deed.${deed.does}`));
  return (
    <>
      {next && (
        <Button onClick={() => start(next)} data-next>
          {said(next)}
        </Button>
      )}
      {others.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<ChevronDown size={16} aria-hidden />}>
              {t("others")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((deed) => (
              <Menu.Item key={said(deed)} onClick={() => start(deed)}>
                {said(deed)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {doing && <Doing deed={doing} work={work} tenant={tenant} close={() => start(null)} />}
    </>
  );
}

function Doing({ deed, ...rest }: Props & { deed: Deed; close: () => void }) {
  switch (deed.does) {
    case "step":
      return <StatusDialog {...rest} to={deed.to} />;
    case "approval":
      return <ApprovalDialog {...rest} to={deed.to} />;
    case "progress":
      return <ProgressDialog {...rest} />;
    case "confirm":
      return <ConfirmDialog {...rest} />;
    case "deadline":
      return <DeadlineDialog {...rest} />;
    case "lead":
      return <LeadDialog {...rest} />;
    case "extension":
      return <ExtensionDialog {...rest} to={deed.of} />;
    case "urge":
      return <UrgeDialog {...rest} />;
  }
}
