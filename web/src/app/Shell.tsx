import { AppShell, Burger, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { Navigate, Outlet, useLocation, useParams } from "react-router";
import { useLive } from "../api/live";
import { useOverview } from "../api/overview";
import { type Session, useSession } from "../api/session";
import { Waiting } from "../parts/Waiting";
import { Connection } from "./Connection";
import { Menu } from "./Menu";
import { TopBar } from "./TopBar";

/** The frame of every page: who and where one is, the menu, and whether news arrive. */
export function Shell() {
  const session = useSession();
  const here = useLocation();
  if (session.isPending) return <Waiting />;
  if (!session.data)
    return <Navigate to={`/sign-in?next=${encodeURIComponent(here.pathname + here.search)}`} replace />;
  return <Frame session={session.data} />;
}

function Frame({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { tenant = session.tenant } = useParams();
  const [open, { toggle, close }] = useDisclosure(false);
  const liveness = useLive(tenant, useOverview(tenant).data?.head);
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: !open } }}
      padding="md"
    >
      <a className="skip" href="#content">
        {t("skip")}
      </a>
      <AppShell.Header className="no-print">
        <Group h="100%" px="md" wrap="nowrap" gap="sm">
          <Burger
            data-tour="menu"
            opened={open}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={t("menu.toggle")}
          />
          <TopBar session={session} tenant={tenant} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar data-tour="menu" className="no-print" p="xs" aria-label={t("menu.label")}>
        <Menu session={session} tenant={tenant} close={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Connection liveness={liveness} />
        <Outlet context={session} />
      </AppShell.Main>
    </AppShell>
  );
}
