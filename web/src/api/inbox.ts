/** The caller's own mailbox. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import type { Session } from "./session";

export type Thread = Schemas["ThreadAnswer"];
export type Notice = Schemas["NoticeAnswer"];

const PAGE = 20;
const WITHOUT_MAILBOX = new Set(["ops", "integrator"]);
/** Reminders come from the clock, which is no event of the tenant: they are looked for. */
const LOOKED_FOR_MS = 60_000;

/** Mail is for those who work there: nobody reads another tenant's. */
export function hasMailbox(session: Session, tenant: string): boolean {
  return session.tenant === tenant && !WITHOUT_MAILBOX.has(session.role);
}

export function useInboxCount(tenant: string, asked: boolean) {
  return useQuery({
    queryKey: [tenant, "inbox", "count"],
    queryFn: () => ask(api.GET("/v1/{tenant}/inbox/count", { params: { path: { tenant } } })),
    enabled: asked,
    refetchInterval: LOOKED_FOR_MS,
  });
}

/** `unread`: only threads with something unread; otherwise all, newest first. */
export function useThreads(tenant: string, unread: boolean) {
  return useInfiniteQuery({
    queryKey: [tenant, "inbox", "threads", unread],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/{tenant}/inbox/threads", {
          params: { path: { tenant }, query: { unread: unread || undefined, limit: PAGE, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: LOOKED_FOR_MS,
  });
}

export function useThread(tenant: string, subject: string) {
  return useQuery({
    queryKey: [tenant, "inbox", "thread", subject],
    queryFn: () =>
      ask(api.GET("/v1/{tenant}/inbox/thread", { params: { path: { tenant }, query: { subject, limit: 200 } } })),
  });
}

export function mark(tenant: string, notice: string, how: "read" | "unread") {
  const params = { path: { tenant, notice } };
  if (how === "read") return ask(api.POST("/v1/{tenant}/inbox/{notice}/read", { params }));
  return ask(api.POST("/v1/{tenant}/inbox/{notice}/unread", { params }));
}

export function markAllRead(tenant: string) {
  return ask(api.POST("/v1/{tenant}/inbox/read-all", { params: { path: { tenant } } }));
}

export function acknowledge(tenant: string, notice: string, note: string | null) {
  return ask(
    api.POST("/v1/{tenant}/inbox/{notice}/acknowledge", { params: { path: { tenant, notice } }, body: { note } }),
  );
}

/** `until`: a day, or null for bringing it back at once. */
export function snooze(tenant: string, notice: string, until: string | null) {
  return ask(api.POST("/v1/{tenant}/inbox/{notice}/snooze", { params: { path: { tenant, notice } }, body: { until } }));
}

export function useCalendarLink(tenant: string) {
  return useQuery({
    queryKey: [tenant, "inbox", "calendar"],
    queryFn: () => ask(api.GET("/v1/{tenant}/inbox/calendar", { params: { path: { tenant } } })),
  });
}

export function makeCalendarLink(tenant: string) {
  return ask(api.POST("/v1/{tenant}/inbox/calendar", { params: { path: { tenant } } }));
}

export function closeCalendarLink(tenant: string) {
  return ask(api.DELETE("/v1/{tenant}/inbox/calendar", { params: { path: { tenant } } }));
}

/** The task or pilot model that a thread is about; null where it is about something else that is owed. */
export function useWorkOf(tenant: string, id: string) {
  return useQuery({
    queryKey: [tenant, "work", id],
    queryFn: async () =>
      (await workNamed(tenant, id, undefined)) ?? (await workNamed(tenant, id, "pilot_model")) ?? null,
  });
}

async function workNamed(tenant: string, id: string, kind: "pilot_model" | undefined) {
  const query = { q: id, limit: 500, kind };
  const found = await ask(api.GET("/v1/{tenant}/tasks", { params: { path: { tenant }, query } }));
  return found.items.find((work) => work.id === id);
}
