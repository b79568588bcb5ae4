import { Anchor, Button, Group, Menu, Text } from "@mantine/core";
import { BookOpen, ChevronDown, CircleUser, Footprints, Languages, LogOut } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { type Session, signOut } from "../api/session";
import { usePlace } from "../parts/place";
import { useSaid } from "../parts/said";
import { InboxLink } from "./InboxLink";
import { choose, spoken } from "./language";

export function TopBar({ session, tenant }: { session: Session; tenant: string }) {
  const place = usePlace(session, tenant);
  return (
    <Group justify="space-between" flex={1} wrap="nowrap" miw={0}>
      <Anchor component={Link} to={`/t/${tenant}/overview`} fw={600} c="dark" truncate underline="never">
        Tiến độ · {place}
      </Anchor>
      <Group gap={4} wrap="nowrap" flex="none">
        <InboxLink session={session} tenant={tenant} />
        <Me session={session} tenant={tenant} />
      </Group>
    </Group>
  );
}

function Me({ session, tenant }: { session: Session; tenant: string }) {
  const { t } = useTranslation();
  const said = useSaid();
  const go = useNavigate();
  const who = [said(session.role_name) ?? session.role, said(session.unit_name) ?? session.unit]
    .filter(Boolean)
    .join(" · ");
  const leave = async () => {
    await signOut();
    await go("/sign-in");
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          data-tour="me"
          variant="default"
          bd="none"
          rightSection={<ChevronDown size={16} aria-hidden />}
          maw="min(460px, 45vw)"
          miw={0}
          px="xs"
          styles={{ label: { minWidth: 0 } }}
          aria-label={who}
          title={who}
        >
          <CircleUser size={20} aria-hidden className="mantine-hidden-from-sm" />
          <Text size="sm" truncate visibleFrom="sm">
            {who}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{who}</Menu.Label>
        <Menu.Item
          leftSection={<Languages size={16} aria-hidden />}
          lang={spoken() === "vi" ? "en" : "vi"}
          onClick={() => choose(spoken() === "vi" ? "en" : "vi")}
        >
          {t("other_language")}
        </Menu.Item>
        <Menu.Item leftSection={<BookOpen size={16} aria-hidden />} component={Link} to={`/t/${tenant}/glossary`}>
          {t("menu.glossary")}
        </Menu.Item>
        <Menu.Item
          leftSection={<Footprints size={16} aria-hidden />}
          component={Link}
          to={`/t/${tenant}/overview`}
          state={{ tour: true }}
        >
          {t("menu.tour")}
        </Menu.Item>
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void leave()}>
          {t("sign_out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
