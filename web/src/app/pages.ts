/** Every page of a tenant: where it lies, how the menu calls it, and who sees it there. */
import {
  ChartColumn,
  ClipboardList,
  Columns3,
  Construction,
  FileText,
  FileUp,
  Handshake,
  Inbox,
  LayoutDashboard,
  ListChecks,
  ListTodo,
  type LucideIcon,
  Settings,
  Webhook,
} from "lucide-react";
import type { ComponentType } from "react";
import { sortsFor } from "../api/imports";
import { hasMailbox } from "../api/inbox";
import { overviewQuery } from "../api/overview";
import { queries } from "../api/queries";
import { keepsSubscriptions } from "../api/rights";
import type { Session } from "../api/session";
import OverviewPage from "../pages/overview/OverviewPage";

export interface PageEntry {
  /** Below `/t/{tenant}/`; it may hold parameters. */
  path: string;
  load: () => Promise<{ default: ComponentType }>;
  /** What it will ask first, asked while its program is still on its way. */
  ahead?: (tenant: string, address: URLSearchParams) => Promise<void>;
  /** Absent: the page is reached from another one. */
  menu?: { icon: LucideIcon; words: string };
  /** Absent: everybody of the tenant. */
  seenBy?: (session: Session) => boolean;
}

export const PAGES: PageEntry[] = [
  {
    path: "overview",
    load: async () => ({ default: OverviewPage }), // most visits begin here, so it comes with the application
    ahead: (tenant, address) => queries.prefetchQuery(overviewQuery(tenant, address.get("as_of"))),
    menu: { icon: LayoutDashboard, words: "menu.overview" },
  },
  {
    path: "work",
    load: () => import("../pages/work/WorkPage"),
    menu: { icon: ListTodo, words: "menu.work" },
    seenBy: (session) => hasMailbox(session, session.tenant),
  },
  {
    path: "tasks",
    load: () => import("../pages/tasks/TasksPage"),
    menu: { icon: ListChecks, words: "menu.tasks" },
  },
  { path: "tasks/:task", load: () => import("../pages/task/TaskPage") },
  {
    path: "inbox",
    load: () => import("../pages/inbox/InboxPage"),
    menu: { icon: Inbox, words: "menu.inbox" },
    seenBy: (session) => hasMailbox(session, session.tenant),
  },
  {
    path: "bottlenecks",
    load: () => import("../pages/bottlenecks/BottlenecksPage"),
    menu: { icon: Construction, words: "menu.bottlenecks" },
  },
  { path: "bottlenecks/:bottleneck", load: () => import("../pages/bottlenecks/BottleneckPage") },
  {
    path: "directives",
    load: () => import("../pages/directives/DirectivesPage"),
    menu: { icon: FileText, words: "menu.directives" },
  },
  { path: "directives/:directive", load: () => import("../pages/directives/DirectivePage") },
  {
    path: "meetings",
    load: () => import("../pages/meetings/MeetingsPage"),
    menu: { icon: Handshake, words: "menu.meetings" },
  },
  { path: "meetings/:meeting", load: () => import("../pages/meetings/MeetingPage") },
  {
    path: "compare",
    load: () => import("../pages/compare/ComparePage"),
    menu: { icon: Columns3, words: "menu.compare" },
    seenBy: (session) => session.central && session.role === "central_wg_officer",
  },
  {
    path: "indicators",
    load: () => import("../pages/indicators/IndicatorsPage"),
    menu: { icon: ChartColumn, words: "menu.indicators" },
  },
  { path: "indicators/:indicator", load: () => import("../pages/indicators/IndicatorPage") },
  {
    path: "surveys",
    load: () => import("../pages/surveys/SurveysPage"),
    menu: { icon: ClipboardList, words: "menu.surveys" },
  },
  { path: "surveys/:round", load: () => import("../pages/surveys/RoundPage") },
  { path: "surveys/:round/:unit", load: () => import("../pages/surveys/ResponsePage") },
  {
    path: "import",
    load: () => import("../pages/imports/ImportPage"),
    menu: { icon: FileUp, words: "menu.imports" },
    seenBy: (session) => sortsFor(session, session.tenant).length > 0,
  },
  {
    path: "import/:job",
    load: () => import("../pages/imports/JobPage"),
    seenBy: (session) => sortsFor(session, session.tenant).length > 0,
  },
  {
    path: "integrations",
    load: () => import("../pages/integrations/IntegrationsPage"),
    menu: { icon: Webhook, words: "menu.integrations" },
    seenBy: (session) => keepsSubscriptions(session, session.tenant),
  },
  {
    path: "integrations/:subscription",
    load: () => import("../pages/integrations/EndpointPage"),
    seenBy: (session) => keepsSubscriptions(session, session.tenant),
  },
  { path: "glossary", load: () => import("../pages/glossary/GlossaryPage") },
  {
    path: "settings",
    load: () => import("../pages/settings/SettingsPage"),
    menu: { icon: Settings, words: "menu.settings" },
  },
];
