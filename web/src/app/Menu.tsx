import { NavLink } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import type { Session } from "../api/session";
import { PAGES } from "./pages";

export function Menu({ session, tenant, close }: { session: Session; tenant: string; close: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const shown = PAGES.filter((page) => page.menu && (page.seenBy?.(session) ?? true));
  return shown.map(({ path, menu }) => {
    const to = `/t/${tenant}/${path}`;
    const Icon = menu?.icon;
    return (
      <NavLink
        key={path}
        component={Link}
        to={to}
        onClick={close}
        active={pathname.startsWith(to)}
        aria-current={pathname.startsWith(to) ? "page" : undefined}
        label={t(menu?.words ?? "")}
        leftSection={Icon && <Icon size={18} aria-hidden />}
      />
    );
  });
}
